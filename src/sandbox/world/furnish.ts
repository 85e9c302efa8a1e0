import { accessories, meetingRooms, vehicles } from './oddments';
import { laptops, monitors } from './computers';
import { devices, licences, phones, printers } from './equipment';
import { addArticleAssets, FIRST_GENERATED_ID, general } from './general';
import { legacy } from './legacy';
import { addContacts, addDwyaneWade, addStaff } from './people';
import { makeAsset } from './recipe';
import type { Recipe } from './recipe';
import type { World } from './world';

/** What the account shall hold. */
interface Furnishing {
  readonly account?: 'demo' | 'article' | 'empty';
  readonly assets?: number;
  readonly assetsByType?: Readonly<Record<number, number>>;
  readonly seed?: number;
}

const DEMO: readonly Recipe[] = [
  general,
  devices,
  laptops,
  monitors,
  phones,
  licences,
  printers,
  meetingRooms,
  legacy,
  vehicles,
  accessories,
];
/** The account of the article: its two types, 198 assets in General and none in Device. */
const ARTICLE: readonly Recipe[] = [general, { ...devices, share: 0, isFixed: true }];

const MAXIMUM = 100_000;

/** Fills a new account. @throws RangeError for a total that is not from 0 to 100,000, or for a type that doesn't exist */
export function furnish(world: World, { account = 'demo', assets, assetsByType = {}, seed = 1 }: Furnishing): void {
  addStaff(world);
  if (account === 'empty') return;
  if (account === 'article') addDwyaneWade(world);
  else addContacts(world, seed);
  const recipes = account === 'article' ? ARTICLE : DEMO;
  const counts = shareOut(recipes, assets, assetsByType);
  const surroundings = { seed, contactIds: world.contacts.map(({ id }) => id) };
  let firstId = FIRST_GENERATED_ID;
  for (const recipe of recipes) {
    const { type, fields } = recipe;
    world.addType(type);
    for (const field of fields) world.addField({ ...field, typeId: type.id });
    const total = counts.get(type.id) ?? 0;
    const count = total - (recipe === general ? addArticleAssets(world, total) : 0);
    const first = firstId;
    const make = (index: number) => makeAsset(recipe, surroundings, first + index, index);
    world.assets.addBlock({ typeId: type.id, firstId, count, make });
    firstId += count;
  }
}

/** How many assets each type gets: fixed ones their share, the others what is left in proportion, the biggest one the rest. */
function shareOut(
  recipes: readonly Recipe[],
  assets: number | undefined,
  assetsByType: Readonly<Record<number, number>>,
): ReadonlyMap<number, number> {
  const usual = sum(recipes.map(({ share }) => share));
  const total = checked(assets ?? usual);
  const fixed = total < usual ? [] : recipes.filter(({ isFixed }) => isFixed);
  const scaled = recipes.filter((recipe) => !fixed.includes(recipe));
  const left = total - sum(fixed.map(({ share }) => share));
  const shares = sum(scaled.map(({ share }) => share));
  const counts = new Map(fixed.map(({ type, share }) => [type.id, share]));
  for (const { type, share } of scaled) counts.set(type.id, shares === 0 ? 0 : Math.floor((left * share) / shares));
  const biggest = recipes.toSorted((a, b) => b.share - a.share)[0];
  const rest = total - sum([...counts.values()]);
  if (biggest !== undefined) counts.set(biggest.type.id, (counts.get(biggest.type.id) ?? 0) + rest);
  for (const [id, count] of Object.entries(assetsByType)) {
    if (!counts.has(Number(id))) throw new RangeError(`No asset type ${id}`);
    counts.set(Number(id), checked(count));
  }
  return counts;
}

function checked(total: number): number {
  if (Number.isInteger(total) && total >= 0 && total <= MAXIMUM) return total;
  throw new RangeError(`The number of assets must be from 0 to ${MAXIMUM}`);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
