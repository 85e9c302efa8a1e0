import type * as vscode from 'vscode';
import type { WireLine } from '../../happyfox/connection';
import type { SharedBudget } from '../accountSession';
import type { AccountsVault } from '../accountsVault';
import type { AssetDocuments } from '../assetDocuments';
import type { AssetTree } from '../assetTree';
import type { DemoHost } from '../demoHost';
import type { ChangeNode } from '../changeNodes';
import type { DocumentConflicts } from '../documentConflicts';
import type { PendingDrafts } from '../../assets/pendingDrafts';
import type { JournalFiles } from '../../plans/journalFiles';
import type { DocumentEvents } from '../documentEvents';
import type { DraftDocuments } from '../draftDocuments';
import type { ErrorText } from '../errorText';
import type { IndexReadings } from '../indexReadings';
import type { IndexStorage } from '../indexStorage';
import type { Node } from '../nodes';
import type { OpenDocuments } from '../openDocuments';
import type { OtherWindows } from '../otherWindows';
import type { ReadingChoices } from '../readingChoices';
import type { RecentAssets } from '../recentAssets';
import type { Plans } from '../plans/plans';
import type { SentDrafts } from '../../plans/sentDrafts';
import type { Reporter } from '../reporter';
import type { Sessions } from '../sessions';
import type { StatusBar } from '../statusBar';
import type { TreeMemory } from '../treeMemory';
import type { Tables } from '../table/tables';
import type { TableParts } from '../tables/tableParts';
import type { TypeTotals } from '../typeTotals';
import type { ViewSelection } from '../viewSelection';

/** What commands work with. */
export interface Parts {
  /** Publisher and name: the authority of links to us. */
  readonly extensionId: string;
  readonly vault: AccountsVault;
  readonly sessions: Sessions;
  readonly windows: OtherWindows;
  readonly tree: AssetTree;
  /** How the tree is filtered, grouped and sorted. */
  readonly memory: TreeMemory;
  readonly view: vscode.TreeView<Node>;
  /** What is selected in that view. */
  readonly selection: ViewSelection;
  readonly totals: TypeTotals;
  /** The tables that are open in tabs. */
  readonly grids: Tables;
  readonly opened: OpenDocuments;
  readonly documents: AssetDocuments;
  readonly conflicts: DocumentConflicts;
  readonly drafts: DraftDocuments;
  /** Edits that auto-save kept and nobody has sent. */
  readonly pending: PendingDrafts;
  /** New assets that were sent. */
  readonly sent: SentDrafts;
  readonly journal: JournalFiles;
  /** Changes to many assets. */
  readonly plans: Plans;
  readonly indexes: IndexStorage;
  /** Reads the accounts' assets in the background. */
  readonly readings: IndexReadings;
  readonly choices: ReadingChoices;
  readonly recent: RecentAssets;
  readonly status: StatusBar;
  readonly errorText: ErrorText;
  readonly changesView: vscode.TreeView<ChangeNode>;
  readonly editors: DocumentEvents;
  readonly demo: DemoHost;
  readonly tables: TableParts;
  readonly reporter: Reporter;
  readonly log: vscode.LogOutputChannel;
  readonly wireLog: (line: WireLine) => void;
  readonly budget: SharedBudget;
}

/** A command: called with what VS Code or a script passes, nothing of which may be trusted. */
export type Command = (parts: Parts, ...args: readonly unknown[]) => unknown;
