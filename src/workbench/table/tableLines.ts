import * as vscode from 'vscode';
import type { ChangeKey } from '../../assets/changes';
import type { IndexedAsset } from '../../finding/indexedAsset';
import type { AssetTable } from '../../tables/assetTable';
import type { CellReader } from '../../tables/cellReader';
import { valueText } from '../../tables/cellValue';
import type { TableColumn } from '../../tables/tableColumn';
import { cellProblemText } from '../cellProblemText';
import type { PendingRow, TableEdits } from './tableEdits';
import type { CellMark, ShownLine } from './tableMessages';

const { t } = vscode.l10n;

/** Writes the lines of a table for its page, pending edits included. */
export class TableLines {
  constructor(
    private readonly table: AssetTable,
    private readonly edits: TableEdits,
  ) {}

  /** Lines `from` to `to` - 1 of a version. Those of assets that are gone since are empty. */
  between(version: number, from: number, to: number): readonly ShownLine[] {
    const lines: ShownLine[] = [];
    for (let at = from; at < Math.min(to, this.table.lineCount(version)); at += 1) {
      const line = this.table.line(version, at);
      if (typeof line === 'object') {
        const { key, label, count, isCollapsed } = line;
        lines.push({ group: key, label, count: count.toLocaleString(vscode.env.language), isCollapsed });
      } else {
        const row = this.table.assetAt(version, at);
        lines.push(row ? this.asset(row) : { id: line ?? 0, cells: [], locked: t('This asset was deleted.') });
      }
    }
    return lines;
  }

  /** What a cell says, its pending edit if it has one. */
  text(row: IndexedAsset, reader: CellReader): string {
    const pending = this.edits.of(row.id);
    const edited = pending?.values.get(changeKey(reader.column, row.assetTypeId) ?? -1);
    return edited ? valueText(edited.value) : reader.text(row);
  }

  /** The same, but people by their ids, for names may be those of several. */
  exactText(row: IndexedAsset, reader: CellReader): string {
    if (reader.column.editor !== 'contacts') return this.text(row, reader);
    const edited = this.edits.of(row.id)?.values.get('contacts');
    if (edited) return valueText(edited.value);
    return row.contacts.map(({ id }) => `#${id}`).join('; ');
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

  private mark(row: IndexedAsset, cells: string[], pending: PendingRow): Record<number, CellMark> {
    const marks: Record<number, CellMark> = {};
    for (const [place, { column }] of this.table.shown.entries()) {
      const edited = pending.values.get(changeKey(column, row.assetTypeId) ?? -1);
      if (!edited) continue;
      const { value, problem } = edited;
      marks[place] = { was: cells[place] ?? '', ...(problem && { problem: cellProblemText(problem) }) };
      cells[place] = valueText(value);
    }
    // What is wrong with the document as a whole is told at its name.
    if (pending.problem) marks[0] = { was: marks[0]?.was ?? cells[0] ?? '', problem: cellProblemText(pending.problem) };
    return marks;
  }
}

/** What an edit of a cell is about; undefined where the asset's type has no such field, or the column can't be edited. */
export function changeKey({ builtIn, fields, editor }: TableColumn, assetTypeId: number): ChangeKey | undefined {
  if (editor === 'none') return undefined;
  if (builtIn === undefined) return fields.get(assetTypeId)?.id;
  return builtIn === 'name' || builtIn === 'display_id' || builtIn === 'contacts' ? builtIn : undefined;
}
