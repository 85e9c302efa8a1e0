import { open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { journalFileAt, journalIn, type JournalFile, type JournalFolder } from './journalFolder';
import { journalLineIn } from './journalLine';

/** A file as it was read last. */
interface Known {
  readonly inode: bigint;
  readonly changed: bigint;
  readonly size: number;
  readonly file: JournalFile;
}

/**
 * Reads journals to look at, again and again while they grow: of a file that has grown, what was added. What is decided by is not read so, but all of it,
 * since what was read before may have been damaged since.
 */
export class JournalReading {
  /** By path. */
  private readonly known = new Map<string, Known>();

  constructor(private readonly lineIn: typeof journalLineIn = journalLineIn) {}

  /** Everything of a journal that can be read. Never throws. */
  async read(folder: string): Promise<JournalFolder> {
    const found = await journalIn(folder, (name) => this.fileAt(folder, name));
    const paths = new Set(found.files.map(({ name }) => join(folder, name)));
    for (const path of this.known.keys()) if (path.startsWith(folder) && !paths.has(path)) this.known.delete(path);
    return found;
  }

  private async fileAt(folder: string, name: string): Promise<JournalFile> {
    const path = join(folder, name);
    const { ino: inode, mtimeNs: changed, size: bytes } = await stat(path, { bigint: true });
    const size = Number(bytes);
    if (size === 0) return journalFileAt(folder, name);
    const known = this.known.get(path);
    if (known?.inode === inode && known.size === size && known.changed === changed) return known.file;
    const isSame = known?.inode === inode && known.size < size && known.file.damaged === undefined;
    const file = await journalFileAt(folder, name, {
      range: { start: isSame ? known.size : 0, end: size - 1 },
      lineIn: this.lineIn,
    });
    // What is damaged has a name for all that the file holds.
    if (isSame && file.damaged !== undefined) return journalFileAt(folder, name);
    const whole = isSame ? { name, lines: [...known.file.lines, ...file.lines] } : file;
    // Somebody may be in the middle of a line.
    if (await endsALine(path, size)) this.known.set(path, { inode, changed, size, file: whole });
    else this.known.delete(path);
    return whole;
  }
}

async function endsALine(path: string, size: number): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1);
    return buffer[0] === 0x0a;
  } finally {
    await file.close();
  }
}
