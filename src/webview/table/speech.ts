import type { ShownColumn, ShownLine, TableWords } from '../../workbench/table/tableMessages';
import { filled } from './filled';

/** A cell as a screen reader says it: first what it says, then what it is, what is special about it, and where. */
export function spokenCell(
  line: ShownLine | undefined,
  { shown, place, at }: { readonly shown: ShownColumn | undefined; readonly place: number; readonly at: string },
  words: TableWords,
): string {
  if (!line || !shown) return at;
  if ('group' in line) {
    return [line.label || words.none, line.count, line.isCollapsed ? words.expand : words.collapse, at].join(', ');
  }
  const mark = line.marks?.[place];
  const notes = [
    mark?.problem ?? (mark ? filled(words.edited, mark.was) : ''),
    shown.editor === 'none' ? words.readOnly : '',
    line.locked ?? '',
  ];
  return [line.cells[place] || words.none, shown.name, ...notes, at].filter(Boolean).join(', ');
}
