import type { EditableState } from '../assets/editableState';
import type { NewContact } from '../happyfox/asset';
import type { CallOptions, HappyFoxClient } from '../happyfox/client';
import { addressOf, phoneDigits } from '../happyfox/newContact';
import { WriteRefused } from './writeRefused';
import { eachPersonOnce, emailKey, meantByPhone, peopleQuery, personKey } from '../assets/person';

/** A state with the people who are to be created and linked with it. */
export interface StateWithPeople {
  readonly mine: EditableState;
  readonly newContacts: readonly NewContact[];
}

/** People who are named without an id, once they were looked up: who exists has one, the others are as they are to be created. */
export class FoundPeople {
  readonly #ids: ReadonlyMap<string, number>;
  readonly #strangers: ReadonlyMap<string, NewContact>;

  private constructor(ids: ReadonlyMap<string, number>, strangers: readonly NewContact[]) {
    this.#ids = ids;
    this.#strangers = new Map(strangers.map((person) => [personKey(person), person]));
  }

  /** Of nobody. */
  static readonly none = new FoundPeople(new Map(), []);

  /** Asks HappyFox for each of them once. Throws `HappyFoxError`, or `WriteRefused` with `personUnclear`. */
  static async lookUp(
    client: Pick<HappyFoxClient, 'searchContacts'>,
    named: readonly NewContact[],
    call: CallOptions,
  ): Promise<FoundPeople> {
    const people = eachPersonOnce(named);
    const found = await Promise.all(people.map(async (person) => [person, await idOf(client, person, call)] as const));
    const ids = found.flatMap(([person, id]) => (id === undefined ? [] : [[personKey(person), id] as const]));
    const strangers = found.flatMap(([person, id]) => (id === undefined ? [person] : []));
    return new FoundPeople(new Map(ids), strangers);
  }

  /** Those who don't exist, each once. Whoever is asked about them is asked about what `link` has created, and nobody else. */
  get strangers(): readonly NewContact[] {
    return [...this.#strangers.values()];
  }

  /**
   * The state with those of `named` linked who exist; the others are to be created, as they stand in `strangers`.
   * @throws {RangeError} for somebody who was not looked up
   */
  link(mine: EditableState, named: readonly NewContact[]): StateWithPeople {
    if (named.length === 0) return { mine, newContacts: [] };
    const keys = [...new Set(named.map(personKey))];
    const known = keys.flatMap((key) => this.#ids.get(key) ?? []);
    const newContacts = keys.flatMap((key) => this.#strangers.get(key) ?? []);
    if (known.length + newContacts.length < keys.length) throw new RangeError('Somebody was not looked up');
    return { mine: { ...mine, contactIds: [...new Set([...(mine.contactIds ?? []), ...known])] }, newContacts };
  }
}

async function idOf(
  client: Pick<HappyFoxClient, 'searchContacts'>,
  person: NewContact,
  call: CallOptions,
): Promise<number | undefined> {
  const key = personKey(person);
  const query = peopleQuery(person) ?? '';
  const { items } = await client.searchContacts({ query, page: 1, size: 50 }, call);
  if (person.email !== null) return items.find(({ email }) => email !== null && emailKey(email) === key)?.id;
  const having = items.filter(({ phones }) => phones.some((phone) => phoneDigits(phone) === key));
  const meant = meantByPhone(having, person.name);
  if (meant.kind !== 'several') return meant.kind === 'found' ? meant.person.id : undefined;
  const candidates = meant.people.map(({ id, name }) => ({ id, name }));
  throw new WriteRefused({ reason: 'personUnclear', phone: addressOf(person), candidates });
}
