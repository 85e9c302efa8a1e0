import type { AssetIndex } from '../finding/index/assetIndex';
import type { IndexedAsset } from '../finding/indexedAsset';
import { columnQuery } from '../finding/query/columnQuery';
import { compileQuery, type QueryWorld } from '../finding/query/compileQuery';
import { parseQuery } from '../finding/query/parseQuery';
import { isUnfinished, type QueryProblem } from '../finding/query/syntax';
import type { CellReader } from './cellReader';
import { sortTable } from './tableSort';
import type { TableView } from './tableView';

/** The line above the rows of a group. */
export interface GroupLine {
  readonly key: string;
  /** The cells' text; empty for the rows without a value. */
  readonly label: string;
  readonly count: number;
  readonly isCollapsed: boolean;
}

/** A line of the table: an asset's id, or the head of a group. */
export type TableLine = number | GroupLine;

/** The lines of a table, in their order. */
export interface TableLayout {
  readonly lines: readonly TableLine[];
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
}

/** Filters, sorts and groups the assets of an index. A filter that is wrong finds nothing; one that is unfinished, what it finds so far. */
export function layOut(source: LayoutSource, view: TableView): TableLayout {
  const { index, assetTypeId, readerOf } = source;
  const { conditions, problems } = conditionsOf(source, view);
  const needsText = conditions.some((condition) => condition.needsText);
  const rows: IndexedAsset[] = [];
  for (let slot = 0; slot < index.slotCount; slot += 1) {
    const row = index.rowAt(slot);
    if (!row || (assetTypeId !== undefined && row.assetTypeId !== assetTypeId)) continue;
    const text = needsText ? index.textAt(slot) : '';
    if (conditions.every(({ matches }) => matches(row, text))) rows.push(row);
  }
  const sorted = sortTable(rows, view.sort, readerOf);
  const reader = view.group === undefined ? undefined : readerOf(view.group);
  const lines = reader ? grouped(sorted, reader, new Set(view.collapsed)) : sorted.map(({ id }) => id);
  return { lines, found: rows.length, problems };
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
function grouped(
  rows: readonly IndexedAsset[],
  reader: CellReader,
  collapsed: ReadonlySet<string>,
): readonly TableLine[] {
  const groups = [...Map.groupBy(rows, (row) => reader.text(row).trim())].sort(([one], [other]) => {
    if (one === '' || other === '') return Number(one === '') - Number(other === '');
    return collator.compare(one, other);
  });
  return groups.flatMap(([label, members]): TableLine[] => {
    const key = `=${label}`;
    const isCollapsed = collapsed.has(key);
    const head = { key, label, count: members.length, isCollapsed };
    return isCollapsed ? [head] : [head, ...members.map(({ id }) => id)];
  });
}
