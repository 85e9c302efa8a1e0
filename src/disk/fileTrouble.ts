import { codeOf } from './absence';

/** A file of ours that can't be relied on. `damaged`: it holds something else than was written. */
export interface FileTrouble {
  readonly kind: 'unreadable' | 'unwritable' | 'damaged';
  readonly path: string;
  /** What the file system says, e.g. `EIO`. */
  readonly code?: string;
}

/** What an error of the file system tells of a file. */
export function troubleWith(path: string, kind: FileTrouble['kind'], error?: unknown): FileTrouble {
  const code = codeOf(error);
  return { kind, path, ...(code !== undefined && { code }) };
}
