import type { Node } from 'jsonc-parser';
import type { LinkedContact, NewContact } from '../happyfox/asset';
import type { JsonObject, JsonValue } from '../happyfox/json';
import { isPhone } from '../happyfox/newContact';
import type { EditableState } from './editableState';
import { isObject, propertiesOf, valueOf } from './jsonTree';
import type { Reading } from './parseDocument';
import { noText } from './plainText';
import type { DocumentComplaint } from './problem';
import { isEmail } from './person';

/**
 * Reads `contacts`: a list of `{ "id": … }`, bare ids, or `{ "email": … }` or `{ "name": …, "phone": … }` for somebody not linked yet. A
 * contact named twice counts once.
 */
export function parseContacts(list: Node, reading: Reading): EditableState['contactIds'] {
  const { before, asset, report } = reading;
  if (list.type !== 'array') {
    report(list, ['contacts'], { code: 'wrongType', detail: { expected: 'list' } });
    return before.contactIds;
  }
  const linked = new Map((asset?.contacts ?? []).map((contact) => [contact.id, contact]));
  const ids = new Set<number>();
  for (const [index, entry] of (list.children ?? []).entries()) {
    const id = parseContact(entry, ['contacts', index], linked, reading);
    if (id !== undefined) ids.add(id);
  }
  return [...ids];
}

function parseContact(
  entry: Node,
  path: readonly (string | number)[],
  linked: ReadonlyMap<number, LinkedContact>,
  { report, newContacts }: Reading,
): number | undefined {
  const value = valueOf(entry);
  if (!isObject(value)) {
    if (isId(value)) return value;
    report(entry, path, { code: 'wrongType', detail: { expected: 'contact' } });
    return undefined;
  }
  if (!Object.hasOwn(value, 'id')) {
    const person = newPersonIn(value);
    const odd = propertiesOf(entry).find(({ valueNode: { value: text } }) => typeof text === 'string' && noText(text));
    const complaint = odd && noText(String(odd.valueNode.value));
    if (odd && complaint) report(odd.valueNode, [...path, odd.key], complaint);
    else if (person) newContacts.push(person);
    else report(entry, path, { code: 'contactWithoutId', detail: personIn(value) });
    return undefined;
  }
  const id = value.id ?? null;
  for (const { key, keyNode, valueNode } of propertiesOf(entry)) {
    if (key === 'id') {
      if (!isId(id)) report(valueNode, [...path, key], { code: 'wrongType', detail: { expected: 'contact' } });
      continue;
    }
    const contact = isId(id) ? linked.get(id) : undefined;
    const complaint = complaintAbout(key, value, contact);
    if (complaint !== undefined) report(keyNode, [...path, key], complaint);
  }
  return isId(id) ? id : undefined;
}

/** Of a contact already linked, name and e-mail must stand as they were; of a new one they are for the reader. */
function complaintAbout(
  key: string,
  entry: JsonObject,
  contact: LinkedContact | undefined,
): DocumentComplaint | undefined {
  if (key !== 'name' && key !== 'email') return { code: 'unknownKey', detail: { key } };
  if (contact === undefined || entry[key] === contact[key]) return undefined;
  return { code: 'contactNotEditable', detail: { id: contact.id, key } };
}

/** Somebody named by e-mail or phone: looked up, or created, when the document is saved. */
function newPersonIn(entry: JsonObject): NewContact | undefined {
  const { name = null, email = null, phone = null, ...others } = entry;
  const isReached = email === null ? phone !== null : isAddress(email);
  if (!isReached || (phone !== null && !isNumber(phone)) || Object.keys(others).length > 0) return undefined;
  return {
    name: typeof name === 'string' && name.trim() !== '' ? name.trim() : null,
    email: isAddress(email) ? email.trim() : null,
    ...(isNumber(phone) && { phone: phone.trim() }),
  };
}

function isAddress(value: JsonValue): value is string {
  return typeof value === 'string' && isEmail(value);
}

function isNumber(value: JsonValue): value is string {
  return typeof value === 'string' && isPhone(value.trim());
}

function personIn({ name, email }: JsonObject): { name?: string; email?: string } {
  return { ...(typeof name === 'string' ? { name } : {}), ...(typeof email === 'string' ? { email } : {}) };
}

function isId(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0;
}
