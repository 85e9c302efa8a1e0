import { contactsInText } from '../assets/contactsInText';
import { stateOf } from '../assets/editableState';
import type { HeldText } from '../assets/openDocument';
import { measured } from '../assets/origin';
import type { Problem } from '../assets/problem';
import type { NewContact } from '../happyfox/asset';
import type { FoundPeople } from './foundPeople';
import type { StepProblem, UpdateWish } from './plan';

/** What a held edit wants of its asset, and whom it names by e-mail alone. */
interface EditWish {
  readonly wish: UpdateWish;
  readonly named: readonly NewContact[];
}

/** What the held edit of an asset wants. One that makes no sense wants nothing, and says what is wrong with it. */
export function wishOfEdit(edit: HeldText): EditWish {
  const wanted = measured(edit.text, edit);
  if (wanted.ok) {
    const { definition, base, mine, newContacts } = wanted;
    return { wish: { definition, base, mine, people: contactsInText(edit.text) }, named: newContacts };
  }
  const { asset, definition } = edit.base;
  const problems = wanted.problems.map(labelled);
  return { wish: { definition, base: asset, mine: stateOf(asset, definition), problems }, named: [] };
}

/** The wish with the people whom its held edit names: those who exist by their ids, the others to be created. */
export function withNamed({ wish, named }: EditWish, people: FoundPeople): UpdateWish {
  return named.length === 0 ? wish : { ...wish, ...people.link(wish.mine, named) };
}

function labelled(problem: Problem): StepProblem {
  const [first = '', second] = problem.path;
  return { ...problem, label: String(first === 'custom_fields' && second !== undefined ? second : first) };
}
