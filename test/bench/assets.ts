import type { Asset } from '../../src/happyfox/asset';

/** What people type. */
export const typed = [
  'dell latitude',
  'ws-4711',
  'wade',
  'serial',
  'x7q9z',
  'chennai laptop',
  'lat 55 spare',
  'e',
  'no such thing at all',
  'manufacturer:dell warranty:<2027-01-01',
  'laptop -dell (spare OR broken)',
];

const makers = ['Dell', 'HP', 'Lenovo', 'Apple', 'Canon', 'Cisco', 'Acer'];
const states = ['In use', 'Spare', 'Broken', 'Ordered', 'Retired'];
const places = ['Chennai', 'Irvine', 'Berlin', 'London', 'Toronto', 'Pune'];
const people = ['Dwyane Wade', 'George Miller', 'Anna Schmidt', 'Li Wei', 'Priya Raman', 'José García'];

/** Assets as a company has them, a page of 50 at a time, always the same. */
export function* makeAssets(count: number): Generator<Asset[]> {
  for (let start = 0; start < count; start += 50) {
    yield Array.from({ length: Math.min(50, count - start) }, (_, index) => makeAsset(start + index));
  }
}

function makeAsset(number: number): Asset {
  const pick = (from: readonly string[], salt: number): string => from[(number * 7919 + salt) % from.length] ?? '';
  const person = pick(people, number % 5);
  const name = `WS-${number}-W10PC`;
  const values: [string, string, string | number | null][] = [
    ['Serial Number', 'text', `SN${(number * 2_654_435_761) % 4_294_967_296}`],
    ['Manufacturer', 'text', pick(makers, 3)],
    ['Model', 'text', `Latitude 55${number % 40}`],
    ['State', 'text', pick(states, 1)],
    ['Location', 'text', pick(places, 2)],
    ['Warranty', 'date', `20${25 + (number % 5)}-0${1 + (number % 9)}-15`],
    ['Cost', 'number', (number * 37) % 3_000],
    ['Notes', 'text', number % 4 === 0 ? `Replaced the battery, spare charger in the drawer ${number % 100}` : null],
  ];
  return {
    id: 1_000_000 + number,
    displayId: name,
    name,
    contacts:
      number % 3 === 0
        ? [
            {
              id: number % 2_000,
              name: person,
              email: `${person.split(' ')[0]?.toLowerCase()}${number % 2_000}@example.com`,
            },
          ]
        : [],
    customFields: values.map(([field, type, value], order) => ({
      id: 45 + order,
      name: field,
      type,
      order: order + 1,
      value,
    })),
    assetType: { id: 1, name: 'Laptop' },
    createdBy: 1 + (number % 4),
    createdAt: `2025-0${1 + (number % 9)}-15T09:00:00Z`,
    updatedBy: 1 + (number % 4),
    updatedAt: `2025-0${1 + (number % 9)}-15T09:00:00Z`,
    absent: [],
    unknownKeys: {},
  };
}
