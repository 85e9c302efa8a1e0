import type { ShownColumn, ShownGroup, TableWords } from '../../workbench/table/tableMessages';
import { filled } from './filled';
import { isHead } from './gridColumns';
import type { Line } from './lineCache';

/** A cell as a screen reader says it: first what it says, then what it is, what is special about it, and where. */
export function spokenCell(
  line: Line | ShownGroup | undefined,
  { shown, at }: { readonly shown: ShownColumn | undefined; readonly at: string },
  words: TableWords,
): string {
  if (!line || !shown) return at;
  if (isHead(line)) {
    return [line.label || words.none, line.count, line.isCollapsed ? words.expand : words.collapse, at].join(', ');
  }
  const mark = line.mark(shown.key);
  const notes = [
    mark?.problem ?? (mark ? filled(words.edited, mark.was) : ''),
    shown.editor === 'none' ? words.readOnly : '',
    line.locked ?? '',
  ];
  return [line.cell(shown.key) || words.none, shown.name, ...notes, at].filter(Boolean).join(', ');
}
