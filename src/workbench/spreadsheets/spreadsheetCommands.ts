import { exportAssets } from './exportAssets';
import { exportTemplate } from './exportTemplate';
import { importAssets } from './importAssets';

/** The commands of this room, by their ids. */
export const spreadsheetCommands = { exportAssets, exportTemplate, importAssets } as const;
