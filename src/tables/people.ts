import type { LinkedContact, NewContact } from '../happyfox/asset';
import { foldWord } from './foldWord';
import { joinWords, splitWords } from './wordList';

/** Who a word in a cell is about: `Ann Lee <ann@acme.com> (#27)`, or any part of that. */
export interface PersonWord {
  readonly word: string;
  readonly id: number | undefined;
  readonly email: string | undefined;
  readonly name: string | undefined;
}

/** Whom a word means. */
export type PersonMatch =
  | { readonly kind: 'found'; readonly person: LinkedContact }
  /** The id is of somebody with another e-mail. */
  | { readonly kind: 'other'; readonly person: LinkedContact }
  | { readonly kind: 'ambiguous'; readonly candidates: readonly string[] }
  | { readonly kind: 'stranger' };

/** People as one cell. The id behind each says who is meant, whatever becomes of name and e-mail. */
export function showPeople(people: readonly LinkedContact[]): string {
  return joinWords(people.map(showPerson));
}

/** The words of a cell of people. */
export function peopleIn(cell: string): readonly PersonWord[] {
  return splitWords(cell).map(personIn);
}

/** The person a word would create; undefined where it has no e-mail. */
export function newPersonOf({ name, email }: PersonWord): NewContact | undefined {
  return email === undefined ? undefined : { name: name ?? null, email };
}

/** People of an account as far as they are known, to be found by id, e-mail or name. */
export class KnownPeople {
  private readonly byId = new Map<number, LinkedContact>();
  private readonly byEmail = new Map<string, LinkedContact>();
  private readonly byName = new Map<string, Map<number, LinkedContact>>();

  constructor(people: Iterable<LinkedContact> = []) {
    for (const person of people) this.add(person);
  }

  /** Takes a person in. */
  add(person: LinkedContact): void {
    if (this.byId.get(person.id) === person) return;
    this.byId.set(person.id, person);
    if (person.email !== null) this.byEmail.set(foldWord(person.email), person);
    const name = foldWord(person.name ?? '');
    const alike = this.byName.get(name) ?? new Map<number, LinkedContact>();
    this.byName.set(name, alike.set(person.id, person));
  }

  /** The id decides, then the e-mail, then the name. An id that is not known is taken at its word: HappyFox will tell. */
  find({ word, id, email, name }: PersonWord): PersonMatch {
    if (id !== undefined) {
      const person = this.byId.get(id) ?? { id, name: name ?? null, email: email ?? null };
      const isOther =
        email !== undefined && foldWord(email) !== foldWord(person.email ?? '') && word !== showPerson(person);
      return { kind: isOther ? 'other' : 'found', person };
    }
    const byEmail = email === undefined ? undefined : this.byEmail.get(foldWord(email));
    if (byEmail) return { kind: 'found', person: byEmail };
    if (email !== undefined || name === undefined) return { kind: 'stranger' };
    const [only, ...others] = this.byName.get(foldWord(name))?.values() ?? [];
    if (!only) return { kind: 'stranger' };
    return others.length === 0
      ? { kind: 'found', person: only }
      : { kind: 'ambiguous', candidates: [only, ...others].map(showPerson) };
  }
}

function showPerson({ id, name, email }: LinkedContact): string {
  const parts = [name?.toWellFormed(), email === null ? undefined : `<${email.toWellFormed()}>`, `(#${id})`];
  return parts.filter((part) => part !== undefined && part !== '').join(' ');
}

function personIn(word: string): PersonWord {
  const [, bareId] = /^#?([1-9]\d{0,15})$/.exec(word) ?? [];
  if (bareId !== undefined) return { word, id: Number(bareId), email: undefined, name: undefined };
  const [, before = word, id] = /^(.*?)\s*\(#([1-9]\d{0,15})\)$/su.exec(word) ?? [];
  const [, name = before, bracketed] = /^(.*?)\s*<([^<>]*)>$/su.exec(before) ?? [];
  const email = bracketed ?? (isEmail(before.trim()) ? before.trim() : undefined);
  const hasName = name.trim() !== '' && name.trim() !== email;
  return {
    word,
    id: id === undefined ? undefined : Number(id),
    email: email !== undefined && email.trim() !== '' ? email.trim() : undefined,
    name: hasName ? name.trim() : undefined,
  };
}

function isEmail(text: string): boolean {
  return /^[^\s@<>]+@[^\s@<>]+$/.test(text);
}
