import { rm } from 'node:fs/promises';

/**
 * Removes a folder, or a file, with all that is in it, whether it is there or not. What somebody puts into it meanwhile does not keep it: then it is tried
 * again for a moment. Throws what the file system throws.
 */
export function removeFolder(path: string): Promise<void> {
  return rm(path, { recursive: true, force: true, maxRetries: 3 });
}
