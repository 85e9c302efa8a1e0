import type { AssetTypeDefinition } from '../../../../src/assets/assetTypeDefinition';
import { AssetIndex } from '../../../../src/finding/index/assetIndex';
import type { QueryWorld } from '../../../../src/finding/query/compileQuery';
import type { Asset } from '../../../../src/happyfox/asset';
import type { CustomField } from '../../../../src/happyfox/customField';
import type { JsonValue } from '../../../../src/happyfox/json';
import { general } from '../../assets/samples';

/** A text field here, a date field in `general`. */
const warrantyText: CustomField = { id: 60, name: 'Warranty Date', type: 'text', choices: null };
const inches: CustomField = { id: 61, name: 'Size (in)', type: 'number', choices: null };
const ownType: CustomField = { id: 62, name: 'Type', type: 'text', choices: null };
const odd: CustomField = { id: 63, name: 'He said: "Hi"', type: 'textarea', choices: null };
const buroRaum: CustomField = { id: 64, name: 'Büro-Raum', type: 'text', choices: null };

/** A second type, whose names are like those of others. */
export const monitor: AssetTypeDefinition = {
  assetType: { id: 2, name: 'Monitor', description: null, settings: { enableContactAssociation: true } },
  fields: [warrantyText, inches, ownType, odd, buroRaum],
};

/** An asset of a type with these values by field id. */
export function assetOf(
  { assetType, fields }: AssetTypeDefinition,
  id: number,
  name: string,
  values: Readonly<Record<number, JsonValue>>,
  rest: Partial<Asset> = {},
): Asset {
  return {
    id,
    displayId: `D-${id}`,
    name,
    contacts: [],
    customFields: fields.flatMap((field, index) =>
      Object.hasOwn(values, field.id)
        ? [{ id: field.id, name: field.name, type: field.type, order: index, value: values[field.id] ?? null }]
        : [],
    ),
    assetType: { id: assetType.id, name: assetType.name },
    absent: [],
    unknownKeys: {},
    ...rest,
  };
}

const ann = { id: 11, name: 'Ann Łukasik', email: 'ann@example.com' };
const bob = { id: 12, name: null, email: 'bob@example.org' };

/** A small office, by id; what tells them apart is what the cases are about. */
export const office: readonly Asset[] = [
  assetOf(
    general,
    1,
    'Ann’s laptop',
    { 45: 'AAA1', 46: 'Dell', 47: 1, 48: [5, 6], 49: '2026-12-31', 50: 16 },
    { displayId: 'LT-1', contacts: [ann], createdBy: 1, createdAt: '2026-01-15T23:30:00Z', updatedBy: 2 },
  ),
  assetOf(
    general,
    2,
    'Büro PC',
    { 45: 'BBB2', 46: 'Dell Inc.', 47: 2, 48: [], 49: '2026-01-31', 50: '8' },
    { displayId: 'PC-2', contacts: [ann, bob], createdBy: 2, updatedAt: '2026-11-23T10:00:00Z' },
  ),
  assetOf(
    general,
    3,
    'Spare one',
    { 45: 'CCC3', 46: 'Lenovo', 47: 3, 48: [6, 7], 49: 'unknown', 50: 32.5, 51: { beam: 'violet', power: 9 } },
    { displayId: 'LT-3' },
  ),
  assetOf(general, 4, 'Nothing at all', { 45: '  ', 46: null, 47: 99, 49: '' }, { displayId: '' }),
  assetOf(general, 5, 'Twin of the laptop', { 45: ' aaa1', 46: 'empty', 47: 'Server', 50: -3 }, { displayId: 'LT-5' }),
  assetOf(
    monitor,
    6,
    'LT-6',
    { 60: '2027-06-01', 61: 27, 62: 'curved', 63: 'one\ntwo', 64: 'B 12' },
    { displayId: 'LT-6' },
  ),
  assetOf(
    monitor,
    7,
    'Wide 27" (new)',
    { 60: 'next year', 61: 34, 62: 'flat', 63: 'AND "so" on' },
    { displayId: 'lt-1' },
  ),
  assetOf(monitor, 8, '192.168.0.17 12:30 50% a*b', { 61: 1e3, 64: 'Straße\\3' }, { displayId: 'X:9' }),
].map((asset) => ({ createdBy: null, createdAt: null, updatedBy: null, updatedAt: null, ...asset }));

/** Today is the 24th of November 2026. */
export const world: QueryWorld = {
  today: () => '2026-11-24',
  uniqueFields: ['Serial Number'],
  staffName: (id) => ({ 1: 'George - Admin', 2: 'Zoë' })[id],
};

/** The office's index. */
export function officeIndex(): AssetIndex {
  const index = new AssetIndex();
  for (const definition of [general, monitor]) {
    index.setDefinition(definition);
    const { id } = definition.assetType;
    index.setAll(
      office.filter(({ assetType }) => assetType?.id === id),
      id,
    );
  }
  return index;
}
