import type { Asset, NewContact } from '../happyfox/asset';
import type { JsonValue } from '../happyfox/json';
import { type ChangeKey, changesBetween } from './changes';
import { editChanges, valuesIn, withValues } from './editValues';
import { stateOf } from './editableState';
import { isList, isObject, sameJson } from './jsonTree';
import type { Rendered } from './openDocument';
import { parseDocument } from './parseDocument';
import { isPerson } from './person';

/** A held edit of an asset: its text, and what the text began with. */
export interface EditText {
  readonly text: string;
  readonly base: Rendered;
}

/** A write that was carried out: what was meant, and what HappyFox made of it. */
interface Sent {
  readonly intent: Asset;
  readonly after: Asset;
}

/**
 * What a held edit still has to send after a write that may have sent all of it, some of it, or what it said before somebody edited it again.
 * Undefined where the held edit's text can't be read: nothing of it may be taken for sent.
 */
export function unsentValues(edit: EditText, sent: Sent): ReadonlyMap<ChangeKey, JsonValue> | undefined {
  const { values, problem } = editChanges(edit.text, edit.base);
  if (problem) return undefined;
  const unsent = new Map<ChangeKey, JsonValue>();
  for (const [key, { value }] of values) if (!wasSent(key, value, edit.base, sent)) unsent.set(key, value);
  return unsent;
}

/** The held edit that has these values alone to send, and begins with what HappyFox has after the write. */
export function movedOn(edit: EditText, unsent: ReadonlyMap<ChangeKey, JsonValue>, after: Rendered): EditText {
  const values = new Map(unsent);
  const contacts = values.get('contacts');
  if (contacts !== undefined) values.set('contacts', withOthers(contacts, edit.base, after));
  return { text: withValues(after.text, values, after), base: after };
}

function wasSent(key: ChangeKey, value: JsonValue, base: Rendered, { intent, after }: Sent): boolean {
  const { definition } = base;
  const text = withValues(base.text, new Map([[key, value]]), base);
  const parsed = parseDocument(text, { definition, base });
  if (!parsed.ok) return false;
  const { mine, newContacts } = parsed;
  if (key === 'contacts') return hasContacts(after, base.asset, mine.contactIds ?? [], newContacts);
  // A server that keeps something else of what was sent has got it all the same.
  return [intent, after].some(
    (asset) => !changesBetween(stateOf(asset, definition), mine, definition).some((change) => change.key === key),
  );
}

/** Contacts merge as a set: those whom others linked meanwhile are no difference. */
function hasContacts(
  { contacts }: Asset,
  base: Asset,
  wanted: readonly number[],
  named: readonly NewContact[],
): boolean {
  const ids = new Set(contacts.map(({ id }) => id));
  return (
    wanted.every((id) => ids.has(id)) &&
    base.contacts.every(({ id }) => wanted.includes(id) || !ids.has(id)) &&
    named.every((person) => contacts.some((contact) => isPerson(person, contact)))
  );
}

/** People who were linked since the held edit was begun stay linked. */
function withOthers(contacts: JsonValue, base: Rendered, after: Rendered): JsonValue {
  const others = valuesIn(after.text, after).get('contacts') ?? null;
  if (!isList(contacts) || !isList(others)) return contacts;
  const known = new Set([...contacts.map(idIn), ...base.asset.contacts.map(({ id }) => id)]);
  const more = others.filter((person) => !known.has(idIn(person)) && !contacts.some((one) => sameJson(one, person)));
  return [...contacts, ...more];
}

/** The id of a person in a document's list of contacts. */
export function idIn(person: JsonValue): number | undefined {
  return isObject(person) && typeof person.id === 'number' ? person.id : undefined;
}
