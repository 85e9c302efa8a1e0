import { clearFilter, filterTree } from './filterCommands';
import { editFilter, openFilter, removeFilter, renameFilter, saveFilter } from './savedFilterCommands';
import { groupBy, sortBy } from './arrangeCommands';
import { loadAll, loadMore } from './loadCommands';
import { refresh } from './refresh';
import { revealAsset } from './revealAsset';

/** The commands of this room, by their ids. */
export const treeCommands = {
  clearFilter,
  editFilter,
  filterTree,
  groupBy,
  loadAll,
  loadMore,
  openFilter,
  refresh,
  removeFilter,
  renameFilter,
  revealAsset,
  saveFilter,
  sortBy,
} as const;
