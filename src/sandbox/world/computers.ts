import { choiceId, choices, dateBetween, numbered, yearsLater } from './recipe';
import type { Recipe } from './recipe';
import type { Random } from './random';

const LAPTOP_MAKERS = choices(301, 'Dell', 'Lenovo', 'HP', 'Apple', 'Microsoft');
const LAPTOP_STATUS = choices(311, 'In use', 'In stock', 'In repair', 'Retired', 'Lost or stolen');
const SYSTEMS = choices(321, 'Windows 11 Pro', 'Windows 10 Pro', 'macOS 15', 'macOS 14', 'Ubuntu 24.04 LTS');
const LAPTOP_SITES = choices(331, 'London', 'New York', 'Berlin', 'Bengaluru', 'São Paulo', 'Remote');
const LAPTOP_TAGS = choices(341, 'Encrypted', 'Loaner', 'Executive', 'Remote worker', 'Spare', 'Leased');

interface Model {
  readonly maker: string;
  readonly name: string;
  readonly price: number;
  readonly system: string;
  readonly serial: (random: Random) => string;
}

const dell = (random: Random) => random.letters(7);
const lenovo = (random: Random) => `PF${random.letters(6)}`;
const hp = (random: Random) => `5CG${random.letters(7, '0123456789BCDFGHJK')}`;
const apple = (random: Random) => `C02${random.letters(9)}`;
const WINDOWS = 'Windows 11 Pro';

const MODELS: readonly Model[] = [
  { maker: 'Dell', name: 'Latitude 5540', price: 1249, system: WINDOWS, serial: dell },
  { maker: 'Dell', name: 'Latitude 7440', price: 1689, system: WINDOWS, serial: dell },
  { maker: 'Dell', name: 'XPS 13 9340', price: 1499, system: WINDOWS, serial: dell },
  { maker: 'Lenovo', name: 'ThinkPad T14 Gen 5', price: 1379, system: WINDOWS, serial: lenovo },
  { maker: 'Lenovo', name: 'ThinkPad X1 Carbon Gen 12', price: 1999, system: 'Ubuntu 24.04 LTS', serial: lenovo },
  { maker: 'HP', name: 'EliteBook 840 G11', price: 1429, system: WINDOWS, serial: hp },
  { maker: 'HP', name: 'ProBook 440 G10', price: 899, system: 'Windows 10 Pro', serial: hp },
  { maker: 'Apple', name: 'MacBook Pro 14 (M3)', price: 2199, system: 'macOS 15', serial: apple },
  { maker: 'Apple', name: 'MacBook Air 13 (M2)', price: 1199, system: 'macOS 14', serial: apple },
  { maker: 'Microsoft', name: 'Surface Laptop 6', price: 1399, system: WINDOWS, serial: dell },
];
const SITE_CODES = new Map([
  ['London', 'LON'],
  ['New York', 'NYC'],
  ['Berlin', 'BER'],
  ['Bengaluru', 'BLR'],
  ['São Paulo', 'SAO'],
  ['Remote', 'REM'],
]);
const NOTES = [
  'Battery replaced under warranty.',
  'Keyboard layout: UK.',
  'Returned by leaver, wiped on receipt.\nReady for the next starter.',
  'Hinge is loose; user prefers to keep it until the refresh.',
  'No docking station issued.',
  'N/A',
];

/** Laptops: every kind of field, and more fields than fit on a page of the default size. */
export const laptops: Recipe = {
  type: { id: 3, name: 'Laptop', description: 'Portable computers' },
  fields: [
    { id: 60, name: 'Serial Number', kind: 'text' },
    { id: 61, name: 'Manufacturer', kind: 'dropdown', choices: LAPTOP_MAKERS },
    { id: 62, name: 'Model', kind: 'text' },
    { id: 63, name: 'Status', kind: 'dropdown', choices: LAPTOP_STATUS },
    { id: 64, name: 'Operating System', kind: 'dropdown', choices: SYSTEMS },
    { id: 65, name: 'Memory (GB)', kind: 'number' },
    { id: 66, name: 'Storage (GB)', kind: 'number' },
    { id: 67, name: 'Purchase Date', kind: 'date' },
    { id: 68, name: 'Warranty Date', kind: 'date' },
    { id: 69, name: 'Purchase Price', kind: 'number' },
    { id: 70, name: 'Location', kind: 'dropdown', choices: LAPTOP_SITES },
    { id: 71, name: 'Tags', kind: 'multiple', choices: LAPTOP_TAGS },
    { id: 72, name: 'Notes', kind: 'textarea' },
    { id: 73, name: 'Last Audit', kind: 'date' },
  ],
  share: 340,
  make: (index, random) => {
    const model = random.pick(MODELS);
    const site = random.pick(LAPTOP_SITES);
    const status = random.chance(0.75) ? 'In use' : random.pick(LAPTOP_STATUS).text;
    const bought = dateBetween(random, '2021-01-04', '2025-06-30');
    const tags = new Set(random.chance(0.7) ? [choiceId(LAPTOP_TAGS, 'Encrypted')] : []);
    if (random.chance(0.3)) tags.add(random.pick(LAPTOP_TAGS).id);
    return {
      displayId: numbered('LT', index),
      name: numbered(`${SITE_CODES.get(site.text) ?? 'XXX'}-LT`, index),
      ownedShare: status === 'In use' ? 0.95 : 0.1,
      values: {
        60: random.chance(0.005) ? 'No tag' : model.serial(random),
        61: choiceId(LAPTOP_MAKERS, model.maker),
        62: model.name,
        63: choiceId(LAPTOP_STATUS, status),
        64: choiceId(SYSTEMS, model.system),
        65: random.pick([8, 16, 16, 32, 64]),
        66: random.pick([256, 512, 512, 1024]),
        67: bought,
        68: random.chance(0.9) ? yearsLater(bought, 3) : null,
        69: model.price + random.pick([0, 0.5, 0.99, -50]),
        70: site.id,
        71: tags.size === 0 ? null : [...tags],
        72: random.chance(0.25) ? random.pick(NOTES) : null,
        73: random.chance(0.6) ? dateBetween(random, '2025-07-01', '2025-12-19') : null,
      },
    };
  },
};

const MONITOR_MAKERS = choices(351, 'Dell', 'LG', 'Samsung', 'BenQ');
const MONITOR_STATUS = choices(356, 'In use', 'In stock', 'Broken');
const MONITORS: readonly (readonly [maker: string, model: string, inches: number])[] = [
  ['Dell', 'U2723QE', 27],
  ['Dell', 'P2422H', 23.8],
  ['LG', '27UP850', 27],
  ['LG', '34WN80C', 34],
  ['Samsung', 'S27A600', 27],
  ['BenQ', 'GW2485TC', 23.8],
];

/** Monitors: numbers with decimals, many assets of one name. */
export const monitors: Recipe = {
  type: { id: 4, name: 'Monitor', contactAssociation: true },
  fields: [
    { id: 80, name: 'Serial Number', kind: 'text' },
    { id: 81, name: 'Manufacturer', kind: 'dropdown', choices: MONITOR_MAKERS },
    { id: 82, name: 'Model', kind: 'text' },
    { id: 83, name: 'Size (inch)', kind: 'number' },
    { id: 84, name: 'Status', kind: 'dropdown', choices: MONITOR_STATUS },
    { id: 85, name: 'Purchase Date', kind: 'date' },
  ],
  share: 210,
  make: (index, random) => {
    const [maker, model, inches] = random.pick(MONITORS);
    return {
      displayId: numbered('MON', index),
      name: `${maker} ${model}`,
      ownedShare: 0.6,
      values: {
        80: `CN0${random.letters(11)}`,
        81: choiceId(MONITOR_MAKERS, maker),
        82: model,
        83: inches,
        84: random.chance(0.85) ? choiceId(MONITOR_STATUS, 'In use') : random.pick(MONITOR_STATUS).id,
        85: dateBetween(random, '2020-01-06', '2025-06-30'),
      },
    };
  },
};
