type Pair = readonly [key: string, text: string];

/** The keys that hold JSON or a list where a form holds text. */
const STRUCTURED = new Set(['custom_fields', 'contacts', 'contact_ids', 'contact_group_ids']);

/**
 * A form as the payload it stands for. Assumption: `custom_fields`, `contacts` and lists of ids come as JSON text, or a list as a
 * repeated key; the article names the formats but shows JSON payloads only.
 */
export function readForm(pairs: readonly Pair[]): Readonly<Record<string, unknown>> {
  const texts = new Map<string, string[]>();
  for (const [key, text] of pairs) texts.set(key, [...(texts.get(key) ?? []), text]);
  return Object.fromEntries([...texts].map(([key, all]) => [key, STRUCTURED.has(key) ? structured(all) : all.at(-1)]));
}

function structured(texts: readonly string[]): unknown {
  const [text] = texts;
  if (texts.length !== 1 || text === undefined) return texts;
  if (/^\d+$/.test(text)) return [text];
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** The pairs of a form url encoded body. */
export function parseUrlEncoded(bytes: Buffer): readonly Pair[] {
  return [...new URLSearchParams(bytes.toString('utf8'))];
}

/** The text parts of a multipart body; parts with a file name are left out. @throws SyntaxError when it isn't one */
export function parseMultipart(bytes: Buffer, contentType: string): readonly Pair[] {
  const [, quoted, bare] = /;\s*boundary=(?:"([^"]+)"|([^\s;]+))/i.exec(contentType) ?? [];
  const boundary = quoted ?? bare;
  // Latin-1 keeps every byte, so the text can be cut before it is decoded.
  const parts = `\r\n${bytes.toString('latin1')}`.split(`\r\n--${boundary ?? ''}`);
  if (boundary === undefined || parts.length < 2 || parts.at(-1)?.trimEnd() !== '--') {
    throw new SyntaxError('Not multipart form data');
  }
  return parts.slice(1, -1).flatMap((part) => {
    const [, head = '', text = ''] = /^\r\n([\s\S]*?)\r\n\r\n([\s\S]*)$/.exec(part) ?? [];
    const [, key] = /^content-disposition:\s*form-data;.*?\bname="([^"]*)"/im.exec(head) ?? [];
    if (key === undefined || /\bfilename=/i.test(head)) return [];
    return [[utf8(key), utf8(text)]];
  });
}

function utf8(latin1: string): string {
  return Buffer.from(latin1, 'latin1').toString('utf8');
}
