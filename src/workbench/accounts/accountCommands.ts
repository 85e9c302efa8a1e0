import { addAccount } from './addAccount';
import { exploreDemo } from './exploreDemo';
import { removeAccount } from './removeAccount';
import { renameAccount } from './renameAccount';
import { switchAgent } from './switchAgent';
import { updateCredentials } from './updateCredentials';

/** The commands of this room, by their ids. */
export const accountCommands = {
  addAccount,
  exploreDemo,
  removeAccount,
  renameAccount,
  switchAgent,
  updateCredentials,
} as const;
