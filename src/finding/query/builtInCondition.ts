import { closest } from '../../assets/closest';
import type { LinkedContact } from '../../happyfox/asset';
import { fold, foldName } from '../fold';
import type { IndexedAsset } from '../indexedAsset';
import type { RowTest, Tested } from './fieldCondition';
import { choiceTest, textsTest } from './fieldCondition';
import type { BuiltInName } from './fieldNames';
import type { Operand } from './operand';
import { exactNumber } from './operand';

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

/** The test of a built-in field. */
export function builtInCondition(name: BuiltInName, operand: Operand, world: BuiltInWorld): Tested<RowTest> {
  switch (name) {
    case 'name':
      return onTexts((row) => [row.name], operand);
    case 'display_id':
      return onTexts((row) => [row.displayId], operand);
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
    case 'is':
      return foldName(operand.text) === 'duplicate' && operand.isTextWanted ? world.isDuplicate() : 'unknownProperty';
  }
}

/** Assets that have a value in a built-in field. */
export function hasBuiltIn(name: BuiltInName): RowTest {
  switch (name) {
    case 'name':
      return (row) => row.name.trim() !== '';
    case 'display_id':
      return (row) => row.displayId.trim() !== '';
    case 'contact':
      return (row) => row.contacts.length > 0;
    case 'created_by':
      return (row) => typeof row.createdBy === 'number';
    case 'updated_by':
      return (row) => typeof row.updatedBy === 'number';
    case 'created_at':
    case 'updated_at':
      return (row) => dayOf(row, name) !== undefined;
    case 'id':
    case 'type':
    case 'is':
      return () => true;
  }
}

/** The property that may have been meant. */
export function suggestProperty(word: string): string | undefined {
  return properties.find((property) => property.startsWith(fold(word))) ?? closest(fold(word), properties);
}

function onTexts(textsOf: (row: IndexedAsset) => readonly string[], operand: Operand): Tested<RowTest> {
  const test = textsTest(operand);
  return typeof test === 'string' ? test : (row) => test(textsOf(row));
}

function idCondition(operand: Operand): Tested<RowTest> {
  const numbered = /^#(\d+)$/.exec(operand.text)?.[1];
  if (numbered !== undefined) return (row) => row.id === exactNumber(numbered);
  const { isNumberWanted } = operand;
  return isNumberWanted ? (row) => isNumberWanted(row.id) : 'needsNumber';
}

function typeCondition(operand: Operand, { typeNames }: BuiltInWorld): Tested<RowTest> {
  if (!operand.isTextWanted) return 'noOrder';
  const isId = /^\d+$/.test(operand.text) && typeNames.has(Number(operand.text));
  const types = [...typeNames].map(([id, label]) => ({ id, label }));
  const test = choiceTest(types, isId ? { ...operand, text: `#${operand.text}` } : operand);
  if (typeof test === 'string') return 'noOrder';
  if (isId) return (row) => row.assetTypeId === Number(operand.text);
  const wanted = new Map<number, boolean>();
  return ({ assetTypeId, assetType }) => {
    const known = wanted.get(assetTypeId);
    if (known !== undefined) return known;
    const answer = test([typeNames.get(assetTypeId) ?? assetType?.name ?? '']);
    wanted.set(assetTypeId, answer);
    return answer;
  };
}

/** Contacts are shared by the rows that have them, so each is looked at once. */
function contactCondition(operand: Operand): Tested<RowTest> {
  const test = operand.isTextWanted && textsTest(operand);
  if (typeof test !== 'function') return 'noOrder';
  const numbered = Number(/^#([1-9]\d*)$/.exec(operand.text)?.[1]);
  const wanted = new Map<LinkedContact, boolean>();
  const isWanted = (contact: LinkedContact): boolean => {
    const { id, name, email } = contact;
    const answer = wanted.get(contact) ?? (id === numbered || test([name ?? '', email ?? '']));
    wanted.set(contact, answer);
    return answer;
  };
  return (row) => row.contacts.some(isWanted);
}

function staffCondition(name: 'created_by' | 'updated_by', operand: Operand, world: BuiltInWorld): Tested<RowTest> {
  const test = operand.isTextWanted && textsTest(operand);
  if (typeof test !== 'function') return 'noOrder';
  const id = Number(/^#?([1-9]\d*)$/.exec(operand.text)?.[1]);
  const wanted = new Map<number, boolean>();
  const isWanted = (staffId: number): boolean => {
    const answer = wanted.get(staffId) ?? (staffId === id || test([world.staffName(staffId) ?? '']));
    wanted.set(staffId, answer);
    return answer;
  };
  return (row) => {
    const staffId = name === 'created_by' ? row.createdBy : row.updatedBy;
    return typeof staffId === 'number' && isWanted(staffId);
  };
}

function timeCondition(name: 'created_at' | 'updated_at', { isDayWanted }: Operand): Tested<RowTest> {
  if (!isDayWanted) return 'needsDate';
  return (row) => {
    const day = dayOf(row, name);
    return day !== undefined && isDayWanted(day);
  };
}

/** The day of a time, in UTC, as the server's times are. */
function dayOf(row: IndexedAsset, name: 'created_at' | 'updated_at'): string | undefined {
  const time = name === 'created_at' ? row.createdAt : row.updatedAt;
  return typeof time === 'string' ? /^\d{4}-\d\d-\d\d/.exec(time)?.[0] : undefined;
}
