import type { LinkedContact, NewContact } from '../happyfox/asset';
import { nameSent, phoneDigits } from '../happyfox/newContact';
import { foldWord } from './fold';

/** What a person is called: the name, for want of that the e-mail, else the number. */
export function personLabel({ id, name, email }: Pick<LinkedContact, 'id' | 'name' | 'email'>): string {
  return name || email || `#${id}`;
}

/** The form in which e-mails are compared, and asked for: HappyFox knows no case in them. */
export function emailKey(email: string): string {
  return email.trim().toLowerCase();
}

/** Whether a text looks like an e-mail, blanks around it aside. */
export function isEmail(text: string): boolean {
  return /^[^\s@<>]+@[^\s@<>]+$/.test(text.trim());
}

/** What tells people apart who have no id yet: their e-mail, however it is written, or the digits of their phone. */
export function personKey({ email, phone = '' }: Omit<NewContact, 'name'>): string {
  return email === null ? phoneDigits(phone) : emailKey(email);
}

/** Each person once, in the order in which they are named first; a name or phone that only a later entry gives is taken from there. */
export function eachPersonOnce(people: readonly NewContact[]): readonly NewContact[] {
  const once = new Map<string, NewContact>();
  for (const person of people) {
    const key = personKey(person);
    const known = once.get(key);
    once.set(key, known ? { ...person, ...known, name: known.name ?? person.name } : person);
  }
  return [...once.values()];
}

/** Whether a linked contact is somebody who was new. An asset shows no phones: who has no e-mail is known by the name that was sent. */
export function isPerson(person: NewContact, { name, email }: LinkedContact): boolean {
  if (person.email === null) return !email && name === nameSent(person);
  return typeof email === 'string' && emailKey(email) === emailKey(person.email);
}

/** Whom a word means of those who are known: the one there is, nobody, or any of several. */
export type Meant<Person> =
  | { readonly kind: 'found'; readonly person: Person }
  | { readonly kind: 'nobody' }
  | { readonly kind: 'several'; readonly people: readonly Person[] };

/** The only one of some people, whoever they are. */
export function onlyOne<Person>(people: readonly Person[]): Meant<Person> {
  const [person, ...others] = people;
  if (person === undefined) return { kind: 'nobody' };
  return others.length === 0 ? { kind: 'found', person } : { kind: 'several', people };
}

/**
 * Whom a phone means. It may be an office’s: who has it is meant if nobody else has it, and by no other name.
 * @param having everybody who has the phone
 * @param name what the person is called, where that is said
 */
export function meantByPhone<Person extends Pick<LinkedContact, 'name'>>(
  having: readonly Person[],
  name: string | null | undefined,
): Meant<Person> {
  const named = having.filter((person) => !name || foldWord(person.name ?? '') === foldWord(name));
  return named.length === 0 && having.length > 0 ? { kind: 'several', people: having } : onlyOne(named);
}

/**
 * What HappyFox is asked to find somebody: `name:ann name:lee`, all of which must match, `email:ann@acme` or `phone:15550100`, the first of e-mail,
 * phone and name that is said. Undefined where that says nothing.
 */
export function peopleQuery({
  email,
  phone,
  name,
}: Readonly<Partial<Record<'email' | 'phone' | 'name', string | null | undefined>>>): string | undefined {
  if (typeof email !== 'string' && typeof phone === 'string') return `phone:${phoneDigits(phone)}`;
  // Colons and quotes mean something in a query, and blanks end a term.
  const words = foldWord(email ?? name ?? '').match(/[^\s:"]+/g) ?? [];
  if (words.length === 0) return undefined;
  return typeof email === 'string' ? `email:${words.join('')}` : words.map((word) => `name:${word}`).join(' ');
}
