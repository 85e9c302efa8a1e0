import type { HappyFoxClient } from '../happyfox/client';
import type { KnownPeople, PersonWord } from './people';
import { peopleQuery } from '../assets/person';

const mostAnswers = 50;

/**
 * Asks HappyFox for people whom a file names and nobody here knows, one request for each e-mail, phone or name, and adds who is found to `people`.
 * Yields how many have been asked for. Throws `HappyFoxError`.
 */
export async function* lookUpPeople(
  client: Pick<HappyFoxClient, 'searchContacts'>,
  words: readonly PersonWord[],
  people: KnownPeople,
  signal: AbortSignal,
): AsyncGenerator<{ readonly asked: number; readonly total: number }> {
  const queries = [...new Set(words.map(peopleQuery).filter((query) => query !== undefined))];
  for (const [index, query] of queries.entries()) {
    yield { asked: index, total: queries.length };
    const { items } = await client.searchContacts({ query, page: 1, size: mostAnswers }, { priority: 'user', signal });
    for (const { id, name, email, phones } of items) {
      const person = { id, name, email };
      people.add(person);
      for (const phone of phones) people.addPhone(phone, person);
    }
  }
}
