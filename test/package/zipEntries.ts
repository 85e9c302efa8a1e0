import { readFileSync } from 'node:fs';

const endOfDirectory = 0x06054b50;
const entry = 0x02014b50;

/**
 * The names of the files in a zip archive, in its order, from its central directory.
 *
 * @throws {Error} when the file is no zip archive
 */
export function zipEntries(path: string): string[] {
  const bytes = readFileSync(path);
  let end = bytes.length - 22;
  while (end >= 0 && bytes.readUInt32LE(end) !== endOfDirectory) end -= 1;
  if (end < 0) throw new Error(`${path} is no zip archive.`);

  const names: string[] = [];
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left -= 1) {
    if (bytes.readUInt32LE(at) !== entry) throw new Error(`${path} has a broken directory.`);
    const nameLength = bytes.readUInt16LE(at + 28);
    names.push(bytes.toString('utf8', at + 46, at + 46 + nameLength));
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return names;
}
