import * as vscode from 'vscode';
import type { IndexedAsset } from '../../finding/indexedAsset';
import type { AssetTable } from '../../tables/assetTable';
import type { CellReader } from '../../tables/cellReader';
import { valueText } from '../../tables/cellValue';
import { changeKey } from '../../tables/tableColumn';
import { cellProblemText } from '../words/cellProblemText';
import type { PendingRow, TableEdits } from './tableEdits';
import type { CellMark, ShownLine } from './tableMessages';
import { joinWords } from '../../assets/wordList';

const { t } = vscode.l10n;

/** Writes the lines of a table for its page, held edits included. */
export class TableLines {
  constructor(
    private readonly table: AssetTable,
    private readonly edits: TableEdits,
  ) {}

  /** What the lines of these assets say in the shown columns. Those of assets that are gone since are empty. */
  of(assetIds: Iterable<number>): readonly ShownLine[] {
    return Array.from(assetIds, (id) => {
      const row = this.table.row(id);
      return row ? this.asset(row) : { id, cells: [], locked: t('This asset was deleted.') };
    });
  }

  /** What a cell says, its held edit if it has one. */
  text(row: IndexedAsset, reader: CellReader): string {
    const pending = this.edits.of(row.id);
    const edited = pending?.values.get(changeKey(reader.column, row.assetTypeId) ?? -1);
    return edited ? valueText(edited.value) : reader.text(row);
  }

  /** The same, but people by their ids, for names may be those of several. */
  exactText(row: IndexedAsset, reader: CellReader): string {
    if (reader.column.editor !== 'contacts') return this.text(row, reader);
    const edited = this.edits.of(row.id)?.values.get('contacts');
    if (edited) return valueText(edited.value, true);
    return joinWords(row.contacts.map(({ id }) => `#${id}`));
  }

  private asset(row: IndexedAsset): ShownLine {
    const pending = this.edits.of(row.id);
    const { shown } = this.table;
    const cells = shown.map((reader) => reader.text(row));
    const locked = this.edits.isLocked(row)
      ? t('This asset has unsaved edits in its own tab. Save or revert them there first.')
      : undefined;
    const lock = locked === undefined ? {} : { locked };
    if (!pending) return { id: row.id, cells, ...lock };
    const marks = this.mark(row, cells, pending);
    return { id: row.id, cells, ...(Object.keys(marks).length > 0 && { marks }), ...lock };
  }

  private mark(row: IndexedAsset, cells: string[], pending: PendingRow): Record<string, CellMark> {
    const marks: Record<string, CellMark> = {};
    for (const [place, { column }] of this.table.shown.entries()) {
      const edited = pending.values.get(changeKey(column, row.assetTypeId) ?? -1);
      if (!edited) continue;
      const { value, problem } = edited;
      marks[column.key] = { was: cells[place] ?? '', ...(problem && { problem: cellProblemText(problem) }) };
      cells[place] = valueText(value);
    }
    // What is wrong with the document as a whole is told in its first cell.
    const first = this.table.shown[0]?.column.key;
    if (pending.problem && first !== undefined)
      marks[first] = { was: marks[first]?.was ?? cells[0] ?? '', problem: cellProblemText(pending.problem) };
    return marks;
  }
}
