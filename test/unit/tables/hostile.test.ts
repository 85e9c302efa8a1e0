import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import type { AssetTypeDefinition } from '../../../src/assets/assetTypeDefinition';
import type { Asset, FieldValue } from '../../../src/happyfox/asset';
import type { CustomField } from '../../../src/happyfox/customField';
import { legacy } from '../../../src/sandbox/world/legacy';
import { Random } from '../../../src/sandbox/world/random';
import { assertNothingToDo, exported, imported, importedDocuments } from './files';

const slugs = {
  text: 'text',
  textarea: 'textarea',
  number: 'number',
  dropdown: 'dropdown',
  multiple: 'multiple_options',
  date: 'date',
};

const fields = legacy.fields.map(({ id, name, kind, choices }): CustomField => ({
  id,
  name,
  type: slugs[kind],
  choices: choices ? choices.map((choice) => ({ id: choice.id, label: choice.text })) : null,
}));

const definition: AssetTypeDefinition = {
  assetType: { id: 9, name: legacy.type.name, description: null, settings: { enableContactAssociation: true } },
  fields,
};

const people = ['Ann "A" Lee', '=Bo; Li', 'Ed <x>', null, 'Jo (#3)', '  ', '日本'].map((name, index) => ({
  id: index + 1,
  name,
  email: index % 2 === 0 ? `p${index}@acme.com` : null,
}));

/** The demo's hostile assets, more of them than it has. */
function hostileAssets(count: number): readonly Asset[] {
  return Array.from({ length: count }, (_, index): Asset => {
    const random = new Random(index);
    const { displayId, name, values } = legacy.make(index, random);
    const customFields = fields.map(({ id, name: field, type }, order): FieldValue => {
      const value = values[id] ?? null;
      return { id, name: field, type, order, value };
    });
    const contacts = people.slice(index % people.length, (index % people.length) + (index % 4));
    return { id: index + 1, displayId, name, contacts, customFields, absent: [], unknownKeys: {} };
  });
}

describe('ten thousand hostile assets', () => {
  const assets = hostileAssets(10_000);

  it('come out and in again without a step', async () => {
    const bytes = await exported(definition, assets);
    const run = await imported(bytes, { definition, assets, match: 'id', mode: 'update' });
    assert.equal(run.rows, assets.length);
    assertNothingToDo(run);
  });

  it('come out and in again as JSON Lines', async () => {
    const text = (await exported(definition, assets, 'jsonl')).toString();
    const run = await importedDocuments(text, { definition, assets, match: 'id', mode: 'update' });
    assert.equal(run.rows, assets.length);
    assertNothingToDo(run);
  });

  it('differ in what was changed in the file, and in nothing else', async () => {
    const text = (await exported(definition, assets)).toString();
    const changed = text.replace('polluted?', 'cleaned');
    assert.notEqual(changed, text);
    const { steps, problems } = await imported(changed, { definition, assets, match: 'id', mode: 'update' });
    assert.deepEqual(problems, []);
    assert.equal(steps.length, 1);
  });
});
