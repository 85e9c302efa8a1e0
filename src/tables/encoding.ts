import { pausing, type Pause } from '../happyfox/pause';

/** How a file writes its characters; `utf8bom` is UTF-8 with a byte-order mark. */
export type Encoding = 'utf8' | 'utf8bom' | 'utf16le' | 'utf16be' | 'windows1252';

/** A file's text without its byte-order mark, and how it was written. */
interface DecodedText {
  readonly text: string;
  readonly encoding: Encoding;
}

/** So many bytes are decoded between two looks at the clock: a millisecond's work. */
const pieceBytes = 256 * 1024;

/**
 * Reads a file by its byte-order mark; without one as UTF-16 where every other byte of its start is zero, as UTF-8 where it is that, and
 * else as Windows-1252, in which every file makes some sense. In stretches; throws what `pause` throws.
 */
export async function decodeText(bytes: Uint8Array, pause: Pause = pausing()): Promise<DecodedText> {
  const encoding = encodingOf(bytes);
  if (encoding !== undefined) return { text: await decoded(bytes, new TextDecoder(labels[encoding]), pause), encoding };
  try {
    return { text: await decoded(bytes, new TextDecoder('utf-8', { fatal: true }), pause), encoding: 'utf8' };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return { text: await decoded(bytes, new TextDecoder('windows-1252'), pause), encoding: 'windows1252' };
  }
}

async function decoded(bytes: Uint8Array, decoder: InstanceType<typeof TextDecoder>, pause: Pause): Promise<string> {
  let text = '';
  for (let from = 0; from < bytes.length; from += pieceBytes) {
    await pause();
    text += decoder.decode(bytes.subarray(from, from + pieceBytes), { stream: true });
  }
  return text + decoder.decode();
}

const labels: Readonly<Record<Encoding, string>> = {
  utf8: 'utf-8',
  utf8bom: 'utf-8',
  utf16le: 'utf-16le',
  utf16be: 'utf-16be',
  windows1252: 'windows-1252',
};

const looked = 1_024;

function encodingOf(bytes: Uint8Array): Encoding | undefined {
  const [first, second, third] = bytes;
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf8bom';
  if (first === 0xff && second === 0xfe) return 'utf16le';
  if (first === 0xfe && second === 0xff) return 'utf16be';
  const start = bytes.subarray(0, looked);
  const zeros = [0, 0];
  for (const [index, byte] of start.entries()) if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  const most = start.length * 0.3;
  if (odd > most && even === 0) return 'utf16le';
  return even > most && odd === 0 ? 'utf16be' : undefined;
}
