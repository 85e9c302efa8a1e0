import type { IncomingMessage } from 'node:http';
import { parseMultipart, parseUrlEncoded, readForm } from './form';
import { refusal } from './reply';
import type { Reply } from './reply';

/** A body as it was sent: parsed, or the refusal it earns. */
export type ReadBody = { readonly body: unknown } | { readonly refused: Reply };

/** More than any asset needs. */
const MAXIMUM_BYTES = 1_000_000;
/** A caller that is cut off in the middle of its payload may never see the refusal; so more is read, and dropped. */
const READ_AT_MOST = 50_000_000;

/** Reads and parses a request's body: JSON, form url encoded or multipart form data, as the article's preface has it. */
export async function readBody(request: IncomingMessage): Promise<ReadBody> {
  const bytes = await collect(request);
  if (bytes === undefined) return { refused: refusal(413, 'The payload is too large', { Connection: 'close' }) };
  if (bytes.length === 0) return { body: undefined };
  const contentType = request.headers['content-type'] ?? '';
  const mediaType = contentType.split(';', 1)[0]?.trim().toLowerCase();
  if (mediaType === 'application/json') return parseJson(bytes);
  if (mediaType === 'application/x-www-form-urlencoded') return { body: readForm(parseUrlEncoded(bytes)) };
  if (mediaType === 'multipart/form-data') return readMultipart(bytes, contentType);
  return { refused: refusal(415, 'Unsupported media type in request') };
}

async function collect(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) continue;
    length += chunk.length;
    if (length > READ_AT_MOST) return undefined;
    if (length <= MAXIMUM_BYTES) chunks.push(chunk);
  }
  return length > MAXIMUM_BYTES ? undefined : Buffer.concat(chunks);
}

function parseJson(bytes: Buffer): ReadBody {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    const body: unknown = JSON.parse(text);
    return { body };
  } catch {
    return { refused: refusal(400, 'JSON parse error') };
  }
}

function readMultipart(bytes: Buffer, contentType: string): ReadBody {
  try {
    return { body: readForm(parseMultipart(bytes, contentType)) };
  } catch {
    return { refused: refusal(400, 'Malformed form payload') };
  }
}
