import type { Asset } from '../../../../src/happyfox/asset';
import { HappyFoxError, type FailureKind } from '../../../../src/happyfox/errors';
import type { Page } from '../../../../src/happyfox/page';
import type { FetchCrawlPage } from '../../../../src/finding/crawlReader';

export function assetOf(id: number, assetTypeId: number, name = `asset ${id}`): Asset {
  return {
    id,
    displayId: `A-${id}`,
    name,
    contacts: [],
    customFields: [],
    assetType: { id: assetTypeId, name: 'Type' },
    absent: [],
    unknownKeys: {},
  };
}

export function failureOf(kind: FailureKind, until?: number): HappyFoxError {
  return new HappyFoxError({
    kind,
    execution: 'notExecuted',
    method: 'GET',
    path: 'assets/',
    host: 'h',
    ...(until !== undefined && { until }),
  });
}

/** Rows by type, served in pages as they are when a page is asked for; tests edit them between requests. */
export class FakeAccount {
  readonly rows: Map<number, Asset[]>;
  readonly requests: string[] = [];
  /** Called before each request is served, with its number from 1 on; may throw in its place. */
  before: (count: number) => void = () => undefined;

  constructor(totals: Readonly<Record<number, number>>) {
    this.rows = new Map(
      Object.entries(totals).map(([type, total]) => [
        Number(type),
        Array.from({ length: total }, (_, index) => assetOf(Number(type) * 100_000 + index, Number(type))),
      ]),
    );
  }

  readonly fetchPage: FetchCrawlPage = async ({ assetTypeId, page, size }, signal) => {
    await Promise.resolve();
    signal.throwIfAborted();
    this.requests.push(`${assetTypeId}/${page}`);
    this.before(this.requests.length);
    return this.page(assetTypeId, page, size);
  };

  page(assetTypeId: number, page: number, size = 50): Page<Asset> {
    const rows = this.rows.get(assetTypeId);
    if (!rows) throw failureOf('notFound');
    const items = rows.slice((page - 1) * size, page * size);
    return { items, unreadable: [], page, total: rows.length, last: items.length === 0 || page * size >= rows.length };
  }

  ids(assetTypeId: number): number[] {
    return (this.rows.get(assetTypeId) ?? []).map(({ id }) => id).sort((a, b) => a - b);
  }
}
