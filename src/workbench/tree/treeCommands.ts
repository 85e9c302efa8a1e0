import { clearFilter } from './clearFilter';
import { editFilter } from './editFilter';
import { filterTree } from './filterTree';
import { groupBy } from './groupBy';
import { loadAll } from './loadAll';
import { loadMore } from './loadMore';
import { openFilter } from './openFilter';
import { refresh } from './refresh';
import { removeFilter } from './removeFilter';
import { renameFilter } from './renameFilter';
import { revealAsset } from './revealAsset';
import { saveFilter } from './saveFilter';
import { sortBy } from './sortBy';

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
