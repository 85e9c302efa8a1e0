import { auditAssets } from './auditAssets';

/** The commands of this room, by their ids. */
export const auditCommands = { auditAssets } as const;
