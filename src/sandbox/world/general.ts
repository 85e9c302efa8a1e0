import { numbered } from './recipe';
import type { Recipe } from './recipe';
import type { FieldValue } from './model';
import { dateBetween } from './recipe';
import type { World } from './world';

/** Serial number, manufacturer and model of the article's ten assets, which are older than the other two fields (§1, §6). */
const ARTICLE_ASSETS: readonly (readonly [
  id: number,
  displayId: string,
  name: string,
  ...values: (string | null)[],
])[] = [
  [659, '2', '21', null, null, null],
  [6748, 'ADDISD-W10PC', 'ADDISD-W10PC', 'GCJ1353', 'Dell', 'Latitude 5500'],
  [6749, 'ALEXANDRAS-W10P', 'ALEXANDRAS-W10P', 'CB62BT2', 'Dell', 'OptiPlex 3060'],
  [6750, 'ALEXS-W10PC', 'ALEXS-W10PC', 'JYG42B3', 'Dell', 'Latitude 5520'],
  [6751, 'AMANDAO-W10PC', 'AMANDAO-W10PC', '4V2W433', 'Dell', 'Latitude 5500'],
  [6752, 'AMANDAZ-W10PC', 'AMANDAZ-W10PC', '2ZG42B3', 'Dell', 'Latitude 5520'],
  [6753, 'AMYK-VDI', 'AMYK-VDI', 'CBB8BT2', 'Dell', 'OptiPlex 3060'],
  [6754, 'AMYM-W10PC', 'AMYM-W10PC', '9L66Y93', 'Dell', 'LATITUDE 5520'],
  [6755, 'ANITAM-W10PC', 'ANITAM-W10PC', '613X9G3', 'Dell', 'Latitude 5520'],
  [6756, 'ANTONIOV-W10PC', 'ANTONIOV-W10PC', 'HWG42B3', 'Dell', 'Latitude 5520'],
];

/** The ids of generated assets start above those of the article. */
export const FIRST_GENERATED_ID = 6757;

const MODELS = ['Latitude 5500', 'Latitude 5520', 'Latitude 5540', 'OptiPlex 3060', 'OptiPlex 7010', 'Precision 3581'];
const OWNERS =
  'BARBARA BETH BRIAN CARLOS CAROL CATHY CHRIS CLAIRE DAVID DEBBIE DENISE DIEGO DONNA EDDIE ELLEN ERIC ERIN FRANK GABRIEL GAIL GARY GINA HARRY HEATHER HELEN IAN IRENE JACK JAMES JANE JOE JOHN JUDY JULIA KAREN KEITH KELLY KEVIN LARRY LINDA'.split(
    ' ',
  );

/** General, as in the article: the first type of the account. */
export const general: Recipe = {
  type: { id: 1, name: 'General', description: null },
  fields: [
    { id: 45, name: 'Serial Number', kind: 'text' },
    { id: 46, name: 'Manufacturer', kind: 'text' },
    { id: 47, name: 'Model', kind: 'text' },
    { id: 56, name: 'Numbers acquired', kind: 'number' },
    { id: 57, name: 'Warranty Date', kind: 'date' },
  ],
  share: 198,
  isFixed: true,
  make: (index, random) => {
    const owner = OWNERS[index % OWNERS.length] ?? '';
    const turn = Math.floor(index / OWNERS.length);
    const suffix = random.chance(0.15) ? 'VDI' : 'W10PC';
    const name = `${owner}${String.fromCodePoint(65 + (turn % 26))}${turn < 26 ? '' : numbered('', index)}-${suffix}`;
    return {
      displayId: name,
      name,
      ownedShare: 0.5,
      values: {
        45: random.letters(7),
        46: 'Dell',
        47: random.pick(MODELS),
        56: random.chance(0.7) ? 1 : null,
        57: random.chance(0.8) ? dateBetween(random, '2024-01-01', '2028-12-31') : null,
      },
    };
  },
};

/** Adds the first so many of the article's ten assets. */
export function addArticleAssets(world: World, count: number): number {
  const added = ARTICLE_ASSETS.slice(0, count);
  for (const [id, displayId, name, serialNumber = null, manufacturer = null, model = null] of added) {
    const values = new Map<number, FieldValue>([
      [45, serialNumber],
      [46, manufacturer],
      [47, model],
    ]);
    const createdAt = Date.parse('2022-03-01T10:00:00Z');
    world.assets.put({
      id,
      typeId: 1,
      displayId,
      name,
      contactIds: id === 6748 ? [27_662] : [],
      contactGroupIds: [],
      values,
      createdBy: 1,
      createdAt,
      updatedBy: 1,
      updatedAt: createdAt,
    });
  }
  return added.length;
}
