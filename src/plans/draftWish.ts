import { contactsInText } from '../assets/contactsInText';
import { stateOf } from '../assets/editableState';
import type { Rendered } from '../assets/openDocument';
import { parseDocument } from '../assets/parseDocument';
import type { Problem } from '../assets/problem';
import type { NewContact } from '../happyfox/asset';
import type { FoundPeople } from './foundPeople';
import type { StepProblem, UpdateWish } from './plan';

/** What a draft wants of its asset, and whom it names by e-mail alone. */
export interface DraftWish {
  readonly wish: UpdateWish;
  readonly named: readonly NewContact[];
}

/** What the draft of an asset wants. One that makes no sense wants nothing, and says what is wrong with it. */
export function wishOfDraft({ text, base }: { readonly text: string; readonly base: Rendered }): DraftWish {
  const { asset, definition } = base;
  const parsed = parseDocument(text, { definition, base });
  if (parsed.ok) {
    const { mine, newContacts } = parsed;
    return { wish: { definition, base: asset, mine, people: contactsInText(text) }, named: newContacts };
  }
  const problems = parsed.problems.map(labelled);
  return { wish: { definition, base: asset, mine: stateOf(asset, definition), problems }, named: [] };
}

/** The wish with the people whom its draft names: those who exist by their ids, the others to be created. */
export function withNamed({ wish, named }: DraftWish, people: FoundPeople): UpdateWish {
  return named.length === 0 ? wish : { ...wish, ...people.link(wish.mine, named) };
}

function labelled(problem: Problem): StepProblem {
  const [first = '', second] = problem.path;
  return { ...problem, label: String(first === 'custom_fields' && second !== undefined ? second : first) };
}
