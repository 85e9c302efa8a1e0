import type * as vscode from 'vscode';
import type { WireLine } from '../happyfox/connection';
import type { SharedBudget } from './sessions/accountSession';
import type { AccountsVault } from './sessions/accountsVault';
import type { AssetDocuments } from './documents/assetDocuments';
import type { AssetTree } from './tree/assetTree';
import type { DemoHost } from './sessions/demoHost';
import type { ChangeNode } from './screen/changeNodes';
import type { DocumentConflicts } from './documents/documentConflicts';
import type { PendingDrafts } from '../assets/pendingDrafts';
import type { JournalFiles } from '../plans/journalFiles';
import type { DocumentEvents } from './documents/documentEvents';
import type { DraftDocuments } from './documents/draftDocuments';
import type { ErrorText } from './words/errorText';
import type { IndexReadings } from './reading/indexReadings';
import type { IndexStorage } from './sessions/indexStorage';
import type { Node } from './screen/nodes';
import type { OpenDocuments } from './documents/openDocuments';
import type { OtherWindows } from './sessions/otherWindows';
import type { ReadingChoices } from './sessions/readingChoices';
import type { RecentAssets } from './screen/recentAssets';
import type { Plans } from './plans/plans';
import type { SentDrafts } from '../plans/sentDrafts';
import type { Reporter } from './words/reporter';
import type { Sessions } from './sessions/sessions';
import type { StatusBar } from './reading/statusBar';
import type { TreeMemory } from './screen/treeMemory';
import type { Tables } from './table/tables';
import type { TableParts } from './spreadsheets/spreadsheetParts';
import type { TypeTotals } from './sessions/typeTotals';
import type { ViewSelection } from './screen/viewSelection';

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
