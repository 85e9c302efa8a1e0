import * as vscode from 'vscode';
import { stride, withPauses, type Steps } from '../../finding/steps';
import { pausing } from '../../happyfox/pause';
import type { AssetTable } from '../../tables/assetTable';
import type { CellEdits, Wanted } from '../../tables/cellEdits';
import { toClipboard } from '../../tables/clipboardText';
import { CommandRefused } from '../words/errors';
import type { PeopleSearch } from './peopleSearch';
import type { TableLines } from './tableLines';
import type { FromTable, ShownColumn } from './tableMessages';

const { t } = vscode.l10n;

/** What edits cells. */
export type EditMessage = Extract<FromTable, { kind: 'edit' | 'paste' | 'fill' | 'clear' }>;

type CopyMessage = Extract<FromTable, { kind: 'copy' }>;

/** More assets than these are changed by “Set Field” or an import, which need no draft of each. */
const mostAssets = 5_000;

/** Edits of cells within what a table is for, and cells as text for the clipboard. */
export class CellCommands {
  constructor(
    private readonly table: AssetTable,
    private readonly lines: TableLines,
    private readonly edits: CellEdits,
    private readonly people: Pick<PeopleSearch, 'ready'>,
    private readonly nameOf: (key: string) => ShownColumn['name'],
  ) {}

  /** The edits that a message asks for. Throws `CommandRefused` where they are of too many assets. */
  async wanted(message: EditMessage): Promise<Wanted> {
    const columns = message.kind === 'edit' ? [message.column] : message.areas.flatMap((area) => area.columns);
    if (columns.includes('contacts')) await this.people.ready();
    const wanted = await withPauses(this.edits.wanted(message), pausing());
    if (wanted.assets <= mostAssets) return wanted;
    throw new CommandRefused(
      t('At most {0} assets can be edited in the table at once. Use “Set Field” or an import for more.', mostAssets),
    );
  }

  /** Puts cells onto the clipboard, areas one below the other. Resolves with what to tell. */
  async copy(message: CopyMessage): Promise<string> {
    const { text, count } = await withPauses(this.copied(message), pausing());
    // What was copied before is worth more than nothing.
    if (count > 0) await vscode.env.clipboard.writeText(text);
    const copied =
      count === 1 ? t('1 cell copied.') : t('{0} cells copied.', count.toLocaleString(vscode.env.language));
    return message.hidden === 0 ? copied : `${copied} ${hiddenText(message.hidden)}`;
  }

  private *copied({ areas, headers, version }: CopyMessage): Steps<{ readonly text: string; readonly count: number }> {
    const parts: string[] = [];
    let count = 0;
    for (const { assets, columns } of areas) {
      if (headers)
        parts.push(toClipboard([columns.map((key) => this.nameOf(this.table.reader(key)?.column.key ?? key))]));
      for (const id of assets) {
        const row = this.table.row(id);
        if (!row) continue;
        const readers = columns.map((key) => this.table.seen(row, key, version));
        parts.push(toClipboard([readers.map((reader) => (reader ? this.lines.text(row, reader) : ''))]));
        count += readers.length;
        if (parts.length % stride === 0) yield;
      }
    }
    return { text: parts.join('\r\n'), count };
  }
}

/** Tells of selected assets that an action has left out since nobody sees them. */
export function hiddenText(hidden: number): string {
  return hidden === 1
    ? t('1 selected asset is not shown, and was left out.')
    : t('{0} selected assets are not shown, and were left out.', hidden.toLocaleString(vscode.env.language));
}
