import type { AssetTypeDefinition } from '../assets/assetTypeDefinition';
import { contactsAllowed, type EditableState } from '../assets/editableState';
import type { Edited } from './fieldEdit';

/** The ids of people. */
interface HolderChange {
  readonly from: number;
  /** Who has it from now on; undefined where it is taken back. */
  readonly to: number | undefined;
}

/**
 * The state of an asset that a person has once somebody else has it in their place, or nobody has. Whoever shares it keeps it. Where the type has contacts
 * switched off, the state has none to change.
 */
export function withHolder(before: EditableState, definition: AssetTypeDefinition, { from, to }: HolderChange): Edited {
  if (!contactsAllowed(definition)) {
    return { mine: before, problems: [{ code: 'contactsSwitchedOff', label: 'contacts' }] };
  }
  const there = before.contactIds ?? [];
  if (!there.includes(from)) return { mine: before, problems: [] };
  const next = there.flatMap((id) => (id !== from ? [id] : to === undefined ? [] : [to]));
  return { mine: { ...before, contactIds: [...new Set(next)] }, problems: [] };
}
