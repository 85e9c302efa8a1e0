import { changesBetween, type Change } from '../assets/changes';
import type { AssetTypeDefinition } from '../assets/assetTypeDefinition';
import { stateOf, type EditableState } from '../assets/editableState';
import type { Asset, NewContact } from '../happyfox/asset';
import { addressOf } from '../happyfox/newContact';
import { isPerson } from '../assets/person';

/**
 * Each difference between what a write meant and the asset it led to. People whom the write was to create have no id before it, so
 * they are looked for by e-mail, or by name for want of one: one who is linked is no difference, one who is missing is named by it.
 */
export function differencesIn(
  asset: Asset,
  meant: EditableState,
  newContacts: readonly NewContact[],
  definition: AssetTypeDefinition,
): readonly Change[] {
  const state = stateOf(asset, definition);
  const { contactIds } = meant;
  if (newContacts.length === 0 || contactIds === undefined || state.contactIds === undefined) {
    return changesBetween(meant, state, definition);
  }
  const there = new Set(contactIds);
  const found = newContacts.map((person) => {
    // A namesake without an e-mail who was linked before is not the one who has no e-mail now.
    const others = person.email === null ? asset.contacts.filter(({ id }) => !there.has(id)) : asset.contacts;
    return others.find((contact) => isPerson(person, contact))?.id;
  });
  const ids = found.filter((id) => id !== undefined);
  const differences = changesBetween({ ...meant, contactIds: [...contactIds, ...ids] }, state, definition);
  const missing = newContacts.filter((_, index) => found[index] === undefined).map(addressOf);
  if (missing.length === 0) return differences;
  return [
    ...differences.filter(({ key }) => key !== 'contacts'),
    { key: 'contacts', label: 'contacts', before: [...contactIds, ...ids, ...missing], after: state.contactIds },
  ];
}
