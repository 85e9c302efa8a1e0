import type { Parts } from './parts';

/** A command: called with what VS Code or a script passes, nothing of which may be trusted. */
export type Command = (parts: Parts, ...args: readonly unknown[]) => unknown;

const accounts = async () => (await import('./accounts/accountCommands')).accountCommands;
const reading = async () => (await import('./reading/readingCommands')).readingCommands;
const documents = async () => (await import('./documents/documentCommands')).documentCommands;
const plans = async () => (await import('./plans/planCommands')).planCommands;
const tree = async () => (await import('./tree/treeCommands')).treeCommands;
const search = async () => (await import('./search/searchCommands')).searchCommands;
const table = async () => (await import('./table/tableCommands')).tableCommands;
const spreadsheets = async () => (await import('./spreadsheets/spreadsheetCommands')).spreadsheetCommands;
const audit = async () => (await import('./audit/auditCommands')).auditCommands;
const people = async () => (await import('./people/peopleCommands')).peopleCommands;
const changes = async () => (await import('./changes/changesCommands')).changesCommands;

/** Every command of the extension, by its id behind `happyfoxAssets.`, with the door of its room, which is loaded with the first of them; package.json declares the same. */
export const commandTable = doors({
  addAccount: accounts,
  exploreDemo: accounts,
  removeAccount: accounts,
  renameAccount: accounts,
  switchAgent: accounts,
  updateCredentials: accounts,
  clearCache: reading,
  indexAssets: reading,
  showLog: reading,
  showStatus: reading,
  compareWithTheirs: documents,
  copyAsJson: documents,
  copyDisplayId: documents,
  copyId: documents,
  copyLink: documents,
  createAsset: documents,
  discardDraft: documents,
  duplicateAsset: documents,
  mergeFields: documents,
  openAsset: documents,
  openDraft: documents,
  openToSide: documents,
  overwriteTheirs: documents,
  reviewDrafts: documents,
  saveAsNew: documents,
  takeTheirs: documents,
  applyPlan: plans,
  deleteAsset: plans,
  discardPlan: plans,
  openPlan: plans,
  setField: plans,
  undoPlan: plans,
  clearFilter: tree,
  editFilter: tree,
  filterTree: tree,
  groupBy: tree,
  loadAll: tree,
  loadMore: tree,
  openFilter: tree,
  refresh: tree,
  removeFilter: tree,
  renameFilter: tree,
  revealAsset: tree,
  saveFilter: tree,
  sortBy: tree,
  openQueryHelp: search,
  searchAssets: search,
  openTable: table,
  exportAssets: spreadsheets,
  exportTemplate: spreadsheets,
  importAssets: spreadsheets,
  auditAssets: audit,
  handOver: people,
  showHoldings: people,
  takeBack: people,
  eraseChanges: changes,
  openChange: changes,
  revertChange: changes,
});

/** A room's commands, of which one has the id. */
type Door<Id extends string> = () => Promise<Readonly<Record<Id, Command>>>;

/** Makes the compiler hold each id against the commands of its room. */
function doors<const Table extends { readonly [Id in keyof Table & string]: Door<Id> }>(table: Table): Table {
  return table;
}
