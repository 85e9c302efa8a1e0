import { ContactSearch } from '../../assets/contactSearch';
import { safeLabel } from '../../assets/safeText';
import type { AssetIndex } from '../../finding/index/assetIndex';
import { stride, withPauses, type Steps } from '../../finding/steps';
import type { Contact } from '../../happyfox/contact';
import { pausing } from '../../happyfox/pause';
import type { LinkedContact } from '../../happyfox/asset';
import type { AccountSession } from '../sessions/accountSession';
import type { ShownPerson } from './tableMessages';

type KnownPeople = ReadonlyMap<string, LinkedContact | 'several'>;

const mostKnown = 8;

/** Finds the people of an account: those whom assets link without a request, the others by asking. */
export class PeopleSearch {
  private readonly search: ContactSearch;
  private readonly met = new Map<number, LinkedContact>();
  private known: { readonly version: number; readonly byWord: KnownPeople } = { version: -1, byWord: new Map() };
  private asking = new AbortController();

  constructor(
    session: AccountSession,
    private readonly index: AssetIndex,
  ) {
    this.search = new ContactSearch(() => session.store.client());
  }

  /** Looks through the assets for the people whom they link, in stretches, before `named` is asked. Costs nothing where no asset has changed since. */
  async ready(): Promise<KnownPeople> {
    const { version } = this.index;
    if (this.known.version !== version) this.known = { version, byWord: await withPauses(this.words(), pausing()) };
    return this.known.byWord;
  }

  /** The person that a cell names, as of the last `ready`; undefined for nobody, and for several of one name. */
  readonly named = (word: string): LinkedContact | undefined => {
    const id = Number(/^#(\d{1,15})$/.exec(word.trim())?.[1]);
    const found = Number.isInteger(id)
      ? (this.met.get(id) ?? this.known.byWord.get(`#${id}`))
      : this.known.byWord.get(fold(word));
    return found === 'several' ? undefined : (found ?? this.metAs(word));
  };

  /** Somebody who was chosen before, and whom no asset links yet. */
  private metAs(word: string): LinkedContact | undefined {
    const called = fold(word);
    const alike = [...this.met.values()].filter(
      ({ name, email }) => fold(name ?? '') === called || fold(email ?? '') === called,
    );
    return alike.length === 1 ? alike[0] : undefined;
  }

  /** People to choose from, for what somebody has typed. A newer question ends an older one. */
  async find(text: string): Promise<readonly ShownPerson[]> {
    this.asking.abort();
    this.asking = new AbortController();
    const { signal } = this.asking;
    const wanted = fold(text);
    const near = [...new Set((await this.ready()).values())].filter(
      (person) => person !== 'several' && fold(`${person.name ?? ''} ${person.email ?? ''}`).includes(wanted),
    );
    const people = new Map<number, LinkedContact>();
    for (const person of near.slice(0, mostKnown)) if (person !== 'several') people.set(person.id, person);
    for (const person of await this.ask(text, signal)) people.set(person.id, person);
    for (const person of people.values()) this.met.set(person.id, person);
    return [...people.values()].map(({ id, name, email }) => ({
      word: `#${id}`,
      label: safeLabel(name || email || `#${id}`),
      detail: safeLabel(email ?? ''),
    }));
  }

  /** A failure to look somebody up leaves those who are known. */
  private async ask(text: string, signal: AbortSignal): Promise<readonly Contact[]> {
    try {
      return await this.search.find({ text, byEmail: text.includes('@') }, signal);
    } catch {
      return [];
    }
  }

  private *words(): Steps<KnownPeople> {
    const byWord = new Map<string, LinkedContact | 'several'>();
    const add = (word: string | null, person: LinkedContact): void => {
      if (word === null || word === '') return;
      const key = fold(word);
      const known = byWord.get(key);
      byWord.set(key, known === undefined || (known !== 'several' && known.id === person.id) ? person : 'several');
    };
    let seen = 0;
    for (const { contacts } of this.index.rows()) {
      seen += 1;
      if (seen % stride === 0) yield;
      for (const person of contacts) {
        byWord.set(`#${person.id}`, person);
        add(person.name, person);
        if (person.email !== person.name) add(person.email, person);
      }
    }
    return byWord;
  }
}

function fold(text: string): string {
  return text.trim().toLowerCase();
}
