import { openQueryHelp } from './openQueryHelp';
import { searchAssets } from './searchAssets';

/** The commands of this room, by their ids. */
export const searchCommands = { openQueryHelp, searchAssets } as const;
