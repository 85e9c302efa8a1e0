import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import * as z from 'zod/mini';
import type { OtherWindows } from './otherWindows';

const GroupKey = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('contact') }),
  z.object({ kind: z.literal('field'), name: z.string() }),
]);
const SortKey = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('name') }),
  z.object({ kind: z.literal('displayId') }),
  z.object({ kind: z.literal('field'), name: z.string() }),
]);
const TypeView = z.object({
  query: z.optional(z.string()),
  groupBy: z.optional(GroupKey),
  sortBy: z.optional(z.object({ by: SortKey, direction: z.enum(['ascending', 'descending']) })),
});
const SavedFilter = z.object({
  id: z.string(),
  name: z.string(),
  query: z.string(),
  assetTypeId: z.optional(z.number()),
});
const AccountView = z.object({ filters: z.array(SavedFilter), types: z.record(z.string(), TypeView) });

/** How the assets of a type are shown. Where nothing is set, as HappyFox lists them. */
export type TypeView = z.infer<typeof TypeView>;

/** A query that somebody has kept under a name; of one type where it has one. */
export type SavedFilter = z.infer<typeof SavedFilter>;

/** What is remembered of an account's tree. `types` is by type id; the filter of all types is under `allTypes`. */
export type AccountView = z.infer<typeof AccountView>;

/** The key under which the filter of all of an account's types is. */
export const allTypes = 'all';

const nothing: AccountView = { filters: [], types: {} };

/**
 * What people have made of the tree: saved filters, and how types are filtered, grouped and sorted. In a file for each account. Saved filters are
 * the same in all windows; a window keeps its own arrangement until it is loaded again, for another's must not move under the pointer.
 */
export class TreeMemory implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<string>();
  private readonly views = new Map<string, Promise<AccountView>>();
  private readonly known = new Map<string, AccountView>();
  private readonly listening: vscode.Disposable;
  private queue: Promise<unknown> = Promise.resolve();

  /** Fires with an account's id. */
  readonly onDidChange = this.changed.event;

  constructor(
    private readonly folder: string,
    private readonly windows: OtherWindows,
  ) {
    this.listening = windows.onMessage((message) => {
      if (message.kind === 'filters') void this.hear(message.accountId);
    });
  }

  /** What is remembered of an account; read once. */
  of(accountId: string): Promise<AccountView> {
    const known = this.views.get(accountId);
    if (known) return known;
    const read = this.read(accountId).then((view) => {
      this.known.set(accountId, view);
      return view;
    });
    this.views.set(accountId, read);
    return read;
  }

  /** The same, where it has been read. */
  peek(accountId: string): AccountView {
    return this.known.get(accountId) ?? nothing;
  }

  /** Remembers how a type is shown, or with `allTypes` by what all of them are filtered. */
  async setView(accountId: string, key: number | typeof allTypes, view: TypeView): Promise<void> {
    await this.alter(accountId, (remembered) => {
      const others = Object.entries(remembered.types).filter(([known]) => known !== String(key));
      const types = Object.fromEntries(isPlain(view) ? others : [...others, [String(key), view] as const]);
      return { ...remembered, types };
    });
  }

  /** Changes an account's saved filters, in all windows. */
  async setFilters(
    accountId: string,
    change: (filters: readonly SavedFilter[]) => readonly SavedFilter[],
  ): Promise<void> {
    await this.alter(accountId, ({ filters, types }) => ({ types, filters: [...change(filters)] }));
    this.windows.tell({ kind: 'filters', accountId });
  }

  /** Forgets all of an account. */
  async forget(accountId: string): Promise<void> {
    this.views.delete(accountId);
    this.known.delete(accountId);
    await this.queued(() => rm(this.path(accountId), { force: true }));
  }

  dispose(): void {
    this.listening.dispose();
    this.changed.dispose();
  }

  /** Another window may have written since, so what is on disk is altered, and this window's arrangement likewise. */
  private async alter(accountId: string, change: (view: AccountView) => AccountView): Promise<void> {
    const mine = change(await this.of(accountId));
    const { filters } = await this.queued(async () => {
      const view = change(await this.read(accountId));
      await mkdir(this.folder, { recursive: true, mode: 0o700 });
      const path = this.path(accountId);
      const written = `${path}.${randomUUID()}.tmp`;
      await writeFile(written, JSON.stringify(view), { mode: 0o600 });
      await rename(written, path);
      return view;
    });
    this.take(accountId, { ...mine, filters });
  }

  private async hear(accountId: string): Promise<void> {
    if (!this.known.has(accountId)) return;
    const { filters } = await this.read(accountId);
    this.take(accountId, { ...this.peek(accountId), filters });
  }

  private take(accountId: string, view: AccountView): void {
    this.known.set(accountId, view);
    this.views.set(accountId, Promise.resolve(view));
    this.changed.fire(accountId);
  }

  /** What can't be read is as good as nothing: it costs a filter, not an asset. */
  private async read(accountId: string): Promise<AccountView> {
    try {
      return AccountView.parse(JSON.parse(await readFile(this.path(accountId), 'utf8')));
    } catch {
      return nothing;
    }
  }

  private path(accountId: string): string {
    return join(this.folder, `${createHash('sha256').update(accountId).digest('hex').slice(0, 32)}.json`);
  }

  private queued<T>(work: () => Promise<T>): Promise<T> {
    const done = this.queue.then(work, work);
    this.queue = done.catch(() => undefined);
    return done;
  }
}

function isPlain({ query, groupBy, sortBy }: TypeView): boolean {
  return query === undefined && groupBy === undefined && sortBy === undefined;
}
