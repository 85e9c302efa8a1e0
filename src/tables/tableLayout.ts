import { groupRows } from '../finding/grouping';
import { stride, type Steps } from '../finding/steps';
import type { AssetIndex } from '../finding/index/assetIndex';
import type { IndexedAsset } from '../finding/indexedAsset';
import type { QueryWorld } from '../finding/query/compileQuery';
import type { QueryProblem } from '../finding/query/syntax';
import type { CellReader } from './cellReader';
import { columnFilter, wholeFilter, type FilterCondition } from './tableFilter';
import { sortTable } from './tableSort';
import type { TableView } from './tableView';

/** The line above the rows of a group. */
export interface GroupLine {
  /** Negative, so that it is no asset's; the same for a key for as long as the table is open. */
  readonly id: number;
  readonly key: string;
  /** The cells' text; empty for the rows without a value. */
  readonly label: string;
  readonly count: number;
  readonly isCollapsed: boolean;
}

/** The order of the lines of a table, and nothing of what they say. */
export interface TableLayout {
  /**
   * Of each line its id: that of the group's head, or the asset's. Where an asset has several lines, each but the first has a fraction behind the
   * asset's id.
   */
  readonly order: Float64Array;
  readonly groups: readonly GroupLine[];
  /** Assets that the filters want, those of collapsed groups included. */
  readonly found: number;
  /** What is wrong with the filters, by the column's key; that of the whole table has an empty key. */
  readonly problems: ReadonlyMap<string, QueryProblem>;
}

/** What a layout is made from. */
interface LayoutSource {
  readonly index: AssetIndex;
  readonly world: QueryWorld;
  readonly assetTypeId: number | undefined;
  readonly readerOf: (key: string) => CellReader | undefined;
  readonly groupId: (key: string) => number;
}

/**
 * Filters, sorts and groups the assets of an index. A filter that is wrong finds nothing; one that is unfinished, what it finds so far. Yields now
 * and then (see `withPauses`), and takes what changes meanwhile as it comes: whoever follows the index lays out again.
 */
export function* layOut(source: LayoutSource, view: TableView): Steps<TableLayout> {
  const conditions = conditionsOf(source, view);
  const rows = yield* wanted(source, conditions);
  const problems = new Map<string, QueryProblem>();
  for (const { key, problem } of conditions) {
    const wrong = problem();
    if (wrong) problems.set(key, wrong);
  }
  const sorted = yield* sortTable(rows, view.sort, source.readerOf);
  const reader = view.group === undefined ? undefined : source.readerOf(view.group);
  if (!reader) return { order: yield* idsOf(sorted), groups: [], found: rows.length, problems };
  return { ...(yield* grouped(sorted, reader, new Set(view.collapsed), source.groupId)), found: rows.length, problems };
}

function* idsOf(rows: readonly IndexedAsset[]): Steps<Float64Array> {
  const ids = new Float64Array(rows.length);
  for (const [at, { id }] of rows.entries()) {
    ids[at] = id;
    if (at % stride === stride - 1) yield;
  }
  return ids;
}

function* wanted(
  { index, assetTypeId }: LayoutSource,
  conditions: readonly KeyedCondition[],
): Steps<readonly IndexedAsset[]> {
  for (const { prepare } of conditions) yield* prepare();
  const needsText = conditions.some((condition) => condition.needsText);
  for (;;) {
    const rows: IndexedAsset[] = [];
    const slots = index.slotCount;
    // Assets that come meanwhile are behind those looked at already; where others have moved up, only a fresh start sees each once.
    for (let slot = 0; slot < index.slotCount && index.slotCount >= slots; slot += 1) {
      const row = index.rowAt(slot);
      if (row && (assetTypeId === undefined || row.assetTypeId === assetTypeId)) {
        const text = needsText ? index.textAt(slot) : '';
        if (conditions.every(({ matches }) => matches(row, text))) rows.push(row);
      }
      if (slot % stride === stride - 1) yield;
    }
    if (index.slotCount >= slots) return rows;
  }
}

interface KeyedCondition extends FilterCondition {
  readonly key: string;
}

function conditionsOf({ index, world, readerOf }: LayoutSource, { query, filters }: TableView): KeyedCondition[] {
  const conditions: KeyedCondition[] = [];
  if (query.trim() !== '') conditions.push({ key: '', ...wholeFilter(query, index, world) });
  for (const [key, text] of Object.entries(filters)) {
    const reader = readerOf(key);
    if (reader && text.trim() !== '') conditions.push({ key, ...columnFilter(text, reader, index, world) });
  }
  return conditions;
}

/** Up to this id there is room for a fraction behind it. */
const largestRepeated = 2 ** 43;
const mostLines = 1024;

/** The lines of the groups, in order; an asset that says several things has a line in each of their groups. */
function* grouped(
  rows: readonly IndexedAsset[],
  reader: CellReader,
  collapsed: ReadonlySet<string>,
  idOf: LayoutSource['groupId'],
): Steps<Pick<TableLayout, 'order' | 'groups'>> {
  const order: number[] = [];
  const groups: GroupLine[] = [];
  const lines = new Map<number, number>();
  for (const { key, label = '', rows: members } of yield* groupRows(rows, (row) => reader.groupParts(row))) {
    const group = { id: idOf(key), key, label, count: members.length, isCollapsed: collapsed.has(key) };
    groups.push(group);
    order.push(group.id);
    if (group.isCollapsed) continue;
    for (const { id } of members) {
      const before = lines.get(id) ?? 0;
      if (before > 0 && (before === mostLines || id > largestRepeated)) continue;
      lines.set(id, before + 1);
      order.push(id + before / mostLines);
      if (order.length % stride === 0) yield;
    }
  }
  return { order: Float64Array.from(order), groups };
}
