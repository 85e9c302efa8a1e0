import { ContactSearch } from '../../assets/contactSearch';
import { safeLabel } from '../../assets/safeText';
import type { AssetIndex } from '../../finding/index/assetIndex';
import type { Contact } from '../../happyfox/contact';
import type { LinkedContact } from '../../happyfox/asset';
import type { AccountSession } from '../accountSession';
import type { ShownPerson } from './tableMessages';

const mostKnown = 8;

/** Finds the people of an account: those whom assets link without a request, the others by asking. */
export class PeopleSearch {
  private readonly search: ContactSearch;
  private readonly met = new Map<number, LinkedContact>();
  private known:
    { readonly version: number; readonly byWord: ReadonlyMap<string, LinkedContact | 'several'> } | undefined;
  private asking = new AbortController();

  constructor(
    session: AccountSession,
    private readonly index: AssetIndex,
  ) {
    this.search = new ContactSearch(() => session.store.client());
  }

  /** The person that a cell names; undefined for nobody, and for several of one name. */
  readonly named = (word: string): LinkedContact | undefined => {
    const id = Number(/^#(\d{1,15})$/.exec(word.trim())?.[1]);
    const found = Number.isInteger(id)
      ? (this.met.get(id) ?? this.words().get(`#${id}`))
      : this.words().get(fold(word));
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
    const near = [...new Set(this.words().values())].filter(
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

  private words(): ReadonlyMap<string, LinkedContact | 'several'> {
    const { version } = this.index;
    if (this.known?.version === version) return this.known.byWord;
    const byWord = new Map<string, LinkedContact | 'several'>();
    const add = (word: string | null, person: LinkedContact): void => {
      if (word === null || word === '') return;
      const key = fold(word);
      const known = byWord.get(key);
      byWord.set(key, known === undefined || (known !== 'several' && known.id === person.id) ? person : 'several');
    };
    for (const { contacts } of this.index.rows()) {
      for (const person of contacts) {
        byWord.set(`#${person.id}`, person);
        add(person.name, person);
        if (person.email !== person.name) add(person.email, person);
      }
    }
    this.known = { version, byWord };
    return byWord;
  }
}

function fold(text: string): string {
  return text.trim().toLowerCase();
}
