import type { Column } from 'slickgrid';
import type {
  ShownColumn,
  ShownGroup,
  TableColumns,
  TableState,
  TableWords,
} from '../../workbench/table/tableMessages';
import { filled } from './filled';
import type { Line } from './lineCache';
import type { Selection } from './selection';

/** What a grid shows. */
export interface GridContent {
  /** Of the columns, all of them. */
  readonly version: number;
  readonly columns: TableColumns;
  readonly all: readonly ShownColumn[];
  readonly view: TableState['view'];
  readonly words: TableWords;
}

/** A line, the head of a group, or what stands in place of a line that has not come yet. */
export type Item = Line | ShownGroup | 'loading';

/** Whether an item is the head of a group. */
export function isHead(item: Item | undefined): item is ShownGroup {
  return typeof item === 'object' && 'isCollapsed' in item;
}

/** The key of the narrow column in front, which numbers the lines. */
export const gutterKey = 'gutter';

const usualWidth = 150;
const widestHead = 240;
const widths: Readonly<Partial<Record<ShownColumn['editor'], number>>> = {
  number: 100,
  date: 110,
  textarea: 260,
  contacts: 200,
  choice: 140,
};
/** Shorter texts are seen whole, and need no tooltip. */
const longEnough = 12;

/** The grid's columns: the gutter, and those that are shown. */
export function gridColumns(
  content: GridContent,
  shown: readonly ShownColumn[],
  lineCount: number,
  selection: Selection,
): Column<Item>[] {
  const gutter: Column<Item> = {
    id: gutterKey,
    field: 'id',
    name: '',
    width: Math.max(36, 14 + 8 * String(lineCount || 100_000).length),
    ...{ resizable: false, reorderable: false, sortable: false },
    cssClass: 'gutter',
    cellAttrs: { 'aria-colindex': '1' },
    formatter: (row, _cell, _value, _column, item: Item) => ({
      text: isHead(item) ? (item.isCollapsed ? '▸' : '▾') : String(row + 1),
    }),
  };
  return [gutter, ...shown.map((column, place) => gridColumn(column, place, content, selection))];
}

/** Wide enough for what such a column usually holds, and for its name with the arrow of a sort beside it. */
function widthAtFirst(name: string, editor: ShownColumn['editor'], place: number): number {
  const usual = widths[editor] ?? (place === 0 ? 200 : usualWidth);
  return Math.max(usual, Math.min(widestHead, 34 + 7.5 * name.length));
}

function gridColumn(
  { key, name, editor }: ShownColumn,
  place: number,
  { words, columns }: GridContent,
  selection: Selection,
): Column<Item> {
  return {
    id: key,
    field: 'id',
    name,
    toolTip: name,
    width: columns.widths[key] ?? widthAtFirst(name, editor, place),
    minWidth: 40,
    cellAttrs: { 'aria-colindex': String(place + 2) },
    sortable: true,
    cssClass: editor === 'number' ? 'number' : editor === 'none' ? 'fixed' : '',
    formatter: (row, _cell, _value, _column, item: Item) => {
      const states = [selection.has(row, place) ? 'selected' : '', selection.isActive(row, place) ? 'active' : ''];
      const cell = (text: string, toolTip = '') => ({ text, toolTip, addClasses: states.filter(Boolean).join(' ') });
      if (isHead(item)) return cell(place === 0 ? `${item.label || words.none} (${item.count})` : '');
      const text = item === 'loading' ? undefined : item.cell(key);
      if (item === 'loading' || text === undefined) {
        states.push('loading');
        return cell('');
      }
      const mark = item.mark(key);
      states.push(mark ? 'edited' : '', mark?.problem === undefined ? '' : 'invalid', item.locked ? 'locked' : '');
      return cell(
        text,
        mark?.problem ?? (mark ? filled(words.edited, mark.was) : text.length > longEnough ? text : ''),
      );
    },
  };
}
