import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { AssetTypeDefinition } from '../../../src/assets/assetTypeDefinition';
import { stateOf } from '../../../src/assets/editableState';
import type { Asset } from '../../../src/happyfox/asset';
import { HappyFoxError } from '../../../src/happyfox/errors';
import type { JournaledWrite, Operation } from '../../../src/plans/journal';
import { revertWrite } from '../../../src/plans/revertWrite';
import { saveAsset } from '../../../src/plans/saveAsset';
import { Sandbox, type Switches } from '../../../src/sandbox/sandbox';
import { fakeWriter } from '../../unit/plans/fakeClient';
import { open, user, type Opened } from '../client/open';

const typeId = 77;
const assetId = 9_001;
const digits = '12345678901234567890';
const choices = [
  { id: 31, text: 'Red' },
  { id: 32, text: 'Blue' },
];

/** An asset with a value of every kind. */
const values = {
  701: 'C034',
  702: 'one\ntwo',
  703: 12.5,
  704: 31,
  705: [32, 31],
  706: '2026-12-31',
  707: digits,
  708: '1.10',
} as const;

let sandbox: Sandbox;
let connection: Opened;

beforeEach(async () => {
  sandbox = await Sandbox.start({ account: 'article', clock: 'virtual' });
  const { world } = sandbox;
  world.addType({ id: typeId, name: 'Everything' });
  const kinds = ['text', 'textarea', 'number', 'dropdown', 'multiple', 'date', 'text', 'textarea'] as const;
  for (const [index, kind] of kinds.entries()) {
    const withChoices = kind === 'dropdown' || kind === 'multiple' ? { choices } : {};
    world.addField({ id: 701 + index, typeId, name: `${kind} ${index + 1}`, kind, ...withChoices });
  }
  world.addAsset(typeId, { id: assetId, name: 'Old', displayId: '00012', contactIds: [27_662], values });
  connection = open(sandbox);
});

afterEach(async () => {
  await connection.dispose();
  await sandbox.stop();
});

/** What is known of the asset, and the means to write it. */
async function opened() {
  const { client } = connection;
  const [types, fields, base] = await Promise.all([
    client.listAssetTypes(user),
    client.listCustomFields(typeId, user),
    client.getAsset(assetId, user),
  ]);
  const definition: AssetTypeDefinition = { assetType: types.find(({ id }) => id === typeId)!, fields };
  const { writer, entries, results } = fakeWriter({});
  sandbox.wireLog.clear();
  return {
    base,
    definition,
    entries,
    results,
    writer: { ...writer, client, agent: { id: 1, name: 'George - Admin' } },
  };
}

async function rename(name: string) {
  const { writer, definition, base, ...journal } = await opened();
  const outcome = await saveAsset(writer, { definition, base, mine: { ...stateOf(base, definition), name } });
  assert.ok(outcome.kind === 'saved');
  return { ...journal, writer, definition, differences: outcome.differences };
}

function held() {
  const { displayId, contactIds, values: fields } = sandbox.world.asset(assetId)!;
  return { displayId, contactIds, fields: Object.fromEntries(fields) };
}

type Position = readonly [what: string, switches: Partial<Switches>];

const resets: readonly Position[] = [
  ['what is not named stays', {}],
  ['unnamed fields are reset when any is named', { unnamedCustomFields: 'resetWhenAnyNamed' }],
  ['everything unnamed is reset', { unnamedCustomFields: 'reset', unnamedContacts: 'reset' }],
];

const forms: readonly Position[] = [
  ['as in the article', {}],
  ['choices as digits', { choiceValue: 'idString' }],
  ['choices by label', { choiceValue: 'label' }],
  ['choices as objects, written as numbers', { choiceValue: 'object', choiceWrite: 'strictId' }],
  ['multiple options by another name', { multipleSlug: 'multiple_choice' }],
  ['dates with a time', { dateValue: 'dateTime' }],
  ['numbers as texts', { numberValue: 'string' }],
  ['texts as numbers', { textValue: 'number' }],
  ['kinds that nobody knows', { slugs: 'unheard' }],
  ['kinds that nobody knows, with objects', { slugs: 'unheard', choiceValue: 'object', choiceWrite: 'strictId' }],
  ['kinds that nobody knows, by label', { slugs: 'unheard', choiceValue: 'label', choiceWrite: 'idOrLabel' }],
  ['kinds that nobody knows, dates with a time', { slugs: 'unheard', dateValue: 'dateTime' }],
  ['kinds that nobody knows, texts as numbers', { slugs: 'unheard', textValue: 'number' }],
];

describe('a rename changes the name alone', () => {
  for (const [reset, resetSwitches] of resets) {
    for (const [form, formSwitches] of forms) {
      it(`where ${reset}: ${form}`, async () => {
        Object.assign(sandbox.switches, resetSwitches, formSwitches);
        // As a number of a kind that nobody knows it is 1.1.
        if (formSwitches.slugs) sandbox.world.editAsset(assetId, { values: { 708: '110' } });
        const was = held();
        const { differences } = await rename('New');
        assert.deepEqual([differences, sandbox.world.asset(assetId)?.name, held()], [[], 'New', was]);
      });
    }
  }

  it('or nothing, and says why, where the server refuses a choice that is gone', async () => {
    sandbox.world.addField({ id: 704, typeId, name: 'Colour', kind: 'dropdown', choices: choices.slice(1) });
    const was = held();
    await assert.rejects(rename('New'), (error) => {
      assert.ok(HappyFoxError.is(error));
      assert.deepEqual(
        error.failure.fieldErrors?.map(({ path }) => path),
        [['custom_fields', '704']],
      );
      return true;
    });
    assert.deepEqual([sandbox.world.asset(assetId)?.name, held()], ['Old', was]);
    sandbox.switches.goneChoices = 'keep';
    sandbox.switches.unnamedCustomFields = 'reset';
    await rename('New');
    assert.deepEqual([sandbox.world.asset(assetId)?.name, held()], ['New', was]);
  });

  it('also where the type has lost the definitions of fields, since they may only not be shown', async () => {
    sandbox.switches.unnamedCustomFields = 'reset';
    const was = held();
    const { writer, base, definition } = await opened();
    const partial = { ...definition, fields: definition.fields.slice(0, 2) };
    await saveAsset(writer, { definition: partial, base, mine: { ...stateOf(base, partial), name: 'New' } });
    assert.deepEqual(held(), was);
  });
});

describe('undo', () => {
  it('brings back what a rename by another program has emptied, in forms that nobody understands', async () => {
    Object.assign(sandbox.switches, { slugs: 'unheard', choiceValue: 'object' });
    const was = held();
    const { writer, base, definition } = await opened();
    const emptied = { values: Object.fromEntries(Object.keys(values).map((id) => [id, null])) };
    sandbox.world.editAsset(assetId, emptied);
    const after = await connection.client.getAsset(assetId, user);
    const { outcome, lost } = await revertWrite(writer, written('update', base, after), definition);
    assert.deepEqual([outcome, lost, held()], ['reverted', [], was]);
  });

  it('creates a deleted asset again with all that can be sent, and names what HappyFox did not take', async () => {
    Object.assign(sandbox.switches, { slugs: 'unheard', choiceValue: 'object' });
    const { writer, base, definition } = await opened();
    sandbox.world.deleteAsset(assetId);
    const odd = { id: 799, name: 'Odd', type: 'nested', order: 9, value: { deep: [1] } };
    const before = { ...base, customFields: [...base.customFields, odd] };
    const { outcome, asset, lost } = await revertWrite(writer, written('delete', before, null), definition);
    assert.equal(outcome, 'recreated');
    assert.deepEqual(Object.fromEntries(sandbox.world.asset(asset.id)!.values), values);
    assert.deepEqual(lost, [{ key: 799, label: 'Odd', before: { deep: [1] }, after: null }]);
  });
});

function written(operation: Operation, before: Asset, after: Asset | null): JournaledWrite {
  const agent = { id: 1, name: 'George - Admin' };
  return {
    entry: {
      ...{ id: 'one', time: 1, accountId: 'acme', agent, operation, assetTypeId: typeId, assetId },
      name: 'Old',
      before,
      intent: after,
    },
    result: { state: 'verified', time: 2, after },
    sender: 'this',
  };
}
