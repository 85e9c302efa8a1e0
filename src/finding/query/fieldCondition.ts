import type { JsonValue } from '../../happyfox/json';
import { FieldReader } from '../index/fieldReader';
import type { AssetIndex } from '../index/assetIndex';
import type { IndexedAsset } from '../indexedAsset';
import { FieldPlaces } from '../namedValues';
import { meantChoices } from './choiceCondition';
import { decimalOf } from './decimal';
import type { NamedCustom } from './fieldNames';
import type { Operand } from './operand';
import type { QueryProblemCode } from './syntax';
import { fold } from '../../assets/fold';
import { isDay } from '../../assets/day';

/** Whether an asset is wanted. */
export type RowTest = (row: IndexedAsset) => boolean;

/** What a condition says of assets. Where it does not hold and `isOpen`, nobody can tell, and its opposite does not hold either. */
export interface Condition {
  readonly holds: RowTest;
  readonly isOpen?: RowTest;
}

/** A test, or why there can be none. */
export type Tested<Test> = Test | QueryProblemCode;

interface ValueCondition {
  readonly holds: (raw: JsonValue) => boolean;
  readonly isOpen?: (raw: JsonValue) => boolean;
}

/** Assets without a value in any of the fields. */
export function lacksValueIn(named: NamedCustom, readersOf: AssetIndex['readersOf']): Condition {
  const hasValue = onFields(named, readersOf, (reader) => (raw) => reader.parts(raw).length > 0);
  return { holds: (row) => !isUntold(row) && !hasValue(row), isOpen: isUntold };
}

/** Assets of which one of the fields has a value that fits; a problem where the operand fits none of them. */
export function fieldCondition(
  named: NamedCustom,
  operand: Operand,
  readersOf: AssetIndex['readersOf'],
): Tested<Condition> {
  const tested = named.fields.map((field) => valueTest(new FieldReader(field), operand));
  if (tested.every((test) => typeof test === 'string')) return tested.at(-1) ?? 'needsNumberOrDate';
  const tests = new Map<FieldReader, ValueCondition | undefined>();
  const testOf = (reader: FieldReader): ValueCondition | undefined => {
    if (tests.has(reader)) return tests.get(reader);
    const test = valueTest(reader, operand);
    const made = typeof test === 'string' ? undefined : test;
    tests.set(reader, made);
    return made;
  };
  const isOpen = onFields(named, readersOf, (reader) => testOf(reader)?.isOpen);
  return {
    holds: onFields(named, readersOf, (reader) => testOf(reader)?.holds),
    isOpen: (row) => isUntold(row) || isOpen(row),
  };
}

/** Whether HappyFox's answer said nothing about custom fields. */
function isUntold({ absent }: IndexedAsset): boolean {
  return absent.includes('custom_fields');
}

/** The test for texts that may be numbers or dates, such as a text field's values and the labels of choices. */
export function textsTest(operand: Operand): Tested<(texts: readonly string[]) => boolean> {
  const { isTextWanted, isNumberWanted, isDayWanted, quoted, text } = operand;
  const isRange = !quoted && text.includes('..') && (isNumberWanted ?? isDayWanted) !== undefined;
  if (isTextWanted && !isRange) return (texts) => texts.some((one) => isTextWanted(fold(one)));
  if (!isNumberWanted && !isDayWanted) return 'needsNumberOrDate';
  return (texts) =>
    texts.some((one) => {
      const plain = one.trim();
      const number = isNumberWanted && decimalOf(plain);
      if (number !== undefined) return isNumberWanted?.(number) === true;
      return isDayWanted !== undefined && isDay(plain) && isDayWanted(plain);
    });
}

/**
 * A date field compares days, a number field numbers. A quoted value, or one with `*`, is looked for in the text as it stands, for a field may hold
 * what is neither.
 */
function valueTest(reader: FieldReader, operand: Operand): Tested<ValueCondition> {
  if (reader.form === 'number' || reader.form === 'day') return orderedTest(reader, operand);
  const meant = reader.hasChoices ? meantChoices(reader.choices, operand) : undefined;
  if (meant) {
    return remembered({
      holds: (raw) =>
        reader.parts(raw).some(meant.holds) || cellOf(reader, raw).some((one) => fold(one) === operand.text),
      isOpen: (raw) => reader.parts(raw).some(meant.isOpen),
    });
  }
  const test = textsTest(operand);
  if (typeof test === 'string') return test;
  if (!reader.hasChoices) return { holds: (raw) => test(reader.texts(raw)) || test(cellOf(reader, raw)) };
  return remembered({
    holds: (raw) => reader.parts(raw).some(({ label, text }) => test([label, text])) || test(cellOf(reader, raw)),
    isOpen: (raw) => reader.parts(raw).some(({ isNameless }) => isNameless === true),
  });
}

function orderedTest(reader: FieldReader, operand: Operand): Tested<ValueCondition> {
  const { isNumberWanted, isDayWanted, isTextWanted, quoted, text } = operand;
  const isText = quoted || text.includes('*') ? isTextWanted : undefined;
  const isNumber = reader.form === 'number';
  const isWanted = isNumber ? isNumberWanted : isDayWanted;
  if (!isWanted && !isText) return isNumber ? 'needsNumber' : 'needsDate';
  const fits = (one: string): boolean => {
    const number = isNumber ? decimalOf(one) : undefined;
    if (number && isNumberWanted) return isNumberWanted(number);
    if (!isNumber && isDayWanted && isDay(one)) return isDayWanted(one);
    return isText?.(fold(one)) === true;
  };
  return { holds: (raw) => reader.texts(raw).some(fits) || cellOf(reader, raw).some(fits) };
}

/** What the cell says where that is more than the parts of the value: lists, and values of unknown form. */
function cellOf(reader: FieldReader, raw: JsonValue): readonly string[] {
  const isMore = typeof raw === 'object' || reader.form === 'choices';
  return isMore && raw !== null ? [reader.cell(raw)] : [];
}

/** Choices are few and met again and again. */
function remembered({ holds, isOpen }: Required<ValueCondition>): ValueCondition {
  return { holds: rememberedTest(holds), isOpen: rememberedTest(isOpen) };
}

function rememberedTest(test: (raw: JsonValue) => boolean): (raw: JsonValue) => boolean {
  const known = new Map<JsonValue, boolean>();
  return (raw) => {
    if (typeof raw === 'object' && raw !== null) return test(raw);
    const answer = known.get(raw) ?? test(raw);
    if (known.size < 1_000) known.set(raw, answer);
    return answer;
  };
}

/** Assets of which one of the fields passes its test. */
function onFields(
  { isMeant }: NamedCustom,
  readersOf: AssetIndex['readersOf'],
  testFor: (reader: FieldReader) => ((raw: JsonValue) => boolean) | undefined,
): RowTest {
  const places = new FieldPlaces(readersOf, isMeant);
  return (row) =>
    places.in(row).some(({ position, reader }) => testFor(reader)?.(row.values[position] ?? null) === true);
}
