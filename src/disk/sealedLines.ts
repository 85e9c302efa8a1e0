import { checksumOf } from './fileNames';

/**
 * What a line holds. `cut`: its writing did not come to its end, as in a crash or on a full disk, so that nobody was told it is there.
 * `damaged`: it is not what was written.
 */
type UnsealedLine =
  { readonly kind: 'whole'; readonly value: unknown } | { readonly kind: 'cut' } | { readonly kind: 'damaged' };

/** What JSON leaves as it is and a line that was cut short must not hold, for by these damage is told. */
const marksOfDamage = /[\u007F-\u009F\uFFFD]/g;

/** A value as a line with a checksum behind it. A tab stands between them: JSON has none. */
export function sealed(value: unknown): string {
  const text = JSON.stringify(value).replace(marksOfDamage, escaped);
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

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

function sealOf(text: string): string {
  return checksumOf(text).slice(0, 16);
}
