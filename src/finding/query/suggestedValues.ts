import type { FieldKindName } from '../../assets/fieldKinds';
import type { AssetIndex } from '../index/assetIndex';
import { FieldReader } from '../index/fieldReader';
import { properties } from './builtInCondition';
import { isDay } from './days';
import type { NamedFields } from './fieldNames';
import { quoted, writtenValue } from './fieldNames';
import { exactNumber } from './operand';

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
      return Array.from(index.definitions, ([id, { assetType }]) => ({
        ...written(assetType.name),
        count: index.count(id),
      }));
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

function customValues({ fields }: Extract<NamedFields, { kind: 'custom' }>, index: AssetIndex): SuggestedValue[] {
  const readers = fields.map((field) => new FieldReader(field));
  const labels = new Set(fields.flatMap(({ choices }) => (choices ?? []).map(({ label }) => label)));
  const kinds = new Set(readers.map(({ kind }) => kind));
  const values = counted(textsOf(readers, index));
  const byLabel = new Map(values.map((value) => [value.label, value]));
  const strays = values
    .filter(({ label }) => !labels.has(label))
    .map((value) => (isOwnKind(value.label, kinds) ? value : { ...value, insert: quoted(value.label) }));
  const choices = Array.from(labels, (label) => byLabel.get(label) ?? written(label));
  return [...choices, ...(kinds.has('date') ? days : []), ...strays, empty];
}

/** Fields of dates and numbers may hold what is neither; it is found in quotation marks alone. */
function isOwnKind(text: string, kinds: ReadonlySet<FieldKindName>): boolean {
  return (!kinds.has('date') || isDay(text)) && (!kinds.has('number') || exactNumber(text) !== undefined);
}

/** What assets have in these fields, but for days: there are too many, and a person types them. */
function* textsOf(readers: readonly FieldReader[], index: AssetIndex): Generator<string> {
  for (const { fields, values } of index.rows()) {
    for (const reader of readers) {
      const position = fields.position.get(reader.field.id);
      if (position === undefined) continue;
      for (const text of reader.texts(values[position] ?? null)) {
        if (reader.kind !== 'date' || !isDay(text)) yield text;
      }
    }
  }
}

function* contactTexts(index: AssetIndex): Generator<string> {
  for (const { contacts } of index.rows()) {
    for (const { name, email } of contacts) {
      const text = name || email;
      if (text) yield text;
    }
  }
}

function* staffTexts(
  index: AssetIndex,
  name: 'created_by' | 'updated_by',
  staffName: (id: number) => string | undefined,
): Generator<string> {
  for (const { createdBy, updatedBy } of index.rows()) {
    const id = name === 'created_by' ? createdBy : updatedBy;
    const text = typeof id === 'number' ? staffName(id) : undefined;
    if (text) yield text;
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
  const isOrdered = exactNumber(value) !== undefined || isDay(value) || value.startsWith('today');
  return { label: value, insert: writtenValue(value), ...(isOrdered && { isOrdered }) };
}
