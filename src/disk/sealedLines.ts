import { checksumOf } from './fileNames';

/**
 * What a line holds. `cut`: its writing did not come to its end, as in a crash or on a full disk, so that nobody was told it is there.
 * `damaged`: it is not what was written.
 */
export type UnsealedLine =
  { readonly kind: 'whole'; readonly value: unknown } | { readonly kind: 'cut' } | { readonly kind: 'damaged' };

/** A value as a line with a checksum behind it. A tab stands between them: JSON has none. */
export function sealed(value: unknown): string {
  const text = JSON.stringify(value);
  return `${text}\t${sealOf(text)}`;
}

/** Reads what `sealed` made. A line without a checksum is one that was written before there were any. */
export function unsealed(line: string): UnsealedLine {
  const [, text, seal] = /^([^\t]*)\t([0-9a-f]{16})$/.exec(line) ?? [];
  if (text !== undefined) return seal === sealOf(text) ? whole(text) : { kind: 'damaged' };
  const read = whole(line);
  if (read.kind === 'whole' && !line.includes('\t')) return read;
  // What a crash leaves is the beginning of a line, and what the disk had not written of it is zeros or half a character.
  const beginning = line.replace(/[\0\uFFFD]+$/, '');
  return /^(\{[^\p{Cc}\uFFFD]*(\t[0-9a-f]{0,15})?)?$/u.test(beginning) ? { kind: 'cut' } : { kind: 'damaged' };
}

function whole(text: string): UnsealedLine {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return { kind: 'whole', value };
  } catch {
    // Told by what is returned.
  }
  return { kind: 'damaged' };
}

function sealOf(text: string): string {
  return checksumOf(text).slice(0, 16);
}
