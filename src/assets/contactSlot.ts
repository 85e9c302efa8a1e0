import { parseTree } from 'jsonc-parser';
import type { Node } from 'jsonc-parser';
import type { Contact } from '../happyfox/contact';
import { jsonText } from './jsonText';
import { propertiesOf } from './jsonTree';

/** A stretch of the text, in UTF-16 units. */
interface Stretch {
  readonly offset: number;
  readonly length: number;
}

/** The place in `contacts` where somebody is being named. */
export interface ContactSlot {
  /** What of the name or e-mail has been typed, up to the cursor. */
  readonly query: string;
  /** True where an e-mail is being typed. */
  readonly byEmail: boolean;
  /** The word, string or number at the cursor, which is on one line. */
  readonly token: Stretch;
  /** The whole entry, which may be on several. */
  readonly entry: Stretch;
  /** The key whose value is at the cursor; undefined where the entry is no object yet. */
  readonly key: ContactKey | undefined;
  /** Ids of the people who stand in other entries. */
  readonly others: ReadonlySet<number>;
}

type ContactKey = 'id' | 'name' | 'email';

/** The slot at `offset` of a text that need not be JSON yet; undefined outside of `contacts`, and where nothing has been typed. */
export function contactSlotAt(text: string, offset: number): ContactSlot | undefined {
  const root = parseTree(text, [], { disallowComments: false });
  const contacts = root && valueOf(root, 'contacts');
  if (contacts?.type !== 'array' || !isWithin(contacts, offset, text)) return undefined;
  const entries = contacts.children ?? [];
  const entry = entries.find((one) => offset >= one.offset && offset <= one.offset + one.length);
  const typed =
    entry?.type === 'object'
      ? typedInObject(text, entry, offset)
      : typedAlone(text, contacts.offset + 1, offset, entry);
  if (!typed) return undefined;
  const others = new Set(entries.filter((one) => one !== entry).flatMap(idIn));
  return { ...typed, byEmail: typed.key === 'email' || looksLikeEmail(typed.query), others };
}

/** The text edits that put a person in the slot, apart from the one at the token: before and behind it. */
export function contactEdits(
  { token, entry, key }: ContactSlot,
  { id, name, email }: Pick<Contact, 'id' | 'name' | 'email'>,
): { readonly token: string; readonly before: string; readonly after: string; readonly around: readonly Stretch[] } {
  const parts: readonly (readonly [ContactKey, string])[] = [
    ['id', String(id)],
    ['name', jsonText(name)],
    ['email', jsonText(email)],
  ];
  const written = (list: typeof parts): string => list.map(([name, json]) => `"${name}": ${json}`).join(', ');
  if (key === undefined) return { token: `{ ${written(parts)} }`, before: '', after: '', around: [] };
  const at = parts.findIndex(([name]) => name === key);
  const [, json = ''] = parts[at] ?? [];
  const behind = parts.slice(at + 1);
  const end = token.offset + token.length;
  return {
    token: json,
    before: `{ ${at > 0 ? `${written(parts.slice(0, at))}, ` : ''}"${key}": `,
    after: `${behind.length > 0 ? `, ${written(behind)}` : ''} }`,
    around: [
      { offset: entry.offset, length: token.offset - entry.offset },
      { offset: end, length: entry.offset + entry.length - end },
    ],
  };
}

type Typed = Omit<ContactSlot, 'byEmail' | 'others'>;

function typedInObject(text: string, entry: Node, offset: number): Typed | undefined {
  for (const { key, valueNode } of propertiesOf(entry)) {
    if (!isContactKey(key) || valueNode.type !== 'string' || !isInString(text, valueNode, offset)) continue;
    return { query: queryIn(text, valueNode, offset), token: stretch(valueNode), entry: stretch(entry), key };
  }
  return undefined;
}

/** A string in place of an entry, or a word that has no quotes yet. */
function typedAlone(text: string, start: number, offset: number, entry: Node | undefined): Typed | undefined {
  if (entry?.type === 'string') {
    if (!isInString(text, entry, offset)) return undefined;
    return { query: queryIn(text, entry, offset), token: stretch(entry), entry: stretch(entry), key: undefined };
  }
  const word = /[\p{L}\p{M}@][\p{L}\p{M}\p{N}@._'+-]*$/u.exec(text.slice(start, offset))?.[0];
  const end = /^[\p{L}\p{M}\p{N}@._'+-]*/u.exec(text.slice(offset))?.[0] ?? '';
  if (word === undefined) return undefined;
  const token = { offset: offset - word.length, length: word.length + end.length };
  return { query: word, token, entry: token, key: undefined };
}

/** Behind the quote that opens it, and before the one that closes it if there is one. */
function isInString(text: string, { offset: start, length }: Node, offset: number): boolean {
  const closed = length > 1 && text[start + length - 1] === '"';
  return offset > start && offset <= start + length - (closed ? 1 : 0);
}

/** An escape makes text and value differ; who needs one to name somebody is taken by all of the value. */
function queryIn(text: string, { offset: start, value }: Node, offset: number): string {
  const raw = text.slice(start + 1, offset);
  return raw.includes('\\') ? String(value) : raw;
}

function isWithin({ offset: start, length }: Node, offset: number, text: string): boolean {
  const closed = length > 1 && text[start + length - 1] === ']';
  return offset > start && offset <= start + length - (closed ? 1 : 0);
}

function looksLikeEmail(query: string): boolean {
  return query.includes('@') || /^\S+[._]\S+$/.test(query);
}

function isContactKey(key: string): key is ContactKey {
  return key === 'id' || key === 'name' || key === 'email';
}

function valueOf(node: Node, key: string): Node | undefined {
  return node.type === 'object'
    ? propertiesOf(node).findLast((property) => property.key === key)?.valueNode
    : undefined;
}

function idIn(entry: Node): readonly number[] {
  const id: unknown = entry.type === 'object' ? valueOf(entry, 'id')?.value : entry.value;
  return typeof id === 'number' ? [id] : [];
}

function stretch({ offset, length }: Node): Stretch {
  return { offset, length };
}
