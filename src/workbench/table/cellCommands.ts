import * as vscode from 'vscode';
import type { IndexedAsset } from '../../finding/indexedAsset';
import type { LinkedContact } from '../../happyfox/asset';
import type { AssetTable } from '../../tables/assetTable';
import { cellCount, placeBlock, type CellRange, type PlacedText } from '../../tables/cellRange';
import { documentValue, type FindPerson } from '../../tables/cellValue';
import { fromClipboard, toClipboard } from '../../tables/clipboardText';
import { CommandRefused } from '../commandRefused';
import type { WantedEdit } from './tableEdits';
import { changeKey, type TableLines } from './tableLines';
import type { FromTable, ShownColumn } from './tableMessages';

const { t } = vscode.l10n;

/** What edits cells. */
export type EditMessage = Extract<FromTable, { kind: 'edit' | 'paste' | 'fill' | 'clear' }>;

/** More assets than these are changed by “Set Field” or an import, which need no draft of each. */
const mostAssets = 5_000;

/** Turns what people do to cells into edits of assets, and cells into text for the clipboard. */
export class CellCommands {
  constructor(
    private readonly table: AssetTable,
    private readonly lines: TableLines,
    private readonly findPerson: FindPerson,
    private readonly nameOf: (key: string) => ShownColumn['name'],
    private readonly count: () => number,
  ) {}

  /** How many assets the table is about, found or not. */
  get total(): number {
    return this.count();
  }

  /** The edits that a message asks for, and how many cells it would edit that can't be. */
  wanted(message: EditMessage): { readonly wanted: readonly WantedEdit[]; readonly skipped: number } {
    const { version } = message;
    const placed = this.placed(message);
    const wanted: WantedEdit[] = [];
    let skipped = 0;
    const assets = new Set<number>();
    for (const one of placed) {
      const row = this.table.assetAt(version, one.line);
      const edit = row && this.editOf(row, one);
      if (edit) {
        wanted.push(edit);
        assets.add(row.id);
      } else skipped += 1;
    }
    if (assets.size > mostAssets) {
      throw new CommandRefused(
        t('At most {0} assets can be edited in the table at once. Use “Set Field” or an import for more.', mostAssets),
      );
    }
    return { wanted, skipped };
  }

  /** Puts cells onto the clipboard, ranges one below the other. Resolves with what to tell. */
  async copy({ version, ranges, headers }: Extract<FromTable, { kind: 'copy' }>): Promise<string> {
    const { shown } = this.table;
    const block = ranges.flatMap(({ top, bottom, left, right }) => {
      const readers = shown.slice(left, right + 1);
      const rows: string[][] = headers ? [readers.map(({ column }) => this.nameOf(column.key))] : [];
      for (const line of this.assetLines(version, top, bottom)) {
        const row = this.table.assetAt(version, line);
        if (row) rows.push(readers.map((reader) => this.lines.text(row, reader)));
      }
      return rows;
    });
    await vscode.env.clipboard.writeText(toClipboard(block));
    const count = cellCount(ranges);
    return count === 1 ? t('1 cell copied.') : t('{0} cells copied.', count.toLocaleString(vscode.env.language));
  }

  private editOf(row: IndexedAsset, { column, text }: PlacedText): WantedEdit | undefined {
    const reader = this.table.shown[column];
    const key = reader && changeKey(reader.column, row.assetTypeId);
    if (!reader || key === undefined) return undefined;
    const value = documentValue(reader, row.assetTypeId, text, (word) => linked(row, word) ?? this.findPerson(word));
    return value === undefined ? undefined : { row, key, value };
  }

  private placed(message: EditMessage): readonly PlacedText[] {
    switch (message.kind) {
      case 'edit':
        return [{ line: message.line, column: message.column, text: message.text }];
      case 'clear':
        return this.texts(message.version, message.ranges, () => '');
      case 'fill':
        return this.filled(message.version, message.ranges);
      case 'paste':
        return this.pasted(message);
    }
  }

  /** Below a range's first line everything says what that line says; a range of one line says what the line above it says. */
  private filled(version: number, ranges: readonly CellRange[]): readonly PlacedText[] {
    return ranges.flatMap(({ top, bottom, left, right }) => {
      const from = top === bottom ? top - 1 : top;
      const row = this.table.assetAt(version, from);
      if (!row) return [];
      const { shown } = this.table;
      return this.texts(version, [{ top: from + 1, bottom, left, right }], (column) => {
        const reader = shown[column];
        return reader ? this.lines.exactText(row, reader) : '';
      });
    });
  }

  private pasted({ version, ranges, text }: Extract<EditMessage, { kind: 'paste' }>): readonly PlacedText[] {
    const lines = this.assetLines(version, 0, this.table.lineCount(version) - 1);
    // The heads of groups take no part: a block goes on below them.
    const place = new Map(lines.map((line, at) => [line, at]));
    const onAssets = ranges.flatMap((range) => {
      const inside = this.assetLines(version, range.top, range.bottom);
      const [first] = inside;
      const last = inside.at(-1);
      const top = first === undefined ? undefined : place.get(first);
      const bottom = last === undefined ? undefined : place.get(last);
      return top === undefined || bottom === undefined ? [] : [{ ...range, top, bottom }];
    });
    const size = { lines: lines.length, columns: this.table.shown.length };
    return placeBlock(fromClipboard(text), onAssets, size).flatMap((one) => {
      const line = lines[one.line];
      return line === undefined ? [] : [{ ...one, line }];
    });
  }

  private texts(
    version: number,
    ranges: readonly CellRange[],
    textOf: (column: number) => string,
  ): readonly PlacedText[] {
    return ranges.flatMap(({ top, bottom, left, right }) =>
      this.assetLines(version, top, bottom).flatMap((line) =>
        Array.from({ length: right - left + 1 }, (_, at) => ({ line, column: left + at, text: textOf(left + at) })),
      ),
    );
  }

  private assetLines(version: number, top: number, bottom: number): readonly number[] {
    const lines: number[] = [];
    for (let line = top; line <= Math.min(bottom, this.table.lineCount(version) - 1); line += 1)
      if (typeof this.table.line(version, line) === 'number') lines.push(line);
    return lines;
  }
}

/** The person whom the asset links already by that name: of several namesakes of the account that one is meant. */
function linked({ contacts }: IndexedAsset, word: string): LinkedContact | undefined {
  const named = contacts.filter(({ id, name, email }) => [name, email, `#${id}`].includes(word));
  return named.length === 1 ? named[0] : undefined;
}
