import { clearCache } from './clearCache';
import { indexAssets } from './indexAssets';
import { showLog } from './showLog';
import { showStatus } from './showStatus';

/** The commands of this room, by their ids. */
export const readingCommands = { clearCache, indexAssets, showLog, showStatus } as const;
