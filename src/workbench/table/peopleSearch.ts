import { ContactSearch } from '../../assets/contactSearch';
import { safeLabel } from '../../assets/safeText';
import type { AssetIndex } from '../../finding/index/assetIndex';
import { stride, withPauses, type Steps } from '../../finding/steps';
import type { Contact } from '../../happyfox/contact';
import { pausing } from '../../happyfox/pause';
import type { LinkedContact } from '../../happyfox/asset';
import type { AccountSession } from '../sessions/accountSession';
import type { ShownPerson } from './tableMessages';
import { fold } from '../../assets/fold';
import { personLabel } from '../../assets/person';
import { KnownPeople } from '../../tables/people';

const mostKnown = 8;

/** Finds the people of an account: those whom assets link without a request, the others by asking. */
export class PeopleSearch {
  private readonly search: ContactSearch;
  private readonly met = new KnownPeople();
  private known = { version: -1, people: new KnownPeople() };
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
    if (this.known.version !== version) this.known = { version, people: await withPauses(this.linked(), pausing()) };
    return this.known.people;
  }

  /** The person that a cell names, as of the last `ready`; undefined for nobody, and for several of one name. */
  readonly named = (word: string): LinkedContact | undefined => {
    const id = Number(/^#(\d{1,15})$/.exec(word.trim())?.[1]);
    if (Number.isInteger(id)) return this.met.withId(id) ?? this.known.people.withId(id);
    const linked = this.known.people.called(word);
    // Somebody who was chosen before, and whom no asset links yet.
    const meant = linked.kind === 'nobody' ? this.met.called(word) : linked;
    return meant.kind === 'found' ? meant.person : undefined;
  };

  /** People to choose from, for what somebody has typed. A newer question ends an older one. */
  async find(text: string): Promise<readonly ShownPerson[]> {
    this.asking.abort();
    this.asking = new AbortController();
    const { signal } = this.asking;
    const wanted = fold(text);
    const near = [...(await this.ready()).all].filter(({ name, email }) =>
      fold(`${name ?? ''} ${email ?? ''}`).includes(wanted),
    );
    const people = new Map<number, LinkedContact>();
    for (const person of near.slice(0, mostKnown)) people.set(person.id, person);
    for (const person of await this.ask(text, signal)) people.set(person.id, person);
    for (const person of people.values()) this.met.add(person);
    return [...people.values()].map((person) => ({
      word: `#${person.id}`,
      label: safeLabel(personLabel(person)),
      detail: safeLabel(person.email ?? ''),
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

  private *linked(): Steps<KnownPeople> {
    const people = new KnownPeople();
    let seen = 0;
    for (const { contacts } of this.index.rows()) {
      seen += 1;
      if (seen % stride === 0) yield;
      for (const person of contacts) people.add(person);
    }
    return people;
  }
}
