import type { NewContact } from '../happyfox/asset';

/** What tells people apart who have no id yet: their e-mail, however it is written. */
export function personKey({ email }: Pick<NewContact, 'email'>): string {
  return email.trim().toLowerCase();
}

/** Each person once, in the order in which they are named first; a name that only a later entry gives is taken from there. */
export function eachPersonOnce(people: readonly NewContact[]): readonly NewContact[] {
  const once = new Map<string, NewContact>();
  for (const person of people) {
    const key = personKey(person);
    const known = once.get(key);
    once.set(key, known ? { ...known, name: known.name ?? person.name } : person);
  }
  return [...once.values()];
}
