import { applyEdits, modify } from 'jsonc-parser';
import type { JSONPath, ModificationOptions } from 'jsonc-parser';
import type { JsonValue } from '../happyfox/json';

/**
 * JSON as it stands in a document: the line separators U+2028 and U+2029 are escaped, which JSON.stringify leaves as they are. An editor
 * would offer to make line breaks of them, or to take them out, and they would be gone with the next save.
 */
export function withoutSeparators(json: string): string {
  return json.replace(/[\u2028\u2029]/g, (separator) => (separator === '\u2028' ? '\\u2028' : '\\u2029'));
}

/** One value as it stands in a document. */
export function jsonText(value: string | number | boolean | null): string {
  return withoutSeparators(JSON.stringify(value));
}

const formattingOptions = { insertSpaces: true, tabSize: 2, eol: '\n' };

/** A document with another value at a JSON path, or one more in a list; all else stays as it was typed. */
export function withJson(text: string, path: JSONPath, value: JsonValue, options: ModificationOptions = {}): string {
  const edits = modify(text, path, value, { formattingOptions, ...options });
  return applyEdits(
    text,
    edits.map((edit) => ({ ...edit, content: withoutSeparators(edit.content) })),
  );
}
