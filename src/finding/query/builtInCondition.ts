import { closest } from '../../assets/closest';
import type { EditableKey, LinkedContact } from '../../happyfox/asset';
import { namedParts, type ValuePart } from '../index/fieldReader';
import type { IndexedAsset } from '../indexedAsset';
import { meantChoices } from './choiceCondition';
import { type Condition, type RowTest, type Tested, textsTest } from './fieldCondition';
import { type BuiltInName, writtenId } from './fieldNames';
import type { Operand } from './operand';
import { fold, foldName } from '../../assets/fold';
import { personLabel } from '../../assets/person';
import { joinWords } from '../../assets/wordList';

/** What conditions on built-in fields need to know of the account. */
export interface BuiltInWorld {
  /** The name of each asset type. */
  readonly typeNames: ReadonlyMap<number, string>;
  readonly staffName: (id: number) => string | undefined;
  /** Whether another asset has the same display id or the same value in a field meant to be unique. */
  readonly isDuplicate: () => RowTest;
}

/** What can stand behind `is:`. */
export const properties = ['duplicate'] as const;

/** The condition on a built-in field. */
export function builtInCondition(name: BuiltInName, operand: Operand, world: BuiltInWorld): Tested<Condition> {
  switch (name) {
    case 'name':
      return onText(name, (row) => row.name, operand);
    case 'display_id':
      return onText(name, (row) => row.displayId, operand);
    case 'id':
      return idCondition(operand);
    case 'type':
      return typeCondition(operand, world);
    case 'contact':
      return contactCondition(operand);
    case 'created_by':
    case 'updated_by':
      return staffCondition(name, operand, world);
    case 'created_at':
    case 'updated_at':
      return timeCondition(name, operand);
    case 'is': {
      if (foldName(operand.text) !== 'duplicate' || !operand.isTextWanted) return 'unknownProperty';
      return { holds: world.isDuplicate() };
    }
  }
}

/** Assets that have no value in a built-in field. */
export function lacksBuiltIn(name: BuiltInName): Condition {
  switch (name) {
    case 'name':
      return lacks(name, (row) => row.name.trim() !== '');
    case 'display_id':
      return lacks(name, (row) => row.displayId.trim() !== '');
    case 'contact':
      return lacks('contacts', (row) => row.contacts.length > 0);
    case 'created_by':
    case 'updated_by': {
      const idOf = staffOf(name);
      return { holds: (row) => idOf(row) === null, isOpen: (row) => idOf(row) === undefined };
    }
    case 'created_at':
    case 'updated_at':
      return {
        holds: (row) => timeOf(row, name) !== undefined && dayOf(row, name) === undefined,
        isOpen: (row) => timeOf(row, name) === undefined,
      };
    case 'id':
    case 'type':
    case 'is':
      return { holds: () => false };
  }
}

function lacks(key: EditableKey, hasValue: RowTest): Condition {
  const isOpen = untold(key);
  return { holds: (row) => !isOpen(row) && !hasValue(row), isOpen };
}

/** Whether HappyFox's answer said nothing about it. */
function untold(key: EditableKey): RowTest {
  return ({ absent }) => absent.includes(key);
}

/** The property that may have been meant. */
export function suggestProperty(word: string): string | undefined {
  return properties.find((property) => property.startsWith(fold(word))) ?? closest(fold(word), properties);
}

function onText(
  key: 'name' | 'display_id',
  textOf: (row: IndexedAsset) => string,
  operand: Operand,
): Tested<Condition> {
  const test = textsTest(operand);
  return typeof test === 'string' ? test : { holds: (row) => test([textOf(row)]), isOpen: untold(key) };
}

function idCondition({ text, isNumberWanted }: Operand): Tested<Condition> {
  const id = writtenId(text);
  if (id !== undefined) return { holds: (row) => row.id === id };
  if (!isNumberWanted) return 'needsNumber';
  return { holds: (row) => isNumberWanted({ near: row.id, text: String(row.id) }) };
}

function typeCondition(operand: Operand, { typeNames }: BuiltInWorld): Tested<Condition> {
  if (!operand.isTextWanted) return 'noOrder';
  const types = Array.from(typeNames, ([id, label]) => ({ id, label }));
  const parts = namedParts({ id: 0, name: '', type: '', choices: types });
  const isId = /^\d+$/.test(operand.text) && typeNames.has(Number(operand.text));
  const meant =
    meantChoices(parts, operand) ?? (isId ? meantChoices(parts, { ...operand, text: `#${operand.text}` }) : undefined);
  const test = textsTest(operand);
  if (typeof test === 'string') return 'noOrder';
  const holds = meant?.holds ?? (({ label, text }: ValuePart) => test([label, text]));
  const byId = new Map(parts.map((part) => [part.id, part]));
  const wanted = new Map<number, boolean>();
  const partOf = ({ assetTypeId: id, assetType }: IndexedAsset): ValuePart => {
    const name = assetType?.name ?? '';
    return byId.get(id) ?? { id, text: name, label: name, ...(name === '' && { isNameless: true }) };
  };
  return {
    holds: (row) => {
      const answer = wanted.get(row.assetTypeId) ?? holds(partOf(row));
      wanted.set(row.assetTypeId, answer);
      return answer;
    },
    isOpen: (row) => (meant?.isOpen(partOf(row)) ?? partOf(row).isNameless) === true,
  };
}

/** Contacts are shared by the rows that have them, so each is looked at once. Somebody without name and e-mail is not known yet. */
function contactCondition(operand: Operand): Tested<Condition> {
  const test = operand.isTextWanted && textsTest(operand);
  if (typeof test !== 'function') return 'noOrder';
  const written = writtenId(operand.text);
  const fits = ({ id, name, email }: LinkedContact): boolean =>
    written === undefined ? test([name ?? '', email ?? '']) : id === written || fold(name ?? '') === operand.text;
  const wanted = new Map<LinkedContact, boolean>();
  const isWanted = (contact: LinkedContact): boolean => {
    const answer = wanted.get(contact) ?? fits(contact);
    wanted.set(contact, answer);
    return answer;
  };
  const wantedAsCell = new WeakMap<readonly LinkedContact[], boolean>();
  const isCellWanted = (contacts: readonly LinkedContact[]): boolean => {
    const known = wantedAsCell.get(contacts);
    if (known !== undefined) return known;
    const cell = shownPeople(contacts);
    const answer = written === undefined ? test([cell]) : fold(cell) === operand.text;
    wantedAsCell.set(contacts, answer);
    return answer;
  };
  const isUntold = untold('contacts');
  const isStranger = ({ name, email }: LinkedContact): boolean => written === undefined && !name && !email;
  return {
    holds: ({ contacts }) => contacts.some(isWanted) || (contacts.length > 0 && isCellWanted(contacts)),
    isOpen: (row) => isUntold(row) || row.contacts.some(isStranger),
  };
}

/** People as a cell of the table has them: by name, or e-mail, or id, the first there is. */
export function shownPeople(contacts: readonly Pick<LinkedContact, 'id' | 'name' | 'email'>[]): string {
  return joinWords(contacts.map(personLabel));
}

function staffCondition(
  name: 'created_by' | 'updated_by',
  operand: Operand,
  { staffName }: BuiltInWorld,
): Tested<Condition> {
  const test = operand.isTextWanted && textsTest(operand);
  if (typeof test !== 'function') return 'noOrder';
  const written = writtenId(operand.text);
  const id = written ?? Number(/^([1-9]\d*)$/.exec(operand.text)?.[1]);
  const fits = (staffId: number): boolean => {
    const known = staffName(staffId) ?? '';
    return staffId === id || (written === undefined ? test([known]) : fold(known) === operand.text);
  };
  const wanted = new Map<number, boolean>();
  const isWanted = (staffId: number): boolean => {
    const answer = wanted.get(staffId) ?? fits(staffId);
    wanted.set(staffId, answer);
    return answer;
  };
  const idOf = staffOf(name);
  const isNameless = (staffId: number): boolean => written === undefined && staffName(staffId) === undefined;
  return {
    holds: (row) => {
      const staffId = idOf(row);
      return typeof staffId === 'number' && isWanted(staffId);
    },
    isOpen: (row) => {
      const staffId = idOf(row);
      return staffId === undefined || (staffId !== null && isNameless(staffId));
    },
  };
}

function staffOf(name: 'created_by' | 'updated_by'): (row: IndexedAsset) => number | null | undefined {
  return name === 'created_by' ? (row) => row.createdBy : (row) => row.updatedBy;
}

function timeCondition(
  name: 'created_at' | 'updated_at',
  { isDayWanted, isTextWanted, text }: Operand,
): Tested<Condition> {
  const isOpen: RowTest = (row) => timeOf(row, name) === undefined;
  if (isDayWanted) {
    return {
      isOpen,
      holds: (row) => {
        const day = dayOf(row, name);
        return day !== undefined && isDayWanted(day);
      },
    };
  }
  // A moment, as documents have it.
  if (!isTextWanted || !/^\d{4}-\d\d-\d\dt/.test(text)) return 'needsDate';
  return { holds: (row) => isTextWanted(fold(timeOf(row, name) ?? '')), isOpen };
}

function timeOf(row: IndexedAsset, name: 'created_at' | 'updated_at'): string | null | undefined {
  return name === 'created_at' ? row.createdAt : row.updatedAt;
}

/** The day of a time, in UTC, as the server's times are. */
function dayOf(row: IndexedAsset, name: 'created_at' | 'updated_at'): string | undefined {
  const time = timeOf(row, name);
  return typeof time === 'string' ? /^\d{4}-\d\d-\d\d/.exec(time)?.[0] : undefined;
}
