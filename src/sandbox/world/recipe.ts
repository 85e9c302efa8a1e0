import type { Asset, AssetType, Choice, CustomField, FieldValue } from './model';
import { Random } from './random';

/** What an asset of a recipe is apart from what all assets share. */
interface Made {
  readonly displayId: string;
  readonly name: string;
  /** By field id; fields left out are empty. */
  readonly values: Readonly<Record<number, FieldValue>>;
  /** How likely it is that somebody has it; 0 by default. */
  readonly ownedShare?: number;
}

/** A field of a recipe's type. */
type FieldSpec = Pick<CustomField, 'id' | 'name' | 'kind'> & Partial<CustomField>;

/** An asset type of the demo account, and how its assets are made. */
export interface Recipe {
  readonly type: Pick<AssetType, 'id' | 'name'> & Partial<AssetType>;
  readonly fields: readonly FieldSpec[];
  /** How many of the demo account's 1,200 assets are of this type. */
  readonly share: number;
  /** Whether a bigger account has no more of them. */
  readonly isFixed?: true;
  /** Makes the asset at a position: a pure function of both arguments. */
  readonly make: (index: number, random: Random) => Made;
}

/** Choices with consecutive ids. */
export function choices(firstId: number, ...texts: readonly string[]): readonly Choice[] {
  return texts.map((text, index) => ({ id: firstId + index, text }));
}

/** The id of a choice by its text. @throws RangeError when there is none */
export function choiceId(options: readonly Choice[], text: string): number {
  const choice = options.find((option) => option.text === text);
  if (choice === undefined) throw new RangeError(`No choice ${text}`);
  return choice.id;
}

const DAY = 86_400_000;

/** A date from one day to another, both included, all as `YYYY-MM-DD`. */
export function dateBetween(random: Random, first: string, last: string): string {
  const days = (Date.parse(last) - Date.parse(first)) / DAY;
  return new Date(Date.parse(first) + random.between(0, days) * DAY).toISOString().slice(0, 10);
}

/** The same day some years later; February 29th becomes the 28th. */
export function yearsLater(date: string, years: number): string {
  const year = Number(date.slice(0, 4)) + years;
  const rest = date.slice(4);
  return `${year}${rest === '-02-29' ? '-02-28' : rest}`;
}

/** Such as `LT-00042`. */
export function numbered(prefix: string, index: number): string {
  return `${prefix}-${String(index + 1).padStart(5, '0')}`;
}

/** The staff who enter assets, by how often they do. */
const EDITORS = [1, 1, 1, 2, 2, 5];

/** What an asset needs to know of its account. */
interface Surroundings {
  readonly seed: number;
  readonly contactIds: readonly number[];
}

/** The asset at a position of a recipe, whole. */
export function makeAsset(recipe: Recipe, { seed, contactIds }: Surroundings, id: number, index: number): Asset {
  const random = new Random(seed, recipe.type.id, index);
  const { displayId, name, values, ownedShare = 0 } = recipe.make(index, random);
  const created =
    Date.parse(`${dateBetween(random, '2021-01-04', '2025-06-30')}T09:00:00Z`) + random.between(0, 28_800) * 1000;
  const isUpdated = random.chance(0.6);
  const owners = random.chance(ownedShare) ? (random.chance(0.06) ? 2 : 1) : 0;
  const people = new Set(Array.from({ length: owners }, () => random.pick(contactIds)));
  return {
    id,
    typeId: recipe.type.id,
    displayId,
    name,
    contactIds: [...people],
    contactGroupIds: [],
    values: new Map(recipe.fields.map((field) => [field.id, values[field.id] ?? null])),
    createdBy: random.pick(EDITORS),
    createdAt: created,
    updatedBy: isUpdated ? random.pick(EDITORS) : null,
    updatedAt: isUpdated ? created + random.between(1, 180) * DAY : created,
  };
}
