import { deepEqual, equal, throws } from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { afterEach, describe, it } from 'mocha';
import { Sandbox } from '../../../src/sandbox/sandbox';
import createAnswer from '../../fixtures/article/createAnswer.json';
import createPayload from '../../fixtures/article/createPayload.json';
import getAsset from '../../fixtures/article/getAsset.json';
import getAssetType from '../../fixtures/article/getAssetType.json';
import getCustomField from '../../fixtures/article/getCustomField.json';
import listAssets from '../../fixtures/article/listAssets.json';
import listAssetTypes from '../../fixtures/article/listAssetTypes.json';
import listCustomFields from '../../fixtures/article/listCustomFields.json';
import refusal from '../../fixtures/article/refusal.json';
import updateAnswer from '../../fixtures/article/updateAnswer.json';
import updatePayload from '../../fixtures/article/updatePayload.json';
import { ask } from './caller';

/** The account of §3 and §4: other ids than in §1, a type with a dropdown and a text area. */
async function startSampleAccount(startsAt: string): Promise<Sandbox> {
  const sandbox = await Sandbox.start({ account: 'empty', clock: 'virtual', startsAt });
  const { world } = sandbox;
  world.addType({ id: 1, name: 'General' });
  const categories = [1, 2, 3, 4].map((id) => ({ id, text: `Category ${id}` }));
  world.addField({ id: 1, typeId: 1, name: 'Asset Category', kind: 'dropdown', choices: categories });
  world.addField({ id: 2, typeId: 1, name: 'Description', kind: 'textarea' });
  return sandbox;
}

describe('The sandbox serves the samples of the article', () => {
  let sandbox: Sandbox;
  afterEach(() => sandbox.stop());

  it('§1: lists the ten assets with their page', async () => {
    sandbox = await Sandbox.start();
    for (const path of ['assets/?asset_type=1', 'assets/?asset_type=1&size=10&page=1', 'assets/']) {
      const { status, json } = await ask(sandbox, path);
      equal(status, 200);
      deepEqual(json, listAssets);
    }
  });

  it('§1: with the keys in the published order', async () => {
    sandbox = await Sandbox.start();
    const { text } = await ask(sandbox, 'assets/');
    equal(text, JSON.stringify(listAssets));
  });

  it('§2: one asset', async () => {
    sandbox = await Sandbox.start();
    const { status, json } = await ask(sandbox, 'asset/659/');
    equal(status, 200);
    deepEqual(json, getAsset);
  });

  it('§3: the answer to a create', async () => {
    sandbox = await startSampleAccount('2019-11-15T07:49:40Z');
    sandbox.world.addContact({ id: 1, name: 'John', email: 'john@example.com' });
    sandbox.world.addContact({ id: 2, name: 'Donald', email: 'donald@example.com' });
    sandbox.world.addAsset(1, { id: 12, name: 'The one before' });
    const { contact_ids, contacts, created_by } = createPayload;
    const body = {
      ...{ name: 'Macbook Pro', display_id: 'mac_d11pro', contact_ids, contacts, created_by },
      custom_fields: { 1: createPayload.custom_fields['1'] },
    };
    const { status, json } = await ask(sandbox, 'assets/?asset_type=1', { method: 'POST', body });
    equal(status, 200);
    deepEqual(json, createAnswer);
  });

  it('§3: the refusal with a list, a sentence and an object', async () => {
    sandbox = await startSampleAccount('2019-11-15T07:49:40Z');
    const body = { name: 'Macbook Pro', contact_ids: '1', created_by: 1, custom_fields: { 1: 5 } };
    const { status, json } = await ask(sandbox, 'assets/?asset_type=1', { method: 'POST', body });
    equal(status, 400);
    deepEqual(json, refusal);
  });

  it('§3: takes the whole example payload once it is JSON', async () => {
    sandbox = await Sandbox.start({ account: 'empty' });
    const { world } = sandbox;
    const choices = [1, 2, 3, 4].map((id) => ({ id, text: `Choice ${id}` }));
    world.addType({ id: 1, name: 'General' });
    world.addContact({ id: 1, name: 'John', email: 'john@example.com' });
    world.addField({ id: 1, typeId: 1, name: 'Text', kind: 'text' });
    world.addField({ id: 2, typeId: 1, name: 'Another text', kind: 'text' });
    world.addField({ id: 3, typeId: 1, name: 'Text area', kind: 'textarea' });
    world.addField({ id: 4, typeId: 1, name: 'Serial', kind: 'text' });
    world.addField({ id: 5, typeId: 1, name: 'Dropdown', kind: 'dropdown', choices });
    world.addField({ id: 6, typeId: 1, name: 'Multiple', kind: 'multiple', choices });
    world.addField({ id: 7, typeId: 1, name: 'Date', kind: 'date' });
    sandbox.switches.contactNameRequired = false;
    const { status, json } = await ask(sandbox, 'assets/', { method: 'POST', body: createPayload });
    equal(status, 200);
    deepEqual(
      json.custom_fields.map(({ value }) => value),
      Object.values({ ...createPayload.custom_fields }),
    );
    deepEqual(
      json.contacts.map(({ email }) => email),
      ['john@example.com', 'donald@example.com'],
    );
  });

  it('§3: refuses the example as it was published, which is not JSON', async () => {
    sandbox = await Sandbox.start();
    const body = readFileSync('test/fixtures/article/createPayload.txt', 'utf8');
    throws(() => JSON.parse(body) as unknown);
    const { status } = await ask(sandbox, 'assets/', { method: 'POST', body });
    equal(status, 400);
  });

  it('§4: an update and its answer', async () => {
    sandbox = await startSampleAccount('2019-11-15T08:00:14Z');
    sandbox.world.addContact({ id: 1, name: 'Somebody', email: 'somebody@example.com' });
    sandbox.world.addContact({ id: 2, name: 'John', email: 'john@example.com' });
    const createdAt = Date.parse('2019-11-15T06:43:51Z');
    const asset = { id: 2, displayId: 'mac_lpro', contactIds: [1], createdBy: 1, createdAt, values: { 1: 1 } };
    sandbox.world.addAsset(1, { ...asset, name: 'Macbook pro' });
    const { status, json } = await ask(sandbox, 'asset/2/', { method: 'PUT', body: updatePayload });
    equal(status, 200);
    deepEqual(json, updateAnswer);
  });

  it('§6 and §7: custom fields', async () => {
    sandbox = await Sandbox.start();
    deepEqual((await ask(sandbox, 'asset_custom_fields/?asset_type=1')).json, listCustomFields);
    deepEqual((await ask(sandbox, 'asset_custom_fields/')).json, listCustomFields);
    deepEqual((await ask(sandbox, 'asset_custom_fields/45/')).json, getCustomField);
  });

  it('§8 and §9: asset types', async () => {
    sandbox = await Sandbox.start({ account: 'article' });
    deepEqual((await ask(sandbox, 'asset_types/')).json, listAssetTypes);
    deepEqual((await ask(sandbox, 'asset_type/1/')).json, getAssetType);
    deepEqual((await ask(sandbox, 'assets/')).json, listAssets);
  });

  it('§8: the demo account begins with the same two types', async () => {
    sandbox = await Sandbox.start();
    deepEqual((await ask(sandbox, 'asset_types/?size=2')).json.data, listAssetTypes.data);
  });
});
