import type { HappyFoxClient } from '../happyfox/client';
import { phoneDigits } from '../happyfox/newContact';
import type { KnownPeople, PersonWord } from './people';
import { foldWord } from '../assets/fold';

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
  const queries = [...new Set(words.map(queryFor).filter((query) => query !== undefined))];
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

/** `email:ann@acme.com`, `phone:15550100`, or `name:ann name:lee`, all of which must match. */
function queryFor({ email, phone, name }: PersonWord): string | undefined {
  if (email === undefined && phone !== undefined) return `phone:${phoneDigits(phone)}`;
  // Colons and quotes mean something in a query, and blanks end a term.
  const words = foldWord(email ?? name ?? '').match(/[^\s:"]+/g) ?? [];
  if (words.length === 0) return undefined;
  return email === undefined ? words.map((word) => `name:${word}`).join(' ') : `email:${words.join('')}`;
}
