import * as vscode from 'vscode';
import { safeLabel } from '../../assets/safeText';
import type { Ground } from '../../finding/ground';
import type { AssetTable } from '../../tables/assetTable';
import type { EditHistory } from '../../tables/editHistory';
import type { AccountSession } from '../sessions/accountSession';
import type { WebviewTab } from '../webviews/webviewPanel';
import type { LaidOut } from './relayout';
import { shownColumn, type KeptColumns } from './tableColumns';
import type { MadeEdit, TableEdits } from './tableEdits';
import type { TableLines } from './tableLines';
import type { FromTable, ShownGroup, TableColumns, TableState, ToTable } from './tableMessages';
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
  readonly lines: TableLines;
  /** How many assets are known, found or not. */
  readonly total: () => number;
  /** How old and how complete what is known of them is. */
  readonly ground: () => Ground;
  readonly columns: KeptColumns;
  readonly history: EditHistory<readonly MadeEdit[]>;
}

/** Tells the page of a table what it is to show. Says nothing before the page listens, and then everything. */
export class TablePainter {
  private isListening = false;
  private reading: ReadingState | undefined;
  private arranged: TableColumns;
  private told = '';
  private arrangementsHeard = 0;
  private viewsHeard = 0;

  constructor(private readonly parts: TablePainterParts) {
    this.arranged = this.arrangement();
    parts.table.show(this.arranged.shown);
  }

  /** The page listens: tells it everything. */
  open(): void {
    this.isListening = true;
    this.arrangementsHeard = 0;
    this.viewsHeard = 0;
    const { table, tab, session, assetTypeId } = this.parts;
    const view = plain(table.view);
    const content = this.content();
    this.told = JSON.stringify(content);
    const state = { account: session.accountId, ...(assetTypeId !== undefined && { typeId: assetTypeId }), view };
    tab.post({ kind: 'open', words: tableWords(), ...content, view, state });
    this.postLayout(false);
    this.summarize();
  }

  /** The lines stand in another order, or say something else. */
  laidOut({ isMoved, isAsked }: LaidOut): void {
    if (isMoved || isAsked) this.postLayout(isAsked);
    this.repaint();
  }

  /** Cells say something else. */
  repaint(): void {
    if (!this.isListening) return;
    this.summarize();
    this.parts.tab.post({ kind: 'stale' });
  }

  /** What the lines of these assets say. */
  showLines(assetIds: Iterable<number>): void {
    const { lines, tab, table } = this.parts;
    tab.post({ kind: 'lines', columns: table.shown.map(({ column }) => column.key), lines: lines.of(assetIds) });
  }

  /** Somebody looks at other assets, and not in the page itself. */
  viewChanged(): void {
    if (this.isListening)
      this.parts.tab.post({ kind: 'view', view: plain(this.parts.table.view), after: this.viewsHeard });
  }

  /** The page has told how it is looked at. */
  viewHeard(): void {
    this.viewsHeard += 1;
  }

  /** What stands around the lines has changed. */
  summarize(): void {
    if (!this.isListening) return;
    const { table, edits, history, tab, total, ground } = this.parts;
    tab.title = this.typeName === undefined ? t('Assets') : safeLabel(this.typeName);
    tab.post({
      kind: 'summary',
      summary: summarize({ table, edits, history, total: total(), reading: this.reading, ground: ground() }),
    });
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
    const { table, columns } = this.parts;
    this.arrangementsHeard += 1;
    const kept = arranged.shown.length === 0 ? columns.forget() : columns.keep(arranged);
    // In the keys of the columns as they are by now.
    this.arranged = this.arrangement();
    table.show(this.arranged.shown);
    // The page knows what it has asked for, but not what else was told to it meanwhile.
    this.tellColumns();
    this.repaint();
    await kept;
  }

  /** There may be other fields, which are the columns. The page hears of it only where its own are concerned. */
  columnsChanged(): void {
    const { table } = this.parts;
    table.renewColumns();
    this.arranged = this.arrangement();
    table.show(this.arranged.shown);
    if (this.told === JSON.stringify(this.content())) return;
    this.tellColumns();
    this.repaint();
  }

  private tellColumns(): void {
    if (!this.isListening) return;
    const content = this.content();
    this.told = JSON.stringify(content);
    this.parts.tab.post({ kind: 'columns', ...content, after: this.arrangementsHeard });
  }

  private content() {
    const { table } = this.parts;
    return { version: table.version, all: table.columns.map(shownColumn), columns: this.arranged };
  }

  private postLayout(isAsked: boolean): void {
    if (!this.isListening) return;
    const { order, groups } = this.parts.table.layout;
    const shown = groups.map((group): ShownGroup => ({
      ...group,
      count: group.count.toLocaleString(vscode.env.language),
    }));
    this.parts.tab.post({ kind: 'layout', order, groups: shown, isAsked });
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
