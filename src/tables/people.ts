import type { LinkedContact, NewContact } from '../happyfox/asset';
import { isPhone, phoneDigits } from '../happyfox/newContact';
import { foldWord } from '../assets/fold';
import { emailKey, isEmail, meantByPhone, onlyOne, type Meant } from '../assets/person';
import { joinWords, splitWords } from '../assets/wordList';

/** Who a word in a cell is about: `Ann Lee <ann@acme.com> (#27)`, or any part of that; a phone, such as `+1 555 0100`, may stand for the e-mail. */
export interface PersonWord {
  readonly word: string;
  readonly id: number | undefined;
  readonly email: string | undefined;
  readonly phone?: string | undefined;
  readonly name: string | undefined;
}

/** Whom a word means. */
type PersonMatch =
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
  private readonly byEmail = new Map<string, Map<number, LinkedContact>>();
  private readonly byName = new Map<string, Map<number, LinkedContact>>();
  private readonly byPhone = new Map<string, Map<number, LinkedContact>>();

  constructor(people: Iterable<LinkedContact> = []) {
    for (const person of people) this.add(person);
  }

  /** Takes a person in. */
  add(person: LinkedContact): void {
    if (this.byId.get(person.id) === person) return;
    this.byId.set(person.id, person);
    if (person.email) put(this.byEmail, emailKey(person.email), person);
    if (person.name) put(this.byName, foldWord(person.name), person);
  }

  /** Takes in whose phone a number is. */
  addPhone(phone: string, person: LinkedContact): void {
    put(this.byPhone, phoneDigits(phone), person);
  }

  /** Everybody, each once. */
  get all(): Iterable<LinkedContact> {
    return this.byId.values();
  }

  /** The person with an id. */
  withId(id: number): LinkedContact | undefined {
    return this.byId.get(id);
  }

  /** Whom a word means that is a name or an e-mail, whatever it looks like. */
  called(word: string): Meant<LinkedContact> {
    const people = new Map([...(this.byName.get(foldWord(word)) ?? []), ...(this.byEmail.get(emailKey(word)) ?? [])]);
    return onlyOne([...people.values()]);
  }

  /** The id decides, then the e-mail, then the phone, then the name. An id that is not known is taken at its word: HappyFox will tell. */
  find({ word, id, email, phone, name }: PersonWord): PersonMatch {
    if (id !== undefined) {
      const person = this.byId.get(id) ?? { id, name: name ?? null, email: email ?? null };
      const isOther =
        email !== undefined && emailKey(email) !== emailKey(person.email ?? '') && word !== showPerson(person);
      return { kind: isOther ? 'other' : 'found', person };
    }
    if (email !== undefined) return matchOf(onlyOne(within(this.byEmail, emailKey(email))));
    if (phone !== undefined) return matchOf(meantByPhone(within(this.byPhone, phoneDigits(phone)), name));
    return name === undefined ? { kind: 'stranger' } : matchOf(onlyOne(within(this.byName, foldWord(name))));
  }
}

type PeopleBy = Map<string, Map<number, LinkedContact>>;

function put(people: PeopleBy, key: string, person: LinkedContact): void {
  people.set(key, (people.get(key) ?? new Map<number, LinkedContact>()).set(person.id, person));
}

function within(people: PeopleBy, key: string): readonly LinkedContact[] {
  return [...(people.get(key)?.values() ?? [])];
}

function matchOf(meant: Meant<LinkedContact>): PersonMatch {
  if (meant.kind === 'several') return { kind: 'ambiguous', candidates: meant.people.map(showPerson) };
  return meant.kind === 'nobody' ? { kind: 'stranger' } : meant;
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
