import type { Span } from './cellPlace';
import { pausing } from '../happyfox/pause';
import { readCsv } from './csvReader';
import { CsvTable } from './csvTable';
import { decodeText, type Encoding } from './encoding';
import { documentSpans } from './documentSpans';

/** A file of assets: a table with a header, or documents. */
export type TableFile = { readonly text: string; readonly encoding: Encoding } & (
  { readonly kind: 'table'; readonly table: CsvTable } | { readonly kind: 'documents'; readonly spans: readonly Span[] }
);

/** Reads a file by its content: what begins like JSON is JSON, and all else a table. Rejects with the signal's reason when aborted. */
export async function readTableFile(bytes: Uint8Array, signal?: AbortSignal): Promise<TableFile> {
  const pause = pausing(signal);
  const { text, encoding } = await decodeText(bytes, pause);
  if (/^\s*(?:\{\s*["}]|\[\s*[{\]])/.test(text)) {
    return { kind: 'documents', text, encoding, spans: await documentSpans(text, pause) };
  }
  await pause();
  return { kind: 'table', text, encoding, table: new CsvTable(await readCsv(text, signal, pause)) };
}
