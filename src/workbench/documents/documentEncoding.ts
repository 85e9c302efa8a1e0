import * as vscode from 'vscode';
import { safeText } from '../../assets/safeText';
import { CommandRefused } from '../words/errors';
import { documentAt } from '../screen/openEditors';

const { t } = vscode.l10n;

/** In front of UTF-8 it tells VS Code so, whatever encoding is set or would be guessed. */
const byteOrderMark = Buffer.from('\uFEFF');

/**
 * The text that VS Code has made these bytes of to write a document. A tab in another encoding than UTF-8 may hold characters that the
 * encoding does not: there the text is what the tab shows, or nothing. Throws `CommandRefused` where that can't be told for certain.
 */
export async function decodeDocument(uri: vscode.Uri, bytes: Uint8Array): Promise<string> {
  const open = documentAt(uri);
  if (!open || isUtf8(open.encoding)) return decodeUtf8(bytes, open?.getText());
  // What is typed while VS Code encodes is not what came.
  const { encoding } = open;
  const text = open.getText();
  if (Buffer.from(await vscode.workspace.encode(text, { encoding })).equals(bytes)) return text;
  throw new CommandRefused(
    t(
      'Not sent: what was to be saved is not what the tab shows in its encoding, {0}. Save again, or choose UTF-8 with “Save with Encoding”.',
      encoding,
    ),
  );
}

/**
 * A document as bytes which VS Code decodes to this very text. A tab in another encoding, one that was chosen for it or that it was
 * restored with, gets that one. Throws `CommandRefused` where a chosen one lacks characters of the text.
 */
export async function encodeDocument(uri: vscode.Uri, text: string): Promise<Uint8Array> {
  const encoding = documentAt(uri)?.encoding;
  if (encoding === undefined || isUtf8(encoding)) return encodeUtf8(uri, text);
  const bytes = await vscode.workspace.encode(text, { encoding });
  const shown = await vscode.workspace.decode(bytes, { encoding });
  if (shown === text) return bytes;
  // One that was not chosen for the tab does not stand against a mark.
  if (settingsOf(uri).some((settings) => settings.get('encoding') === encoding)) return encodeUtf8(uri, text);
  let lacking = 0;
  while (text.charCodeAt(lacking) === shown.charCodeAt(lacking)) lacking++;
  throw new CommandRefused(
    t(
      'This asset has characters, such as “{0}”, that the encoding of its tab, {1}, does not have. Choose UTF-8 with “Reopen with Encoding”.',
      safeText(String.fromCodePoint(text.codePointAt(lacking) ?? 0)),
      encoding,
    ),
  );
}

function encodeUtf8(uri: vscode.Uri, text: string): Uint8Array {
  return needsMark(uri) ? Buffer.concat([byteOrderMark, Buffer.from(text)]) : Buffer.from(text);
}

function decodeUtf8(bytes: Uint8Array, shown: string | undefined): string {
  const marked = byteOrderMark.equals(bytes.subarray(0, byteOrderMark.length));
  const content = marked ? bytes.subarray(byteOrderMark.length) : bytes;
  // Halves of characters, which UTF-8 can't hold, are in the tab alone; their place is to be told.
  if (shown !== undefined && Buffer.from(shown).equals(content)) return shown;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new CommandRefused(t('Not sent: this is no text in UTF-8. Write the document in UTF-8.'), { cause: error });
  }
}

/** Where nothing else is set no mark is given: what parses JSON stumbles over it. */
function needsMark(uri: vscode.Uri): boolean {
  return settingsOf(uri).some(
    (settings) => !isUtf8(settings.get('encoding', 'utf8')) || settings.get('autoGuessEncoding', false),
  );
}

/** VS Code's settings for a document: those of its language, and before it has one, of those it may get. */
function settingsOf(uri: vscode.Uri): readonly vscode.WorkspaceConfiguration[] {
  const open = documentAt(uri);
  const languages = open ? [open.languageId] : ['json', 'jsonc'];
  return languages.map((languageId) => vscode.workspace.getConfiguration('files', { uri, languageId }));
}

function isUtf8(encoding: string): boolean {
  return encoding === 'utf8' || encoding === 'utf8bom';
}
