import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import type { Asset } from '../../../src/happyfox/asset';
import { stateOf } from '../../../src/assets/editableState';
import { withNewContacts } from '../../../src/assets/contactsInText';
import { withValues } from '../../../src/assets/editValues';
import { parseDocument } from '../../../src/assets/parseDocument';
import { renderAsset, renderDraft } from '../../../src/assets/renderDocument';
import { assetWith, general, laptop, renderOptions, serialNumber, withoutContacts } from './samples';

describe('renderAsset', () => {
  it('shows an asset as the contract has it', () => {
    assert.equal(
      renderAsset(
        { ...laptop, createdAt: '2019-11-15T07:49:40Z', unknownKeys: { contact_groups: [{ id: 1 }] } },
        general,
        renderOptions,
      ),
      `{
  "$schema": "happyfox-schema:/acme.happyfox.com/1.json",
  "display_id": "ADDISD-W10PC",
  "name": "ADDISD-W10PC",
  "contacts": [
    { "id": 27662, "name": "Dwyane Wade", "email": "dwayne.wade@gmail.com" }
  ],
  "custom_fields": {
    "Serial Number": "GCJ1353",
    "Manufacturer": "Dell",
    "Category": "Laptop",
    "Tags": ["Spare", "EU"],
    "Warranty Date": "2026-12-31",
    "Memory": 16,
    "Gadget": { "id": 9, "beam": true }
  },
  "asset_type": "General",
  "id": 6748,
  "created_by": "George - Admin",
  "created_at": "2019-11-15T07:49:40Z",
  "updated_by": 2,
  "contact_groups": [{ "id": 1 }]
}
`,
    );
  });

  it('escapes the line separators that an editor would take out, in values and in keys', () => {
    const lines = 'one\u2028two\u2029three';
    const odd = assetWith(
      { 45: lines },
      {
        name: lines,
        displayId: lines,
        contacts: [{ id: 1, name: lines, email: lines }],
        unknownKeys: { [lines]: lines },
      },
    );
    const definition = { ...general, fields: [{ ...serialNumber, name: lines }] };
    const text = renderAsset({ ...odd, createdBy: 7 }, definition, { ...renderOptions, staffName: () => lines });
    assert.doesNotMatch(text, /[\u2028\u2029]/);
    assert.ok(text.includes('"name": "one\\u2028two\\u2029three"'), text);
    const parsed = parseDocument(text, { definition, base: { asset: odd, text } });
    assert.ok(parsed.ok, JSON.stringify(parsed));
    assert.deepEqual([parsed.mine.name, parsed.mine.fields.get(45)?.value], [lines, lines]);
    const draft = renderDraft(definition, {
      schemaUri: lines,
      prefill: { ...stateOf(odd, definition), contacts: odd.contacts },
    });
    const person = { name: lines, email: 'ann@acme.com' };
    assert.doesNotMatch(withNewContacts(draft, [person]), /[\u2028\u2029]/);
    assert.doesNotMatch(withValues(text, new Map([[45, lines]]), { asset: odd, definition, text }), /[\u2028\u2029]/);
  });

  it('leaves out what the server did not answer', () => {
    const bare: Asset = {
      id: 5,
      displayId: '',
      name: '',
      contacts: [],
      customFields: [],
      absent: ['name', 'display_id', 'contacts', 'custom_fields'],
      unknownKeys: {},
    };
    const text = renderAsset(bare, general, renderOptions);
    assert.deepEqual(Object.keys(JSON.parse(text) as object), ['$schema', 'id']);
  });

  it('shows contacts that are switched off only where there are some', () => {
    assert.ok(renderAsset(laptop, withoutContacts, renderOptions).includes('"contacts"'));
    assert.ok(!renderAsset({ ...laptop, contacts: [] }, withoutContacts, renderOptions).includes('"contacts"'));
    assert.ok(renderAsset({ ...laptop, contacts: [] }, general, renderOptions).includes('"contacts": [],'));
  });

  it('orders fields as the asset does, and the rest as the type does', () => {
    const field = (id: number, order: number | null) => ({ id, name: 'x', type: 'text', order, value: null });
    const asset = assetWith({}, { customFields: [field(45, 9), field(47, 1), field(48, null), field(50, 2)] });
    const { custom_fields: fields } = JSON.parse(renderAsset(asset, general, renderOptions)) as {
      custom_fields: object;
    };
    assert.deepEqual(Object.keys(fields), [
      'Category',
      'Tags',
      'Warranty Date',
      'Memory',
      'Gadget',
      'Serial Number',
      'Manufacturer',
    ]);
  });

  it('shows a field that the type lacks', () => {
    const stranger = { id: 99, name: 'Serial Number', type: 'text', order: null, value: 'x' };
    const text = renderAsset(assetWith({}, { customFields: [stranger] }), general, renderOptions);
    assert.ok(text.includes('"Serial Number (#45)": null'));
    assert.ok(text.includes('"Serial Number (#99)": "x"'));
  });

  it('names the type where the answer to a create did not', () => {
    const text = renderAsset({ ...laptop, assetType: { id: 1, name: '' } }, general, renderOptions);
    assert.ok(text.includes('"asset_type": "General"'));
  });

  it('does not let the server’s unknown keys pose as ours', () => {
    const text = renderAsset({ ...laptop, unknownKeys: { $schema: 'https://evil.io', x: 1 } }, general, renderOptions);
    assert.ok(!text.includes('evil'));
    assert.ok(text.includes('"x": 1'));
  });

  it('keeps a field called __proto__', () => {
    const type = { ...general, fields: [{ ...serialNumber, name: '__proto__' }] };
    assert.ok(renderAsset(assetWith({ 45: 'x' }), type, renderOptions).includes('"__proto__": "x"'));
  });
});

describe('renderDraft', () => {
  it('shows every field of the type, empty', () => {
    assert.equal(
      renderDraft({ ...general, fields: general.fields.slice(0, 4) }, { schemaUri: 's' }),
      `{
  "$schema": "s",
  "display_id": "",
  "name": "",
  "contacts": [],
  "custom_fields": {
    "Serial Number": null,
    "Manufacturer": null,
    "Category": null,
    "Tags": null
  }
}
`,
    );
  });

  it('has no contacts where they are switched off', () => {
    assert.ok(!renderDraft(withoutContacts, { schemaUri: 's' }).includes('contacts'));
  });

  it('starts with what it is given', () => {
    const prefill = { ...stateOf(laptop, general), name: 'Copy', contactIds: [27662, 5], contacts: laptop.contacts };
    const text = renderDraft(general, { schemaUri: 's', prefill });
    assert.ok(text.includes('"name": "Copy"'));
    assert.ok(
      text.includes('{ "id": 27662, "name": "Dwyane Wade", "email": "dwayne.wade@gmail.com" },\n    { "id": 5 }'),
    );
    assert.ok(text.includes('"Category": "Laptop"'));
    assert.ok(text.includes('"Gadget": null'));
  });
});
