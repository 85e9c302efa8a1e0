import * as vscode from 'vscode';
import type { AccountSession } from '../sessions/accountSession';
import type { Reporter } from '../words/reporter';
import type { Sessions } from '../sessions/sessions';
import {
  openWebview,
  restoreWebviews,
  type WebviewKind,
  type WebviewParts,
  type WebviewTab,
} from '../webviews/webviewPanel';
import type { TableEdits, TableEditParts } from './tableEdits';
import { type FromTable, type TableState, type ToTable, isFromTable, isTableState } from './tableMessages';
import type { TableTab } from './tableTab';

const { t } = vscode.l10n;

const kind: WebviewKind<FromTable> = {
  viewType: 'happyfoxAssets.table',
  page: 'table',
  messages: isFromTable,
  // Half an edit may be in a cell when another tab comes to the front.
  retain: true,
};

/** What tables work with. */
export interface TablesParts extends TableEditParts {
  readonly sessions: Sessions;
  readonly reporter: Reporter;
  /** Where the arrangement of columns is remembered. */
  readonly memory: vscode.Memento;
  readonly webview: WebviewParts;
  /** Lets the user look at edits, and send them. */
  readonly review: (session: AccountSession, edits: TableEdits) => Promise<void>;
}

/** A table that is open. */
interface OpenTable {
  readonly tab: WebviewTab<FromTable, ToTable>;
  /** Once its first lines can be shown. */
  readonly shown: Promise<TableTab>;
  /** Once all assets are there; rejects where they can't be read. */
  readonly complete: Promise<void>;
}

/** The tables of this window, at most one of each type. What they are made of is loaded with the first of them. */
export class Tables implements vscode.Disposable {
  private readonly open = new Map<string, OpenTable>();
  private readonly subscriptions: vscode.Disposable[];

  constructor(private readonly parts: TablesParts) {
    this.subscriptions = [
      restoreWebviews<FromTable, ToTable>(kind, parts.webview, (tab, state) => this.restore(tab, state)),
      parts.sessions.onDidChange(() => {
        for (const [key, { tab }] of this.open) if (!parts.sessions.find(accountIn(key))) tab.dispose();
      }),
    ];
  }

  /** Opens the table of a type, or of everything, or brings it to the front. Resolves once all of its assets are there. */
  async show(session: AccountSession, typeId: number | undefined, query: string | undefined): Promise<void> {
    const known = this.open.get(keyFor(session, typeId));
    if (known) {
      known.tab.reveal();
      if (query !== undefined) (await known.shown).look({ query, filters: {} });
      return known.complete;
    }
    const type = session.account.assetTypes.find(({ id }) => id === typeId);
    const tab = openWebview<FromTable, ToTable>(kind, type?.name ?? t('Table'), this.parts.webview);
    const view = { query: query ?? '', filters: {}, sort: [], collapsed: [] };
    const state = { account: session.accountId, ...(typeId !== undefined && { typeId }), view };
    return this.fill(tab, session, state).complete;
  }

  dispose(): void {
    for (const { tab } of this.open.values()) tab.dispose();
    vscode.Disposable.from(...this.subscriptions).dispose();
  }

  private restore(tab: WebviewTab<FromTable, ToTable>, state: unknown): void {
    const kept = isTableState(state) ? state : undefined;
    const session = kept && this.parts.sessions.find(kept.account);
    if (!kept || !session) {
      tab.dispose();
      return;
    }
    const { complete } = this.fill(tab, session, kept);
    complete.catch((error: unknown) => this.parts.reporter.report(error, session));
  }

  private fill(tab: WebviewTab<FromTable, ToTable>, session: AccountSession, state: TableState): OpenTable {
    const key = keyFor(session, state.typeId);
    const stop = new AbortController();
    let isReady = false;
    const ready = tab.onDidReceive(({ kind: what }) => (isReady ||= what === 'ready'));
    const shown = this.build(tab, session, state, stop.signal).then((table) => {
      ready.dispose();
      if (isReady) table.begin();
      return table;
    });
    const opened = { tab, shown, complete: shown.then((table) => table.complete(stop.signal)) };
    this.open.set(key, opened);
    shown.catch(() => tab.dispose());
    tab.onDidDispose(() => {
      stop.abort(new vscode.CancellationError());
      this.open.delete(key);
      shown.then(
        (table) => table.dispose(),
        () => undefined,
      );
    });
    return opened;
  }

  private async build(
    tab: WebviewTab<FromTable, ToTable>,
    session: AccountSession,
    state: TableState,
    signal: AbortSignal,
  ): Promise<TableTab> {
    const { openTableTab } = await import('./openTableTab');
    const table = await openTableTab({ ...this.parts, tab, session, state, key: keyFor(session, state.typeId) });
    if (signal.aborted) table.dispose();
    signal.throwIfAborted();
    return table;
  }
}

function keyFor({ accountId }: AccountSession, typeId: number | undefined): string {
  return `${accountId}/${typeId ?? 'all'}`;
}

function accountIn(key: string): string {
  return key.slice(0, key.lastIndexOf('/'));
}
