import type { Asset } from '../../../src/happyfox/asset';
import type { CustomField } from '../../../src/happyfox/customField';
import type { JsonValue } from '../../../src/happyfox/json';
import type { AssetTypeDefinition } from '../../../src/assets/assetTypeDefinition';

export const serialNumber: CustomField = { id: 45, name: 'Serial Number', type: 'text', choices: null };
export const manufacturer: CustomField = { id: 46, name: 'Manufacturer', type: 'text', choices: null };
export const category: CustomField = {
  id: 47,
  name: 'Category',
  type: 'dropdown',
  choices: [
    { id: 1, label: 'Laptop' },
    { id: 2, label: 'Desktop' },
    { id: 3, label: 'Spare' },
    { id: 4, label: 'Spare' },
    { id: null, label: 'Server' },
  ],
};
export const tags: CustomField = {
  id: 48,
  name: 'Tags',
  type: 'multiple_options',
  choices: [
    { id: 5, label: 'Spare' },
    { id: 6, label: 'EU' },
    { id: 7, label: '5' },
  ],
};
export const warranty: CustomField = { id: 49, name: 'Warranty Date', type: 'date', choices: null };
export const memory: CustomField = { id: 50, name: 'Memory', type: 'number', choices: null };
export const gadget: CustomField = { id: 51, name: 'Gadget', type: 'hologram', choices: null };

/** A type with every kind of field. */
export const general: AssetTypeDefinition = {
  assetType: { id: 1, name: 'General', description: null, settings: { enableContactAssociation: true } },
  fields: [serialNumber, manufacturer, category, tags, warranty, memory, gadget],
};

/** The same with contacts switched off. */
export const withoutContacts: AssetTypeDefinition = {
  ...general,
  assetType: { ...general.assetType, settings: { enableContactAssociation: false } },
};

/** An asset of `general` with these values by field id; other fields are missing from it. */
export function assetWith(values: Record<number, JsonValue>, rest: Partial<Asset> = {}): Asset {
  return {
    id: 6748,
    displayId: 'ADDISD-W10PC',
    name: 'ADDISD-W10PC',
    contacts: [{ id: 27662, name: 'Dwyane Wade', email: 'dwayne.wade@gmail.com' }],
    customFields: general.fields.flatMap(({ id, name, type }, index) =>
      Object.hasOwn(values, id) ? [{ id, name, type, order: index + 1, value: values[id] ?? null }] : [],
    ),
    assetType: { id: 1, name: 'General' },
    createdBy: 1,
    updatedBy: 2,
    absent: [],
    unknownKeys: {},
    ...rest,
  };
}

export const laptop = assetWith({
  45: 'GCJ1353',
  46: 'Dell',
  47: 1,
  48: [5, 6],
  49: '2026-12-31',
  50: 16,
  51: { id: 9, beam: true },
});

export const renderOptions = {
  schemaUri: 'happyfox-schema:/acme.happyfox.com/1.json',
  staffName: (id: number): string | undefined => (id === 1 ? 'George - Admin' : undefined),
};
