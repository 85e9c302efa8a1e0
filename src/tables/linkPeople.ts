import type { LinkedContact, NewContact } from '../happyfox/asset';
import type { ImportComplaint } from './importProblem';
import { newPersonOf, showPeople, type KnownPeople, type PersonWord } from './people';
import { eachPersonOnce } from '../assets/person';

/** Who is meant by some words. */
interface LinkedPeople {
  readonly people: readonly LinkedContact[];
  /** Those whom nobody knows, as far as an e-mail is given; each is complained about too. */
  readonly newContacts: readonly NewContact[];
}

/** Finds the people that words are about, each once, and complains about words that mean nobody, or nobody certain. */
export function linkPeople(
  words: readonly PersonWord[],
  known: KnownPeople,
  report: (complaint: ImportComplaint) => void,
): LinkedPeople {
  const people = new Map<number, LinkedContact>();
  const newContacts: NewContact[] = [];
  for (const person of words) {
    const { word } = person;
    const match = known.find(person);
    if (match.kind === 'found') people.set(match.person.id, match.person);
    else if (match.kind === 'ambiguous') {
      report({ code: 'ambiguousPerson', detail: { word, candidates: match.candidates } });
    } else if (match.kind === 'other') {
      report({ code: 'otherPerson', detail: { word, person: showPeople([match.person]) } });
    } else {
      const stranger = newPersonOf(person);
      if (stranger) newContacts.push(stranger);
      report({ code: 'stranger', detail: { word, canCreate: stranger !== undefined } });
    }
  }
  return { people: [...people.values()], newContacts: eachPersonOnce(newContacts) };
}
