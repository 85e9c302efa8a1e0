import { eraseChanges } from './eraseChanges';
import { openChange } from './openChange';
import { revertChange } from './revertChange';

/** The commands of this room, by their ids. */
export const changesCommands = { eraseChanges, openChange, revertChange } as const;
