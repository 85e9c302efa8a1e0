import { stride, type Steps } from '../finding/steps';
import type { AssetIndex } from '../finding/index/assetIndex';
import type { IndexedAsset } from '../finding/indexedAsset';
import type { QueryWorld } from '../finding/query/compileQuery';
import type { QueryProblem } from '../finding/query/syntax';
import type { CellReader } from './cellReader';
import { columnFilter, wholeFilter, type FilterCondition } from './tableFilter';
import { sortTable } from './tableSort';
import type { TableView } from './tableView';
import { sortInSteps } from '../finding/steppedSort';
import { compareValues, orderedValue } from '../finding/valueOrder';

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
  /** Of each line the asset's id, or that of a group's head. */
  readonly order: Float64Array;
  readonly groups: readonly GroupLine[];
  /** Assets that the filters want, those of collapsed groups included. */
  readonly found: number;
  /** What is wrong with the filters, by the column's key; that of the whole table has an empty key. */
  readonly problems: ReadonlyMap<string, QueryProblem>;
}

/** What a layout is made from. */
export interface LayoutSource {
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

interface Members {
  readonly key: string;
  readonly ids: number[];
}

/** Groups by what their cells say, people by who they are, in order; the rows without a value are last. */
function* grouped(
  rows: readonly IndexedAsset[],
  reader: CellReader,
  collapsed: ReadonlySet<string>,
  idOf: LayoutSource['groupId'],
): Steps<Pick<TableLayout, 'order' | 'groups'>> {
  const labels = yield* membersByLabel(rows, reader);
  const values = [...labels.keys()].flatMap((text) => orderedValue(text, reader.column.form) ?? []);
  const inOrder = yield* sortInSteps(values, compareValues);
  const order: number[] = [];
  const groups: GroupLine[] = [];
  for (const text of [...inOrder.map((value) => value.text), '']) {
    const alike = labels.get(text) ?? [];
    for (const { key, ids } of alike) {
      const label = alike.length === 1 ? text : `${text} (${key})`;
      const group = { id: idOf(key), key, label, count: ids.length, isCollapsed: collapsed.has(key) };
      groups.push(group);
      order.push(group.id);
      if (!group.isCollapsed) for (const id of ids) order.push(id);
    }
    yield;
  }
  return { order: Float64Array.from(order), groups };
}

/** Several groups may have one label: people of one name. */
function* membersByLabel(
  rows: readonly IndexedAsset[],
  reader: CellReader,
): Steps<ReadonlyMap<string, readonly Members[]>> {
  const groups = new Map<string, Members>();
  const labels = new Map<string, Members[]>();
  for (const [at, row] of rows.entries()) {
    const key = reader.groupKey(row);
    const known = groups.get(key);
    if (known) known.ids.push(row.id);
    else {
      const group = { key, ids: [row.id] };
      const label = reader.text(row).trim();
      groups.set(key, group);
      labels.set(label, [...(labels.get(label) ?? []), group]);
    }
    if (at % stride === stride - 1) yield;
  }
  return labels;
}
