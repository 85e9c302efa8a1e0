import type { LinkedContact, NewContact } from '../happyfox/asset';
import type { JsonValue } from '../happyfox/json';
import { withJson } from './jsonText';
import { isList, isObject, parseJson, valueOf } from './jsonTree';

/** The people a document links by id, with the names and e-mails that stand beside them. */
export function contactsInText(text: string): readonly LinkedContact[] {
  const tree = parseJson(text);
  const root: JsonValue = tree.ok ? valueOf(tree.root) : null;
  const list = isObject(root) ? root.contacts : undefined;
  if (list === undefined || !isList(list)) return [];
  return list.flatMap((entry): LinkedContact[] => {
    if (!isObject(entry) || typeof entry.id !== 'number') return [];
    const { id, name, email } = entry;
    return [{ id, name: typeof name === 'string' ? name : null, email: typeof email === 'string' ? email : null }];
  });
}

/** The document with these people, who have no ids yet, behind its contacts. */
export function withNewContacts(text: string, newContacts: readonly NewContact[]): string {
  return newContacts.reduce((before, { name, email, phone }) => {
    const entry = {
      ...(name !== null && { name }),
      ...(email !== null && { email }),
      ...(phone !== undefined && { phone }),
    };
    return withJson(before, ['contacts', -1], entry, { isArrayInsertion: true });
  }, text);
}
