import type { AssetIndex } from '../finding/index/assetIndex';
import type { IndexedAsset } from '../finding/indexedAsset';
import { columnQuery } from '../finding/query/columnQuery';
import { compileQuery, type CompiledQuery, type QueryWorld } from '../finding/query/compileQuery';
import { parseQuery } from '../finding/query/parseQuery';
import { isUnfinished, type QueryProblem } from '../finding/query/syntax';
import type { CellReader } from './cellReader';
import { sortInSteps } from './steppedSort';
import { cellTexts, sortTable } from './tableSort';
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

/** So many assets are looked at between two yields. */
const stride = 1_024;

/**
 * Filters, sorts and groups the assets of an index. A filter that is wrong finds nothing; one that is unfinished, what it finds so far. Yields now
 * and then (see `inStretches`), and takes what changes meanwhile as it comes: whoever follows the index lays out again.
 */
export function* layOut(source: LayoutSource, view: TableView): Generator<undefined, TableLayout> {
  const { conditions, problems } = conditionsOf(source, view);
  const rows = yield* wanted(source, conditions);
  const sorted = yield* sortTable(rows, view.sort, source.readerOf);
  const reader = view.group === undefined ? undefined : source.readerOf(view.group);
  if (!reader) return { order: Float64Array.from(sorted, ({ id }) => id), groups: [], found: rows.length, problems };
  return { ...(yield* grouped(sorted, reader, new Set(view.collapsed), source.groupId)), found: rows.length, problems };
}

function* wanted(
  { index, assetTypeId }: LayoutSource,
  conditions: readonly CompiledQuery[],
): Generator<undefined, readonly IndexedAsset[]> {
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

function conditionsOf({ index, world, readerOf }: LayoutSource, { query, filters }: TableView) {
  const problems = new Map<string, QueryProblem>();
  const texts: (readonly [key: string, text: string])[] = [['', query]];
  for (const [key, text] of Object.entries(filters)) {
    const name = readerOf(key)?.column.queryName;
    if (name !== undefined) texts.push([key, columnQuery(name, text)]);
  }
  const conditions = texts
    .filter(([, text]) => text.trim() !== '')
    .map(([key, text]) => {
      const compiled = compileQuery(parseQuery(text), index, world);
      const wrong = compiled.problems.find((problem) => !isUnfinished(problem));
      if (wrong) problems.set(key, wrong);
      return compiled;
    });
  return { conditions, problems };
}

const collator = new Intl.Collator(undefined, { numeric: true });

/** Groups by what their cells say, in order; the rows without a value are last. */
function* grouped(
  rows: readonly IndexedAsset[],
  reader: CellReader,
  collapsed: ReadonlySet<string>,
  idOf: LayoutSource['groupId'],
): Generator<undefined, Pick<TableLayout, 'order' | 'groups'>> {
  const members = new Map<string, number[]>();
  for (const [at, label] of (yield* cellTexts(rows, reader)).entries()) {
    const ids = members.get(label) ?? [];
    if (ids.length === 0) members.set(label, ids);
    ids.push(rows[at]?.id ?? 0);
  }
  const labels = yield* sortInSteps([...members.keys()], (one, other) => {
    if (one === '' || other === '') return Number(one === '') - Number(other === '');
    return collator.compare(one, other);
  });
  const order: number[] = [];
  const groups = labels.map((label): GroupLine => {
    const key = `=${label}`;
    const ids = members.get(label) ?? [];
    const group = { id: idOf(key), key, label, count: ids.length, isCollapsed: collapsed.has(key) };
    order.push(group.id);
    if (!group.isCollapsed) for (const id of ids) order.push(id);
    return group;
  });
  return { order: Float64Array.from(order), groups };
}
