import type { CustomField } from '../../happyfox/customField';
import type { JsonValue } from '../../happyfox/json';
import { fold } from '../fold';
import { FieldReader } from '../index/fieldReader';
import type { FieldList, IndexedAsset } from '../indexedAsset';
import { isDay } from './days';
import type { Operand } from './operand';
import { exactNumber } from './operand';
import type { QueryProblemCode } from './syntax';

/** Whether an asset is wanted. */
export type RowTest = (row: IndexedAsset) => boolean;

/** A test, or why there can be none. */
export type Tested<Test> = Test | QueryProblemCode;

/** Assets that have a value in one of the fields. */
export function hasValueIn(fields: readonly CustomField[]): RowTest {
  return onFields(fields, (field) => {
    const reader = new FieldReader(field);
    return (raw) => reader.texts(raw).length > 0;
  });
}

/** Assets of which one of the fields has a value that fits; a problem where the operand fits none of them. */
export function fieldCondition(fields: readonly CustomField[], operand: Operand): Tested<RowTest> {
  const tests = new Map<number, (raw: JsonValue) => boolean>();
  let problem: QueryProblemCode = 'needsNumberOrDate';
  for (const field of fields) {
    const test = valueTest(new FieldReader(field), operand);
    if (typeof test === 'string') problem = test;
    else tests.set(field.id, test);
  }
  return tests.size === 0 ? problem : onFields(fields, ({ id }) => tests.get(id));
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
      const number = isNumberWanted && exactNumber(plain);
      if (number !== undefined) return isNumberWanted?.(number) === true;
      return isDayWanted !== undefined && isDay(plain) && isDayWanted(plain);
    });
}

/** The test for choices: the whole of a label, or `#` and an id, is that choice alone; anything else is a part of labels. */
export function choiceTest(
  choices: readonly { readonly id: number | null; readonly label: string }[],
  operand: Operand,
): Tested<(texts: readonly string[]) => boolean> {
  const numbered = choices.find(({ id }) => id !== null && operand.text === `#${id}`);
  const wanted = numbered ? fold(numbered.label) : operand.text;
  const isWhole = operand.isTextWanted && (numbered ?? choices.some(({ label }) => fold(label) === wanted));
  return isWhole ? (texts) => texts.some((text) => fold(text) === wanted) : textsTest(operand);
}

/**
 * A date field compares days, a number field numbers. A quoted value, or one with `*`, is looked for in the text as it stands, for a field may hold
 * what is neither.
 */
function valueTest(reader: FieldReader, operand: Operand): Tested<(raw: JsonValue) => boolean> {
  const { kind, field } = reader;
  const { isNumberWanted, isDayWanted, isTextWanted, quoted, text } = operand;
  const isText = quoted || text.includes('*') ? isTextWanted : undefined;
  const textTest = isText && ((raw: JsonValue) => reader.texts(raw).some((one) => isText(fold(one))));
  if (kind === 'number') {
    if (!isNumberWanted) return textTest ?? 'needsNumber';
    return (raw) => reader.texts(raw).some((one) => isNumberWanted(exactNumber(one) ?? NaN));
  }
  if (kind === 'date') {
    if (!isDayWanted) return textTest ?? 'needsDate';
    return (raw) => reader.texts(raw).some((one) => isDay(one) && isDayWanted(one));
  }
  const test = reader.hasChoices ? choiceTest(field.choices ?? [], operand) : textsTest(operand);
  return typeof test === 'string' ? test : remembered((raw) => test(reader.texts(raw)), reader.hasChoices);
}

/** Choices are few and met again and again. */
function remembered(test: (raw: JsonValue) => boolean, isWorthIt: boolean): (raw: JsonValue) => boolean {
  if (!isWorthIt) return test;
  const known = new Map<JsonValue, boolean>();
  return (raw) => {
    if (typeof raw === 'object' && raw !== null) return test(raw);
    const answer = known.get(raw) ?? test(raw);
    if (known.size < 1_000) known.set(raw, answer);
    return answer;
  };
}

/** Assets of which one of the fields passes its test. Rows of one list of fields come in runs, so where the fields are is looked up once a run. */
function onFields(
  fields: readonly CustomField[],
  testFor: (field: CustomField) => ((raw: JsonValue) => boolean) | undefined,
): RowTest {
  const tests = fields.flatMap((field) => {
    const test = testFor(field);
    return test ? [{ id: field.id, test }] : [];
  });
  let last: FieldList | undefined;
  let places: { readonly position: number; readonly test: (raw: JsonValue) => boolean }[] = [];
  return ({ fields: list, values }) => {
    if (list !== last) {
      last = list;
      places = tests.flatMap(({ id, test }) => {
        const position = list.position.get(id);
        return position === undefined ? [] : [{ position, test }];
      });
    }
    return places.some(({ position, test }) => test(values[position] ?? null));
  };
}
