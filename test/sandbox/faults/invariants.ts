import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAbsent } from '../../../src/disk/absence';
import type { Asset as SeenAsset } from '../../../src/happyfox/asset';
import type { Operation } from '../../../src/plans/journal';
import type { Asset, WireEntry } from '../../../src/sandbox/sandbox';

/** What names a part of an asset: a custom field by its id. */
export type Part = number | 'name' | 'displayId' | 'contactIds';

/** A write that a person has confirmed, or that a colleague has made elsewhere. */
export type Named =
  | { readonly operation: 'update'; readonly assetId: number; readonly parts: ReadonlyMap<Part, unknown> }
  | { readonly operation: 'create'; readonly name: string }
  | { readonly operation: 'delete'; readonly assetId: number };

/** An editor, and the asset that it shows. */
export interface ShownTab {
  readonly asset: SeenAsset;
  readonly text: string;
  readonly isDirty: boolean;
}

/** All that the invariants are about. */
export interface Evidence {
  /** The account as it was at first, and as it is. */
  readonly before: ReadonlyMap<number, Asset>;
  readonly now: ReadonlyMap<number, Asset>;
  /** What was confirmed here, and what colleagues have done. */
  readonly confirmed: readonly Named[];
  readonly colleagues: readonly Named[];
  /** Every request that reached the account, in order. */
  readonly wire: readonly WireEntry[];
  /** Writes that arrived before the journal had a line for them. */
  readonly unannounced: readonly string[];
  /** What other origins were sent: request lines and headers. */
  readonly elsewhere: readonly string[];
  readonly secrets: readonly string[];
  /** Requests a minute, over all windows. */
  readonly budget: { readonly readsPerMinute: number; readonly writesPerMinute: number };
  /** All that the windows keep on disk. */
  readonly storage: string;
  readonly tabs: readonly ShownTab[];
  /** What was typed, in words that occur nowhere else. */
  readonly typed: readonly string[];
}

/** What must hold whatever went wrong. */
export function assertInvariants(evidence: Evidence): void {
  assertOnlyNamedChanged(evidence);
  assertNoMoreCreated(evidence);
  assertKeyKept(evidence);
  assert.deepEqual(evidence.unannounced, [], '4: a write was sent without a line in the journal before it');
  assertWithinBudget(evidence);
  assertCleanTabs(evidence);
  assertTypedKept(evidence);
}

/** 1: no asset changed that no confirmed operation named, nor in a part that none named, nor to another value. */
function assertOnlyNamedChanged({ before, now, confirmed, colleagues }: Evidence): void {
  const named = [...confirmed, ...colleagues];
  for (const [id, was] of before) {
    const is = now.get(id);
    if (!is) {
      const deleted = named.some((one) => one.operation === 'delete' && one.assetId === id);
      assert.ok(deleted, `1: asset ${id} is gone, and nobody deleted it`);
      continue;
    }
    for (const [part, value] of changedParts(was, is)) {
      const wanted = named.some(
        (one) =>
          one.operation === 'update' && one.assetId === id && one.parts.has(part) && same(one.parts.get(part), value),
      );
      assert.ok(wanted, `1: nobody made ${String(part)} of asset ${id} ${JSON.stringify(value)}`);
    }
  }
}

/** The parts in which two states of an asset differ, with their values in the second. */
export function changedParts(was: Asset, is: Asset): ReadonlyMap<Part, unknown> {
  const keys = new Set([...was.values.keys(), ...is.values.keys()]);
  const parts: readonly (readonly [Part, unknown, unknown])[] = [
    ['name', was.name, is.name],
    ['displayId', was.displayId, is.displayId],
    ['contactIds', was.contactIds, is.contactIds],
    ...[...keys].map((key) => [key, was.values.get(key) ?? null, is.values.get(key) ?? null] as const),
  ];
  return new Map(parts.flatMap(([part, one, other]) => (same(one, other) ? [] : [[part, other]])));
}

/** Lists are sets; nothing is nothing, however it is written. */
export function same(one: unknown, other: unknown): boolean {
  return normal(one) === normal(other);
}

function normal(value: unknown): string {
  if (value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)) return '';
  return JSON.stringify(Array.isArray(value) ? value.toSorted() : value);
}

/** 2: no more was created than was confirmed, of each name. */
function assertNoMoreCreated({ before, now, confirmed, colleagues }: Evidence): void {
  const created = [...now.values()].filter(({ id }) => !before.has(id)).map(({ name }) => name);
  const wanted = [...confirmed, ...colleagues].flatMap((one) => (one.operation === 'create' ? [one.name] : []));
  for (const name of new Set(created)) {
    const [there, asked] = [created, wanted].map((names) => names.filter((other) => other === name).length);
    assert.ok(there! <= asked!, `2: ${there} “${name}” were created, ${asked} confirmed`);
  }
}

/** 3: the key is seen by its own origin alone, and is on no disk but the keyring's. */
function assertKeyKept({ elsewhere, secrets, storage }: Evidence): void {
  const seen = [...elsewhere, ...textsIn(storage)];
  const pairs = [...secrets, Buffer.from(secrets.join(':')).toString('base64')];
  for (const secret of pairs) {
    assert.ok(!seen.some((text) => text.includes(secret)), '3: a credential got where it does not belong');
  }
}

const minute = 60_000;

/** 5: no 60 seconds hold more than the budget over all windows, and nothing is sent after a 429 while it lasts. */
function assertWithinBudget({ wire, budget }: Evidence): void {
  const times = (isRead: boolean) => wire.filter(({ method }) => (method === 'GET') === isRead).map(({ at }) => at);
  const most = [busiest(times(true)), busiest(times(false))];
  assert.ok(most[0]! <= budget.readsPerMinute, `5: ${most[0]} reads in a minute`);
  assert.ok(most[1]! <= budget.writesPerMinute, `5: ${most[1]} writes in a minute`);
}

/** The most of these times, ascending, that any 60 seconds hold. */
export function busiest(times: readonly number[]): number {
  let most = 0;
  for (let last = 0, first = 0; last < times.length; last += 1) {
    while (times[last]! - times[first]! >= minute) first += 1;
    most = Math.max(most, last - first + 1);
  }
  return most;
}

/** 6: what a clean tab shows is what the server has, as long as no colleague has changed it since. */
function assertCleanTabs({ tabs, now, colleagues }: Evidence): void {
  for (const { asset, isDirty, text } of tabs) {
    const is = now.get(asset.id);
    const isTheirs = colleagues.some((one) => one.operation !== 'create' && one.assetId === asset.id);
    if (isDirty || isTheirs || !is) continue;
    const shown = JSON.parse(text) as { name: string; display_id: string };
    assert.deepEqual([shown.name, shown.display_id], [is.name, is.displayId], `6: the clean tab of asset ${is.id}`);
    for (const { id, name, value } of asset.customFields) {
      assert.ok(same(value, is.values.get(id)), `6: the clean tab of asset ${is.id} shows another ${name}`);
    }
  }
}

/** 7: what was typed is in a tab, a draft, a plan or the journal. */
function assertTypedKept({ typed, tabs, storage }: Evidence): void {
  const kept = [...tabs.map(({ text }) => text), ...textsIn(storage)];
  for (const words of typed)
    assert.ok(
      kept.some((text) => text.includes(words)),
      `7: “${words}” is gone`,
    );
}

/** The text of every file below a folder; of one that is moved away meanwhile, nothing. */
export function textsIn(folder: string): readonly string[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.flatMap(({ parentPath, name }) => {
    try {
      return [readFileSync(join(parentPath, name), 'utf8')];
    } catch (error) {
      if (isAbsent(error)) return [];
      throw error;
    }
  });
}

/** What the journals below a folder announce, as operation and asset; whatever stands around it in a line. */
export function announcedIn(folder: string): readonly string[] {
  const announced = /\{"begin":\{.*?"operation":"(create|update|delete)".*?"assetId":(\d+|null)/g;
  return textsIn(folder).flatMap((text) =>
    Array.from(text.matchAll(announced), ([, operation, id]) =>
      deed(operation as Operation, id === 'null' ? null : Number(id)),
    ),
  );
}

const operations: Readonly<Record<string, Operation>> = { POST: 'create', PUT: 'update', DELETE: 'delete' };

/** What a write does to which asset; undefined for a read. */
export function deedOf({ method, path }: Pick<WireEntry, 'method' | 'path'>): string | undefined {
  const operation = operations[method];
  return operation && deed(operation, operation === 'create' ? null : Number(/(\d+)\/$/.exec(path)?.[1]));
}

function deed(operation: Operation, assetId: number | null): string {
  return `${operation} ${assetId ?? 'new'}`;
}
