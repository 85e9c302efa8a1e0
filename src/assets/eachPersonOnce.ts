import type { NewContact } from '../happyfox/asset';
import { phoneDigits } from '../happyfox/newContact';

/** What tells people apart who have no id yet: their e-mail, however it is written, or the digits of their phone. */
export function personKey({ email, phone = '' }: Omit<NewContact, 'name'>): string {
  return email === null ? phoneDigits(phone) : email.trim().toLowerCase();
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
