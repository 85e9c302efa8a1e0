import type { IndexedAsset } from '../indexedAsset';
import type { FieldReader } from './fieldReader';
import { fold } from '../../assets/fold';

/** Stands between the texts of an asset; no folded text holds it. */
export const textEnd = '\n';

/**
 * Everything that a word of a query is looked for in, folded and joined: display id, name, contacts and values, each with `textEnd` behind it.
 * The name is left empty where it is the display id.
 */
export function searchText(row: IndexedAsset, readers: readonly FieldReader[]): string {
  const texts = [fold(row.displayId), row.name === row.displayId ? '' : fold(row.name)];
  for (const { name, email } of row.contacts) {
    if (name !== null) texts.push(fold(name));
    if (email !== null) texts.push(fold(email));
  }
  for (const [index, reader] of readers.entries()) {
    for (const text of reader.texts(row.values[index] ?? null)) texts.push(fold(text));
  }
  texts.push('');
  return texts.join(textEnd);
}
