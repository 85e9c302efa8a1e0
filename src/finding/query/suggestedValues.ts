import { choiceKeys } from '../../assets/assetTypeDefinition';
import type { AssetIndex } from '../index/assetIndex';
import { FieldReader } from '../index/fieldReader';
import { FieldPlaces } from '../namedValues';
import { properties } from './builtInCondition';
import { decimalOf } from './decimal';
import { type NamedCustom, type NamedFields, quoted, writtenValue } from './fieldNames';
import type { ValueForm } from '../../assets/fieldKind';
import { personLabel } from '../../assets/person';
import { isDay } from '../../assets/day';

/** A value that can stand behind a name's colon. */
export interface SuggestedValue {
  readonly label: string;
  /** As it has to be written. */
  readonly insert: string;
  /** How many assets have it. */
  readonly count?: number;
  /** Whether it can stand behind `<` and the like. */
  readonly isOrdered?: true;
}

/** The values to suggest for a name: the labels of choices in their order, days, and what assets have, the most frequent first. */
export function valuesOf(
  named: NamedFields,
  index: AssetIndex,
  staffName: (id: number) => string | undefined,
): readonly SuggestedValue[] {
  if (named.kind === 'custom') return customValues(named, index);
  switch (named.name) {
    case 'type':
      return Array.from(typeKeys(index), ([id, key]) => ({ ...written(key), count: index.count(id) }));
    case 'contact':
      return [...counted(contactTexts(index)), empty];
    case 'created_at':
    case 'updated_at':
      return [...days, empty];
    case 'is':
      return properties.map(written);
    case 'created_by':
    case 'updated_by':
      return [...counted(staffTexts(index, named.name, staffName)), empty];
    case 'name':
    case 'display_id':
      return [empty];
    case 'id':
      return [];
  }
}

const empty: SuggestedValue = { label: 'empty', insert: 'empty' };
const days = ['today', 'today+30d', 'today+90d', 'today-30d', 'today-1y'].map(written);

/** The types by id, those of one name with their ids behind. */
function typeKeys({ definitions }: AssetIndex): ReadonlyMap<number, string> {
  return keysOf(Array.from(definitions, ([id, { assetType }]) => [id, assetType.name] as const));
}

/** What names things by id: their labels, with ids behind where several have one. */
function keysOf(labels: Iterable<readonly [id: number, label: string]>): ReadonlyMap<number, string> {
  const choices = Array.from(labels, ([id, label]) => ({ id, label }));
  return choiceKeys({ id: 0, name: '', type: '', choices });
}

function customValues(named: NamedCustom, index: AssetIndex): SuggestedValue[] {
  const readers = named.fields.map((field) => new FieldReader(field));
  const labels = new Set(readers.flatMap(({ choices }) => choices.map(({ text }) => text)));
  const forms = new Set(readers.map(({ form }) => form));
  const values = counted(textsOf(named, index));
  const byLabel = new Map(values.map((value) => [value.label, value]));
  const strays = values
    .filter(({ label }) => !labels.has(label))
    .map((value) => (isOwnForm(value.label, forms) ? value : { ...value, insert: quoted(value.label) }));
  const choices = Array.from(labels, (label) => byLabel.get(label) ?? written(label));
  return [...choices, ...(forms.has('day') ? days : []), ...strays, empty];
}

/** Fields of dates and numbers may hold what is neither; it is found in quotation marks alone. */
function isOwnForm(text: string, forms: ReadonlySet<ValueForm>): boolean {
  return (!forms.has('day') || isDay(text)) && (!forms.has('number') || decimalOf(text) !== undefined);
}

/** What assets have in these fields, but for days: there are too many, and a person types them. */
function* textsOf({ isMeant }: NamedCustom, index: AssetIndex): Generator<string> {
  const places = new FieldPlaces(index.readersOf, isMeant);
  for (const row of index.rows()) {
    for (const { position, reader } of places.in(row)) {
      for (const text of reader.texts(row.values[position] ?? null)) {
        if (reader.form !== 'day' || !isDay(text)) yield text;
      }
    }
  }
}

function* contactTexts(index: AssetIndex): Generator<string> {
  const names = new Map<number, string>();
  for (const { contacts } of index.rows()) {
    for (const person of contacts) if (person.name || person.email) names.set(person.id, personLabel(person));
  }
  const keys = keysOf(names);
  for (const { contacts } of index.rows()) for (const { id } of contacts) yield keys.get(id) ?? `#${id}`;
}

function* staffTexts(
  index: AssetIndex,
  name: 'created_by' | 'updated_by',
  staffName: (id: number) => string | undefined,
): Generator<string> {
  const ids = new Set<number>();
  const idOf = name === 'created_by' ? 'createdBy' : 'updatedBy';
  for (const row of index.rows()) if (typeof row[idOf] === 'number') ids.add(row[idOf]);
  const keys = keysOf(Array.from(ids, (id) => [id, staffName(id) || `#${id}`] as const));
  for (const row of index.rows()) {
    const text = typeof row[idOf] === 'number' ? keys.get(row[idOf]) : undefined;
    if (text !== undefined) yield text;
  }
}

/** The texts that occur, the most frequent first. Long ones are notes, which nobody picks from a list. */
function counted(texts: Iterable<string>): readonly SuggestedValue[] {
  const counts = new Map<string, number>();
  for (const text of texts) {
    if (text.length <= longestValue && !text.includes('\n')) counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  return Array.from(counts, ([text, count]) => ({ ...written(text), count }))
    .sort((one, other) => other.count - one.count)
    .slice(0, mostCounted);
}

const longestValue = 60;
const mostCounted = 1_000;

function written(value: string): SuggestedValue {
  const isOrdered = decimalOf(value) !== undefined || isDay(value) || value.startsWith('today');
  return { label: value, insert: writtenValue(value), ...(isOrdered && { isOrdered }) };
}
