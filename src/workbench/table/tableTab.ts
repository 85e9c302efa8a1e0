import * as vscode from 'vscode';
import type { IndexedAsset } from '../../finding/indexedAsset';
import type { TableView } from '../../tables/tableView';
import { uriOfAsset } from '../screen/openEditors';
import type { Timer } from '../sessions/timer';
import type { CellCommands } from './cellCommands';
import type { EditActions, EditTold } from './editActions';
import type { PeopleSearch } from './peopleSearch';
import { Relayout } from './relayout';
import type { FromTable } from './tableMessages';
import { TablePainter, type TablePainterParts } from './tablePainter';

const { t } = vscode.l10n;

/** How soon a change in an editor is shown, in milliseconds. */
const gather = 300;

/** Nobody sees more lines than these at once. */
const mostLines = 1_000;

/** What a table's tab is made of. */
interface TableTabParts extends TablePainterParts {
  readonly actions: EditActions;
  readonly cells: CellCommands;
  readonly people: PeopleSearch;
  readonly review: () => Promise<void>;
  readonly report: (error: unknown) => void;
  readonly sentence: (error: unknown) => string;
  readonly timer: Timer;
}

/** A table in its tab: answers what the page asks, and keeps it in step with the index and the drafts. */
export class TableTab implements vscode.Disposable {
  private readonly painter: TablePainter;
  private readonly relayout: Relayout;
  private readonly subscriptions: vscode.Disposable[];
  private stopWaiting: (() => void) | undefined;
  private edited: Promise<unknown> = Promise.resolve();

  constructor(private readonly parts: TableTabParts) {
    const { tab, edits, table, timer, report } = parts;
    this.painter = new TablePainter(parts);
    this.relayout = new Relayout(table, timer, (how) => this.painter.laidOut(how), report);
    this.subscriptions = [
      tab.onDidReceive((message) => void this.answer(message).catch(report)),
      edits.onDidChange(() => this.painter.repaint()),
      // An editor that becomes dirty locks its asset's line, and one that is clean again opens it.
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (document.uri.scheme === 'happyfox' && contentChanges.length <= 1) this.repaintSoon();
      }),
      edits,
      this.relayout,
    ];
  }

  /** The page has said that it is there before this tab could listen. */
  begin(): void {
    this.painter.open();
  }

  /** Follows the index, and reads what is missing of it. Resolves once all assets are there; throws what stands against that. */
  async complete(signal: AbortSignal): Promise<void> {
    const { session, assetTypeId, sentence } = this.parts;
    const following = session.index.onDidChange(({ kind }) => {
      if (kind === 'definition') this.painter.columnsChanged();
      if (kind !== 'completeness') this.relayout.assetsChanged();
    });
    signal.addEventListener('abort', () => void following.dispose(), { once: true });
    this.relayout.assetsChanged();
    try {
      await session.index.ensureComplete(assetTypeId === undefined ? undefined : [assetTypeId], {
        signal,
        onProgress: ({ loadedAssets, totalAssets }) => {
          this.painter.showReading({ loaded: loadedAssets, total: totalAssets });
        },
      });
      this.painter.showReading(undefined);
    } catch (error) {
      if (signal.aborted) return;
      this.painter.showReading({ loaded: 0, total: 0, failed: sentence(error) });
      throw error;
    }
  }

  /** Looks at other assets. */
  look(view: Partial<TableView>): void {
    this.parts.table.look({ ...this.parts.table.view, ...view });
    this.painter.viewChanged();
    this.relayout.look();
  }

  dispose(): void {
    this.stopWaiting?.();
    vscode.Disposable.from(...this.subscriptions).dispose();
  }

  private repaintSoon(): void {
    this.stopWaiting ??= this.parts.timer(gather, () => {
      this.stopWaiting = undefined;
      this.painter.repaint();
    });
  }

  private async answer(message: FromTable): Promise<void> {
    const { table, tab, people, actions, cells } = this.parts;
    switch (message.kind) {
      case 'ready':
        this.painter.open();
        return;
      case 'lines':
        this.painter.showLines(message.assets.subarray(0, mostLines));
        return;
      case 'view':
        table.look({ ...message.view, group: message.view.group });
        this.painter.viewHeard();
        this.relayout.look();
        return;
      case 'columns':
        return this.painter.arrange(message.columns);
      case 'open':
        return this.openAsset(table.row(message.asset));
      case 'people':
        tab.post({ kind: 'people', request: message.request, people: await people.find(message.text) });
        return;
      case 'review':
        await this.edited;
        return this.parts.review();
      case 'discard':
        await this.edited;
        await actions.discard();
        this.painter.summarize();
        return;
      case 'copy':
        this.painter.say(await this.inTurn(() => cells.copy(message)));
        return;
      case 'undo':
        return this.edit(() => actions.again('undo'));
      case 'redo':
        return this.edit(() => actions.again('redo'));
      case 'cut':
        // What could not be copied stays.
        return this.edit(async () => {
          await cells.copy({ ...message, kind: 'copy', headers: false });
          return actions.edit({ ...message, kind: 'clear' });
        });
      case 'edit':
        return this.edit(() => actions.edit(message)).catch((error: unknown) => {
          this.painter.say(t('“{0}” was not put in.', message.text));
          this.painter.repaint();
          throw error;
        });
      default:
        return this.edit(() => actions.edit(message));
    }
  }

  /** Edits are made one after the other: an undo takes back the one before it, and a review has the last one in it. */
  private async edit(make: () => Promise<EditTold>): Promise<void> {
    const { sentence, changed } = await this.inTurn(make);
    this.painter.summarize();
    this.painter.say(sentence);
    // An edit that changed nothing, or was refused, must not go on being shown.
    if (changed === 0) this.painter.repaint();
  }

  /** Who cuts copies first, and clears what has been copied. */
  private inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
    const done = this.edited.then(work);
    this.edited = done.catch(() => undefined);
    return done;
  }

  private async openAsset(row: IndexedAsset | undefined): Promise<void> {
    if (!row) {
      this.painter.say(t('This asset was deleted.'));
      return;
    }
    const { accountId } = this.parts.session;
    const ref = { accountId, assetTypeId: row.assetTypeId, assetId: row.id };
    await vscode.commands.executeCommand('vscode.open', uriOfAsset(ref, row.name), { preview: true });
  }
}
