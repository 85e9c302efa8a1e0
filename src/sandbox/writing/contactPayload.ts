import type { Account } from '../account';
import type { AssetType } from '../world/model';
import { isRecord, readId } from './refusals';
import type { Complaint } from './refusals';

/** A person to link: an existing contact with this e-mail, or else one to create. */
export interface NewContact {
  readonly name: string;
  readonly email: string | null;
  readonly phone: string | null;
}

type Complain = (key: string, complaint: Complaint) => undefined;

const NOT_A_LIST = 'Enter a list of values.';
const SWITCHED_OFF = 'Contact association is not enabled for this asset type.';

/** `contact_ids`: ids of existing contacts, as numbers or digits (article §3 has `["1"]`, §4 `[2]`). */
export function readContactIds(
  { world, switches }: Account,
  type: AssetType,
  given: unknown,
  complain: Complain,
): readonly number[] | undefined {
  if (given === undefined) return undefined;
  const ids = readIds(given);
  if (ids === undefined) {
    complain('contact_ids', NOT_A_LIST);
    return;
  }
  if (!type.contactAssociation && ids.length > 0) {
    if (switches.contactsWhereSwitchedOff === 'refuse') complain('contact_ids', SWITCHED_OFF);
    return undefined;
  }
  const unknown = ids.find((id) => world.contact(id) === undefined);
  if (unknown !== undefined) complain('contact_ids', noChoice(unknown));
  return ids;
}

/** `contact_group_ids`, which only newer accounts take. */
export function readGroupIds(
  { world, switches }: Account,
  given: unknown,
  complain: Complain,
): readonly number[] | undefined {
  if (given === undefined || !switches.contactGroups) return undefined;
  const ids = readIds(given);
  if (ids === undefined) {
    complain('contact_group_ids', NOT_A_LIST);
    return;
  }
  const unknown = ids.find((id) => world.contactGroup(id) === undefined);
  if (unknown !== undefined) complain('contact_group_ids', noChoice(unknown));
  return ids;
}

/**
 * `contacts`: people to link who may not exist yet. Assumption: one whose e-mail is known is linked instead of created, and then
 * needs no name; so §3's example, with an e-mail alone, gives the answer shown below it.
 */
export function readNewContacts(
  { world, switches }: Account,
  type: AssetType,
  given: unknown,
  complain: Complain,
): readonly NewContact[] {
  if (given === undefined) return [];
  if (!Array.isArray(given)) {
    complain('contacts', NOT_A_LIST);
    return [];
  }
  if (!type.contactAssociation && given.length > 0) {
    if (switches.contactsWhereSwitchedOff === 'refuse') complain('contacts', SWITCHED_OFF);
    return [];
  }
  const people: NewContact[] = [];
  for (const item of given) {
    const email = isRecord(item) ? readText(item.email) : undefined;
    const phone = isRecord(item) ? readPhone(item) : undefined;
    const isKnown = email !== undefined && world.contactByEmail(email) !== undefined;
    const name = isRecord(item) ? readText(item.name) : undefined;
    if (!isKnown && name === undefined && switches.contactNameRequired) complain('contacts', ['Name is required.']);
    else if (email === undefined && phone === undefined) complain('contacts', ['Email or phone is required.']);
    else if (email !== undefined && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) {
      complain('contacts', ['Enter a valid email address.']);
    } else people.push({ name: name ?? email ?? phone ?? '', email: email ?? null, phone: phone ?? null });
  }
  return people;
}

function readIds(given: unknown): readonly number[] | undefined {
  if (!Array.isArray(given)) return undefined;
  const ids = new Set<number>();
  for (const item of given) {
    const id = readId(item);
    if (id === undefined) return undefined;
    ids.add(id);
  }
  return [...ids];
}

/** Assumption: `phone` is a number; `phones` is a list of `{number}` as on contacts. §3 says "phone number" and shows none. */
function readPhone({ phone, phones }: Readonly<Record<string, unknown>>): string | undefined {
  const first: unknown = Array.isArray(phones) ? phones[0] : undefined;
  return readText(phone) ?? (isRecord(first) ? readText(first.number) : undefined);
}

function readText(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

function noChoice(id: number): string {
  return `Select a valid choice. ${id} is not one of the available choices.`;
}
