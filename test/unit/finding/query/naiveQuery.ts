import fc from 'fast-check';
import type { Asset } from '../../../../src/happyfox/asset';
import { category, tags } from '../../assets/samples';

/** The day that `today` is. */
export const today = '2026-11-24';

/** What a generated query is to find, told without a parser or an index: an asset of the world, alone and among all of them. */
export type Wanted = (asset: Asset, all: readonly Asset[]) => boolean;

/** A query's text, and what it is to find. */
export interface NaiveQuery {
  readonly text: string;
  readonly wanted: Wanted;
}

const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim();
const valueOf = (asset: Asset, id: number): unknown => asset.customFields.find((field) => field.id === id)?.value;
const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== '';

function textIn(asset: Asset, id: number): string | undefined {
  const value = valueOf(asset, id);
  return isText(value) ? value : typeof value === 'number' ? String(value) : undefined;
}

function labelsIn(asset: Asset): Record<'category' | 'tags', readonly string[]> {
  const chosen = valueOf(asset, 47);
  const several = valueOf(asset, 48);
  const label = category.choices?.find(({ id }) => id === chosen)?.label;
  return {
    category: label === undefined ? [] : [label],
    tags: Array.isArray(several)
      ? (tags.choices ?? []).flatMap(({ id, label }) => (several.includes(id) ? [label] : []))
      : [],
  };
}

function everyText(asset: Asset): readonly string[] {
  const { category: one, tags: several } = labelsIn(asset);
  const people = asset.contacts.flatMap(({ name, email }) => [name ?? '', email ?? '']);
  const values = [45, 46, 49, 50].flatMap((id) => textIn(asset, id) ?? []);
  return [asset.name, asset.displayId, ...people, ...one, ...several, ...values].map(plain);
}

/** Words that occur and words that don't. */
const word = fc.constantFrom(
  'dell',
  'DELL',
  'len',
  'a',
  'büro',
  'buro',
  'pc',
  'sn',
  'sn1',
  'ann',
  'eu',
  'spare',
  '16',
  '2026',
  'zzz',
);
const phrase = fc.constantFrom('büro pc', 'pc buro', 'dell inc', 'ann lee', 'sn');
const day = fc
  .tuple(
    fc.constantFrom('', '+', '-'),
    fc.integer({ min: 1, max: 400 }),
    fc.constantFrom('2026-11-24', '2026-12-31', '2025-02-28', '2027-03-01'),
  )
  .map(([sign, days, date]) => {
    if (sign === '') return { written: date, day: date };
    const moved = new Date(Date.parse(`${today}T00:00:00Z`) + (sign === '+' ? days : -days) * 86_400_000);
    return { written: `today${sign}${days}d`, day: moved.toISOString().slice(0, 10) };
  });

const orders: Readonly<Record<string, (one: number, other: number) => boolean>> = {
  '': (one, other) => one === other,
  '=': (one, other) => one === other,
  '<': (one, other) => one < other,
  '<=': (one, other) => one <= other,
  '>': (one, other) => one > other,
  '>=': (one, other) => one >= other,
};
const order = fc.constantFrom(...Object.keys(orders));
const holds = (sign: string, one: number, other: number): boolean => orders[sign]?.(one, other) ?? false;

const texts = fc
  .tuple(
    fc.constantFrom('"Serial Number"', 'serialnumber', '#45', 'Manufacturer'),
    fc.constantFrom('', '='),
    word,
    fc.boolean(),
  )
  .map(([name, sign, value, isQuoted]): NaiveQuery => {
    const id = name === 'Manufacturer' ? 46 : 45;
    return {
      text: `${name}:${sign}${isQuoted ? `"${value}"` : value}`,
      wanted: (asset) => {
        const text = plain(textIn(asset, id) ?? '');
        return sign === '=' ? text === plain(value) : text.includes(plain(value));
      },
    };
  });

const numbers = fc.tuple(order, fc.constantFrom(-3, 0, 8, 16, 16.5)).map(([sign, value]): NaiveQuery => ({
  text: `memory:${sign}${value}`,
  wanted: (asset) => holds(sign, Number(textIn(asset, 50) ?? NaN), value),
}));

const dates = fc.tuple(order, day).map(([sign, { written, day: wanted }]): NaiveQuery => ({
  text: `"Warranty Date":${sign}${written}`,
  wanted: (asset) => holds(sign, Date.parse(textIn(asset, 49) ?? ''), Date.parse(wanted)),
}));

const choices = fc
  .tuple(fc.constantFrom('category' as const, 'tags' as const), fc.constantFrom('Laptop', 'top', 'spare', 'EU', 'zzz'))
  .map(([name, value]): NaiveQuery => ({
    text: `${name}:${value}`,
    wanted: (asset) => labelsIn(asset)[name].some((label) => plain(label).includes(plain(value))),
  }));

const emptiness = fc
  .constantFrom('manufacturer', 'memory', 'tags', 'contact', 'display_id')
  .map((name): NaiveQuery => ({
    text: `${name}:empty`,
    wanted: (asset) => {
      if (name === 'contact') return asset.contacts.length === 0;
      if (name === 'display_id') return asset.displayId.trim() === '';
      if (name === 'tags') return labelsIn(asset).tags.length === 0;
      return textIn(asset, name === 'memory' ? 50 : 46) === undefined;
    },
  }));

const serials = (asset: Asset): readonly string[] => {
  const serial = plain(textIn(asset, 45) ?? '');
  return [`d${plain(asset.displayId)}`, `s${serial}`].filter((key) => key.length > 1);
};

const others: fc.Arbitrary<NaiveQuery> = fc.oneof(
  fc.constant({
    text: 'is:duplicate',
    wanted: (asset: Asset, all: readonly Asset[]) =>
      all.some((other) => other.id !== asset.id && serials(other).some((key) => serials(asset).includes(key))),
  }),
  fc.tuple(order, fc.integer({ min: 1, max: 9 })).map(([sign, id]) => ({
    text: `id:${sign}${id}`,
    wanted: (asset: Asset) => holds(sign, asset.id, id),
  })),
  word.map((value) => ({
    text: `contact:${value}`,
    wanted: ({ contacts }: Asset) =>
      contacts.some(({ name, email }) => [name, email].some((text) => plain(text ?? '').includes(plain(value)))),
  })),
  fc.constantFrom('general', 'GEN', '1', 'monitor').map((value) => ({
    text: `type:${value}`,
    wanted: () => value !== 'monitor',
  })),
);

const single: fc.Arbitrary<NaiveQuery> = fc.oneof(
  word.map((value) => ({
    text: value,
    wanted: (asset: Asset) => everyText(asset).some((one) => one.includes(plain(value))),
  })),
  phrase.map((value) => ({
    text: `"${value}"`,
    wanted: (asset: Asset) => everyText(asset).some((one) => one.includes(plain(value))),
  })),
  texts,
  numbers,
  dates,
  choices,
  emptiness,
  others,
);

/** Queries of any depth, written in all the ways there are. */
export const { query: naiveQuery } = fc.letrec<{ query: NaiveQuery; group: NaiveQuery }>((tie) => ({
  query: fc.oneof({ maxDepth: 4, depthIdentifier: 'query' }, single, tie('group')),
  group: fc
    .tuple(tie('query'), tie('query'), fc.constantFrom('and', 'AND', 'or', 'minus', 'NOT'))
    .map(([one, other, form]): NaiveQuery => {
      switch (form) {
        case 'or':
          return {
            text: `(${one.text} OR ${other.text})`,
            wanted: (...among) => one.wanted(...among) || other.wanted(...among),
          };
        case 'minus':
        case 'NOT':
          return { text: `${form === 'NOT' ? 'NOT ' : '-'}(${one.text})`, wanted: (...among) => !one.wanted(...among) };
        default:
          return {
            text: `(${one.text}${form === 'AND' ? ' AND ' : ' '}${other.text})`,
            wanted: (...among) => one.wanted(...among) && other.wanted(...among),
          };
      }
    }),
}));
