import * as vscode from 'vscode';
import { safeLabel } from '../../assets/safeText';
import type { AssetTable } from '../../tables/assetTable';
import type { EditHistory } from '../../tables/editHistory';
import type { AccountSession } from '../accountSession';
import type { WebviewTab } from '../webviewPanel';
import type { CellCommands } from './cellCommands';
import { shownColumn, type KeptColumns } from './tableColumns';
import type { MadeEdit, TableEdits } from './tableEdits';
import type { FromTable, TableColumns, TableState, ToTable } from './tableMessages';
import { summarize, type ReadingState } from './tableSummary';
import { tableWords } from './tableWords';

const { t } = vscode.l10n;

/** What the page of a table is told about. */
export interface TablePainterParts {
  readonly session: AccountSession;
  readonly assetTypeId: number | undefined;
  readonly tab: WebviewTab<FromTable, ToTable>;
  readonly table: AssetTable;
  readonly edits: TableEdits;
  readonly cells: CellCommands;
  readonly columns: KeptColumns;
  readonly history: EditHistory<readonly MadeEdit[]>;
}

/** Tells the page of a table what it is to show. Says nothing before the page listens, and then everything. */
export class TablePainter {
  private isListening = false;
  private reading: ReadingState | undefined;
  private arranged: TableColumns;

  constructor(private readonly parts: TablePainterParts) {
    this.arranged = this.arrangement();
    parts.table.show(this.arranged.shown);
  }

  /** The page listens: tells it everything. */
  open(): void {
    this.isListening = true;
    const { table, tab, session, assetTypeId } = this.parts;
    const view = plain(table.view);
    tab.post({
      kind: 'open',
      words: tableWords(),
      all: table.columns.map(shownColumn),
      columns: this.arranged,
      view,
      state: { account: session.accountId, ...(assetTypeId !== undefined && { typeId: assetTypeId }), view },
    });
    this.summarize();
  }

  /** The page is to look in another way, at other columns say: makes it begin anew. */
  openAgain(): void {
    if (this.isListening) this.open();
  }

  /** Cells say something else, or there are other lines. */
  repaint(): void {
    if (!this.isListening) return;
    this.summarize();
    this.parts.tab.post({ kind: 'stale' });
  }

  /** What stands around the lines has changed. */
  summarize(): void {
    if (!this.isListening) return;
    const { table, edits, history, tab, cells } = this.parts;
    tab.title = this.typeName === undefined ? t('Assets') : safeLabel(this.typeName);
    const { total } = cells;
    tab.post({ kind: 'summary', summary: summarize({ table, edits, history, total, reading: this.reading }) });
  }

  /** How far reading has come; undefined once it is over. */
  showReading(reading: ReadingState | undefined): void {
    this.reading = reading;
    this.summarize();
  }

  say(text: string | undefined): void {
    if (text !== undefined && text !== '') this.parts.tab.post({ kind: 'say', text });
  }

  /** The user has arranged the columns; none at all asks for the original arrangement. */
  async arrange(arranged: TableColumns): Promise<void> {
    const { table, columns, tab } = this.parts;
    if (arranged.shown.length === 0) {
      await columns.forget();
      this.columnsChanged();
      return;
    }
    this.arranged = arranged;
    table.show(arranged.shown);
    await columns.keep(arranged);
    tab.post({ kind: 'stale' });
  }

  /** There are other columns, or they are arranged otherwise. */
  columnsChanged(): void {
    this.arranged = this.arrangement();
    this.parts.table.show(this.arranged.shown);
    this.openAgain();
  }

  private arrangement(): TableColumns {
    const { columns, table } = this.parts;
    return columns.arrangement(table.columns, this.typeName);
  }

  private get typeName(): string | undefined {
    const { session, assetTypeId } = this.parts;
    return session.account.assetTypes.find(({ id }) => id === assetTypeId)?.name;
  }
}

/** A view in the form of messages. */
function plain({ query, filters, sort, collapsed, group }: AssetTable['view']): TableState['view'] {
  return {
    ...{ query, filters },
    ...{ sort: [...sort], collapsed: [...collapsed] },
    ...(group !== undefined && { group }),
  };
}
