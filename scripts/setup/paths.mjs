import { fileURLToPath } from 'node:url';
import { join } from 'node:path';

/** The repository. */
export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');

/** What the scripts fetch or make for themselves; removing it costs the next run a download, nothing else. */
export const cache = join(root, '.vscode-test');
