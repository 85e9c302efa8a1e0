import type { LinkedContact, NewContact } from '../happyfox/asset';
import { isPhone, phoneDigits } from '../happyfox/newContact';
import { joinWords, splitWords } from './wordList';
import { foldWord } from '../assets/fold';

/** Who a word in a cell is about: `Ann Lee <ann@acme.com> (#27)`, or any part of that; a phone, such as `+1 555 0100`, may stand for the e-mail. */
export interface PersonWord {
  readonly word: string;
  readonly id: number | undefined;
  readonly email: string | undefined;
  readonly phone?: string | undefined;
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

/** The person a word would create; undefined where it has neither e-mail nor phone. */
export function newPersonOf({ name, email, phone }: PersonWord): NewContact | undefined {
  if (email === undefined && phone === undefined) return undefined;
  return { name: name ?? null, email: email ?? null, ...(phone !== undefined && { phone }) };
}

/** People of an account as far as they are known, to be found by id, e-mail, phone or name. */
export class KnownPeople {
  private readonly byId = new Map<number, LinkedContact>();
  private readonly byEmail = new Map<string, LinkedContact>();
  private readonly byName = new Map<string, Map<number, LinkedContact>>();
  private readonly byPhone = new Map<string, Map<number, LinkedContact>>();

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

  /** Takes in whose phone a number is. */
  addPhone(phone: string, person: LinkedContact): void {
    const digits = phoneDigits(phone);
    this.byPhone.set(digits, (this.byPhone.get(digits) ?? new Map<number, LinkedContact>()).set(person.id, person));
  }

  /** The id decides, then the e-mail, then the phone, then the name. An id that is not known is taken at its word: HappyFox will tell. */
  find({ word, id, email, phone, name }: PersonWord): PersonMatch {
    if (id !== undefined) {
      const person = this.byId.get(id) ?? { id, name: name ?? null, email: email ?? null };
      const isOther =
        email !== undefined && foldWord(email) !== foldWord(person.email ?? '') && word !== showPerson(person);
      return { kind: isOther ? 'other' : 'found', person };
    }
    const byEmail = email === undefined ? undefined : this.byEmail.get(foldWord(email));
    if (byEmail) return { kind: 'found', person: byEmail };
    if (email !== undefined) return { kind: 'stranger' };
    if (phone !== undefined) return this.findByPhone(phone, name);
    return name === undefined ? { kind: 'stranger' } : oneOf([...(this.byName.get(foldWord(name))?.values() ?? [])]);
  }

  /** A phone may be an office’s: who has it is meant if nobody else has it, and by no other name. */
  private findByPhone(phone: string, name: string | undefined): PersonMatch {
    const having = [...(this.byPhone.get(phoneDigits(phone))?.values() ?? [])];
    const named = having.filter((person) => name === undefined || foldWord(person.name ?? '') === foldWord(name));
    if (named.length === 0 && having.length > 0) return { kind: 'ambiguous', candidates: having.map(showPerson) };
    return oneOf(named);
  }
}

function oneOf([only, ...others]: readonly LinkedContact[]): PersonMatch {
  if (!only) return { kind: 'stranger' };
  return others.length === 0
    ? { kind: 'found', person: only }
    : { kind: 'ambiguous', candidates: [only, ...others].map(showPerson) };
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
  const bare = before.trim();
  const address = bracketed ?? (isEmail(bare) || isForeignPhone(bare) ? bare : undefined);
  const phone = address !== undefined && isPhone(address.trim()) ? address.trim() : undefined;
  const email = phone === undefined ? address : undefined;
  const hasName = name.trim() !== '' && name.trim() !== address;
  return {
    word,
    id: id === undefined ? undefined : Number(id),
    email: email !== undefined && email.trim() !== '' ? email.trim() : undefined,
    ...(phone !== undefined && { phone }),
    name: hasName ? name.trim() : undefined,
  };
}

/** Digits alone are an id, or the name of a thing. */
function isForeignPhone(text: string): boolean {
  return text.startsWith('+') && isPhone(text);
}

function isEmail(text: string): boolean {
  return /^[^\s@<>]+@[^\s@<>]+$/.test(text);
}
