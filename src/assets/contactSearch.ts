import type { CallOptions, HappyFoxClient } from '../happyfox/client';
import type { Contact } from '../happyfox/contact';
import { peopleQuery } from './person';

/** Who is looked for. */
interface ContactQuery {
  readonly text: string;
  readonly byEmail: boolean;
}

const shortest = 2;
const mostPeople = 20;
const mostKept = 50;
const keptMilliseconds = 5 * 60_000;

/** Looks people of one account up by name or e-mail, one request a question, and remembers the answers for five minutes. */
export class ContactSearch {
  private readonly kept = new Map<string, { readonly at: number; readonly people: readonly Contact[] }>();

  constructor(
    private readonly openClient: () => Promise<HappyFoxClient>,
    private readonly now: () => number = Date.now,
  ) {}

  /** What was answered to this question before; an empty list for one too short to be asked, undefined for one that has to be. */
  known(query: ContactQuery): readonly Contact[] | undefined {
    const terms = termsOf(query);
    if (terms === undefined) return [];
    const answer = this.kept.get(terms);
    return answer && this.now() - answer.at < keptMilliseconds ? answer.people : undefined;
  }

  /** Asks the server, unless the answer is known. Throws `HappyFoxError`. */
  async find(query: ContactQuery, signal: AbortSignal): Promise<readonly Contact[]> {
    const terms = termsOf(query);
    const known = this.known(query);
    if (known || terms === undefined) return known ?? [];
    const client = await this.openClient();
    const options: CallOptions = { priority: 'user', signal };
    const { items: people } = await client.searchContacts({ query: terms, page: 1, size: mostPeople }, options);
    this.kept.delete(terms);
    this.kept.set(terms, { at: this.now(), people });
    const [oldest] = this.kept.keys();
    if (this.kept.size > mostKept && oldest !== undefined) this.kept.delete(oldest);
    return people;
  }
}

/** Undefined where too little was typed. */
function termsOf({ text, byEmail }: ContactQuery): string | undefined {
  if (text.replace(/[\s:"]/g, '').length < shortest) return undefined;
  return peopleQuery(byEmail ? { email: text } : { name: text });
}
