import { show, kindOf } from '../assets/fieldKinds';
import { isList, isObject } from '../assets/jsonTree';
import type { LinkedContact } from '../happyfox/asset';
import type { JsonValue } from '../happyfox/json';
import { isEmail, personLabel } from '../assets/person';
import type { CellReader } from './cellReader';
import { isState } from './cellText';
import { peopleIn, newPersonOf } from './people';
import { joinWords, splitAtCommas, splitWords } from '../assets/wordList';

/** Finds a person of the account by what a cell calls them: a name, an e-mail, `#27662`. Undefined for nobody, or several. */
export type FindPerson = (word: string) => LinkedContact | undefined;

/**
 * What a document would say where a cell says `text`. What makes no sense stays as it was typed, so that the document's own check finds fault with it.
 * Undefined where the cell can't be edited.
 */
export function documentValue(
  reader: CellReader,
  assetTypeId: number,
  text: string,
  findPerson: FindPerson,
): JsonValue | undefined {
  const { column } = reader;
  if (column.builtIn !== undefined) {
    if (column.editor === 'contacts') return splitWords(text).map((word) => contactValue(word, findPerson));
    return column.editor === 'text' ? text.trim() : undefined;
  }
  const field = column.fields.get(assetTypeId);
  const cell = reader.textsOf(assetTypeId);
  if (!field || !cell || column.editor === 'none') return undefined;
  if (text.trim() === '') return kindOf(field).cleared;
  const state = cell.read(column.editor === 'textarea' ? text : text.trim());
  if (isState(state)) return show(field, state);
  return column.form === 'choices' ? wordsOf(text) : text.trim();
}

/**
 * The text of a cell whose document says `value`. Read back, it says the same, but for people of whom several have one name.
 * @param exact people who are known by their ids, so that it says the same for these too
 */
export function valueText(value: JsonValue, exact = false): string {
  if (value === null) return '';
  if (!isList(value)) return typeof value === 'object' ? JSON.stringify(value) : String(value);
  const people = value.map(personIn);
  if (value.length > 0 && people.every((person) => person !== undefined))
    return joinWords(people.map((person) => personWord(person, exact)));
  return joinWords(value.map((one) => (typeof one === 'string' ? one : JSON.stringify(one))));
}

function wordsOf(text: string): readonly string[] {
  const words = splitWords(text);
  return words.length > 1 ? words : splitAtCommas(text);
}

/** Somebody unknown with an e-mail or a phone is a new person, whom a save asks about; anybody else unknown is a problem. */
function contactValue(word: string, findPerson: FindPerson): JsonValue {
  const [person, ...others] = peopleIn(word);
  // A word that was in quotes is one, whatever is in it.
  if (!person || others.length > 0) return { name: word };
  const called = person.id === undefined ? person.email : `#${person.id}`;
  const known = findPerson(word) ?? (called === undefined ? undefined : findPerson(called));
  if (known) return { id: known.id, name: known.name, email: known.email };
  const stranger = person.id === undefined ? newPersonOf(person) : undefined;
  if (!stranger || (stranger.email !== null && !isEmail(stranger.email))) return { name: word };
  const { name, email, phone } = stranger;
  return { ...(name !== null && { name }), ...(email !== null && { email }), ...(phone !== undefined && { phone }) };
}

function personIn(value: JsonValue): Pick<LinkedContact, 'id' | 'name' | 'email'> | undefined {
  if (!isObject(value)) return undefined;
  const { id, name, email, phone } = value;
  return {
    id: typeof id === 'number' ? id : 0,
    name: typeof name === 'string' ? name : null,
    email: [email, phone].find((address) => typeof address === 'string') ?? null,
  };
}

/** Somebody new is known by the address alone: without it, a name would be all that is left of them. */
function personWord(person: Pick<LinkedContact, 'id' | 'name' | 'email'>, exact: boolean): string {
  const { id, name, email } = person;
  if (id !== 0) return exact ? `#${id}` : personLabel(person);
  return name && email ? `${name} <${email}>` : personLabel(person);
}
