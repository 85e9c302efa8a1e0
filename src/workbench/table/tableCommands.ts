import { openTable } from './openTable';

/** The commands of this room, by their ids. */
export const tableCommands = { openTable } as const;
