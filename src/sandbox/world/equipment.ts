import { choiceId, choices, dateBetween, numbered, yearsLater } from './recipe';
import type { Recipe } from './recipe';

const KINDS = choices(361, 'Switch', 'Router', 'Access point', 'Firewall', 'Server', 'UPS');
const DEVICE_SITES = choices(
  371,
  'London DC1',
  'London office',
  'New York office',
  'Berlin office',
  'Bengaluru office',
);
const DEVICES: readonly (readonly [kind: string, code: string, maker: string, model: string])[] = [
  ['Switch', 'SW', 'Cisco', 'Catalyst 9200L-48P'],
  ['Switch', 'SW', 'HPE Aruba', 'CX 6200F'],
  ['Router', 'RT', 'Cisco', 'ISR 1121'],
  ['Access point', 'AP', 'Ubiquiti', 'U6 Pro'],
  ['Access point', 'AP', 'HPE Aruba', 'AP-515'],
  ['Firewall', 'FW', 'Fortinet', 'FortiGate 100F'],
  ['Server', 'SV', 'Dell', 'PowerEdge R660'],
  ['UPS', 'UP', 'APC', 'Smart-UPS 1500'],
];

/** Device, as in the article: no contacts. Its fields are made up, since the article shows none. */
export const devices: Recipe = {
  type: { id: 2, name: 'Device', contactAssociation: false, quantityForTicket: false },
  fields: [
    { id: 48, name: 'Device Type', kind: 'dropdown', choices: KINDS },
    { id: 49, name: 'Serial Number', kind: 'text' },
    { id: 50, name: 'Manufacturer', kind: 'text' },
    { id: 51, name: 'Model', kind: 'text' },
    { id: 52, name: 'IP Address', kind: 'text' },
    { id: 53, name: 'Location', kind: 'dropdown', choices: DEVICE_SITES },
    { id: 54, name: 'Firmware', kind: 'text' },
    { id: 55, name: 'Warranty Date', kind: 'date' },
  ],
  share: 230,
  make: (index, random) => {
    const [kind, code, maker, model] = random.pick(DEVICES);
    const site = random.pick(DEVICE_SITES);
    return {
      displayId: numbered('DEV', index),
      name: `${site.text.slice(0, 3).toLowerCase()}-${code.toLowerCase()}-${String(index + 1).padStart(3, '0')}`,
      values: {
        48: choiceId(KINDS, kind),
        49: `F${random.letters(10)}`,
        50: maker,
        51: model,
        52: random.chance(0.9) ? `10.${site.id - 370}.${random.between(0, 15)}.${random.between(2, 254)}` : null,
        53: site.id,
        54: `${random.between(7, 17)}.${random.between(0, 12)}.${random.between(0, 9)}`,
        55: dateBetween(random, '2025-01-01', '2029-12-31'),
      },
    };
  },
};

const PHONE_MAKERS = choices(381, 'Apple', 'Samsung', 'Google', 'Nokia');
const CARRIERS = choices(386, 'Vodafone', 'O2', 'Verizon', 'Deutsche Telekom', 'Airtel');
const PHONES: readonly (readonly [maker: string, model: string])[] = [
  ['Apple', 'iPhone 15'],
  ['Apple', 'iPhone SE (3rd generation)'],
  ['Samsung', 'Galaxy S24'],
  ['Samsung', 'Galaxy XCover 6 Pro'],
  ['Google', 'Pixel 8a'],
  ['Nokia', 'XR21'],
];

/** Mobile phones: long digit strings that spreadsheets damage. */
export const phones: Recipe = {
  type: { id: 5, name: 'Mobile Phone', quantityForTicket: false },
  fields: [
    { id: 90, name: 'IMEI', kind: 'text' },
    { id: 91, name: 'Manufacturer', kind: 'dropdown', choices: PHONE_MAKERS },
    { id: 92, name: 'Model', kind: 'text' },
    { id: 93, name: 'Phone Number', kind: 'text' },
    { id: 94, name: 'Carrier', kind: 'dropdown', choices: CARRIERS },
    { id: 95, name: 'Contract Ends', kind: 'date' },
  ],
  share: 110,
  make: (index, random) => {
    const [maker, model] = random.pick(PHONES);
    return {
      displayId: numbered('MOB', index),
      name: model,
      ownedShare: 0.9,
      values: {
        90: `35${random.letters(13, '0123456789')}`,
        91: choiceId(PHONE_MAKERS, maker),
        92: model,
        93: `07700900${random.letters(3, '0123456789')}`,
        94: random.pick(CARRIERS).id,
        95: random.chance(0.9) ? dateBetween(random, '2025-09-01', '2028-03-31') : null,
      },
    };
  },
};

const VENDORS = choices(401, 'Microsoft', 'Adobe', 'Atlassian', 'JetBrains', 'Autodesk', 'Zoom');
const MODULES = choices(411, 'Single sign-on', 'Premium support', 'Audit log', 'API access');
const PRODUCTS: readonly (readonly [vendor: string, product: string])[] = [
  ['Microsoft', 'Microsoft 365 E3'],
  ['Microsoft', 'Visio Plan 2'],
  ['Adobe', 'Creative Cloud All Apps'],
  ['Adobe', 'Acrobat Pro'],
  ['Atlassian', 'Jira Premium'],
  ['JetBrains', 'All Products Pack'],
  ['Autodesk', 'AutoCAD'],
  ['Zoom', 'Workplace Business'],
];

/** Software licences: the one type with a field that must be filled in. */
export const licences: Recipe = {
  type: { id: 6, name: 'Software Licence', description: 'Subscriptions and perpetual licences' },
  fields: [
    { id: 100, name: 'Product', kind: 'text' },
    { id: 101, name: 'Vendor', kind: 'dropdown', choices: VENDORS },
    { id: 102, name: 'Licence Key', kind: 'text', required: true },
    { id: 103, name: 'Seats', kind: 'number' },
    { id: 104, name: 'Renewal Date', kind: 'date' },
    { id: 105, name: 'Annual Cost', kind: 'number' },
    { id: 106, name: 'Modules', kind: 'multiple', choices: MODULES },
  ],
  share: 36,
  make: (index, random) => {
    const [vendor, product] = random.pick(PRODUCTS);
    const modules = MODULES.filter(() => random.chance(0.35)).map(({ id }) => id);
    return {
      displayId: numbered('LIC', index),
      name: product,
      ownedShare: 0.2,
      values: {
        100: product,
        101: choiceId(VENDORS, vendor),
        102: Array.from({ length: 5 }, () => random.letters(5)).join('-'),
        103: random.pick([1, 5, 10, 25, 50, 250]),
        104: dateBetween(random, '2025-12-01', '2027-06-30'),
        105: random.between(90, 12_000) + 0.5,
        106: modules.length === 0 ? null : modules,
      },
    };
  },
};

const PRINTER_FEATURES = choices(421, 'Colour', 'Duplex', 'Scanner', 'Fax', 'Badge release');

/** Printers. */
export const printers: Recipe = {
  type: { id: 7, name: 'Printer' },
  fields: [
    { id: 110, name: 'Serial Number', kind: 'text' },
    { id: 111, name: 'Model', kind: 'text' },
    { id: 112, name: 'Floor', kind: 'number' },
    { id: 113, name: 'Features', kind: 'multiple', choices: PRINTER_FEATURES },
    { id: 114, name: 'Installed', kind: 'date' },
    { id: 115, name: 'Service Until', kind: 'date' },
  ],
  share: 18,
  make: (index, random) => {
    const installed = dateBetween(random, '2019-01-07', '2025-06-30');
    const model = random.pick([
      'HP LaserJet M507',
      'Canon iR-ADV C3826',
      'Brother HL-L6415DW',
      'Xerox VersaLink C7130',
    ]);
    return {
      displayId: numbered('PRN', index),
      name: `${model} (${numbered('P', index)})`,
      values: {
        110: `VNB${random.letters(7)}`,
        111: model,
        112: random.between(-1, 12),
        113: PRINTER_FEATURES.filter(() => random.chance(0.5)).map(({ id }) => id),
        114: installed,
        115: yearsLater(installed, 5),
      },
    };
  },
};
