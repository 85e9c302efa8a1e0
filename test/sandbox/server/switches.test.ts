import { deepEqual, equal, match } from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { Sandbox } from '../../../src/sandbox/sandbox';
import type { Switches } from '../../../src/sandbox/sandbox';
import { ask } from './caller';

describe('The sandbox: switches', () => {
  let sandbox: Sandbox;
  beforeEach(async () => {
    sandbox = await Sandbox.start({ clock: 'virtual' });
  });
  afterEach(() => sandbox.stop());

  /** Puts a switch into a position. */
  function turn<K extends keyof Switches>(key: K, position: Switches[K]): void {
    sandbox.switches[key] = position;
  }
  const get = (path: string) => ask(sandbox, path);
  const post = (body: unknown, type = 3) => ask(sandbox, `assets/?asset_type=${type}`, { method: 'POST', body });
  const put = (id: number, body: object) =>
    ask(sandbox, `asset/${id}/`, { method: 'PUT', body: { updated_by: 1, ...body } });
  const proper = { name: 'Spare', display_id: 'SP-1', created_by: 1 };
  const firstLaptop = () => sandbox.world.assetsOf(3)[0]!;
  const value = async (id: number, field: number) =>
    (await get(`asset/${id}/`)).json.custom_fields.find((row) => row.id === field)?.value;

  /** One test for each switch: the compiler finds the one that is missing. */
  const tests: { readonly [K in keyof Switches]: () => Promise<void> } = {
    listOrder: async () => {
      const ids = async () => (await get('assets/?size=3')).json.data.map(({ id }) => id);
      deepEqual(await ids(), [659, 6748, 6749]);
      const last = sandbox.world.assetsOf(1).at(-1)!.id;
      turn('listOrder', 'idDescending');
      deepEqual(await ids(), [last, last - 1, last - 2]);
      turn('listOrder', 'recentlyUpdated');
      sandbox.world.editAsset(6755, { name: 'touched' });
      sandbox.world.editAsset(last, { name: 'touched' });
      deepEqual((await ids()).slice(0, 2), [last, 6755]);
      sandbox.world.deleteAsset(last);
      equal((await ids())[0], 6755);
      equal((await get('assets/?size=50&page=4')).json.page_info.end_index, 197);
    },
    listsEveryField: async () => {
      turn('listsEveryField', true);
      const { json } = await get('asset/659/');
      deepEqual(
        json.custom_fields.map(({ id }) => id),
        [45, 46, 47, 56, 57],
      );
      equal(json.custom_fields[4]?.value, null);
    },
    timestampsInReads: async () => {
      equal('created_at' in (await get('asset/659/')).json, false);
      turn('timestampsInReads', true);
      const { json } = await get('asset/659/');
      deepEqual([json.created_at, json.updated_at], ['2022-03-01T10:00:00Z', '2022-03-01T10:00:00Z']);
    },
    timestampFormat: async () => {
      turn('timestampFormat', 'plain');
      equal((await put(659, {})).json.updated_at, '2026-01-15 09:00:00');
    },
    assetTypeInCreateAnswer: async () => {
      equal('asset_type' in (await post(proper)).json, false);
      turn('assetTypeInCreateAnswer', true);
      deepEqual((await post({ ...proper, display_id: 'b' })).json.asset_type, { id: 3, name: 'Laptop' });
    },
    contactGroups: async () => {
      equal('contact_groups' in (await put(659, { contact_group_ids: [1] })).json, false);
      turn('contactGroups', true);
      deepEqual((await put(659, { contact_group_ids: [1, '2'] })).json.contact_groups, [
        { id: 1, name: 'Head office' },
        { id: 2, name: 'Field staff' },
      ]);
      deepEqual((await put(659, { contact_group_ids: 1 })).json, {
        error: { contact_group_ids: 'Enter a list of values.' },
      });
      equal((await put(659, { contact_group_ids: [9] })).status, 400);
      equal((await get('asset/659/')).json.contact_groups.length, 2);
    },
    choiceValue: async () => {
      const { id } = firstLaptop();
      sandbox.world.editAsset(id, { values: { 61: 302, 71: [341, 346] } });
      const read = async () => [await value(id, 61), await value(id, 71)];
      deepEqual(await read(), [302, [341, 346]]);
      turn('choiceValue', 'idString');
      deepEqual(await read(), ['302', ['341', '346']]);
      turn('choiceValue', 'label');
      deepEqual(await read(), ['Lenovo', ['Encrypted', 'Leased']]);
      turn('choiceValue', 'object');
      deepEqual(await read(), [
        { id: 302, text: 'Lenovo' },
        [
          { id: 341, text: 'Encrypted' },
          { id: 346, text: 'Leased' },
        ],
      ]);
    },
    numberValue: async () => {
      const { id } = firstLaptop();
      sandbox.world.editAsset(id, { values: { 65: 16.5 } });
      equal(await value(id, 65), 16.5);
      turn('numberValue', 'string');
      equal(await value(id, 65), '16.5');
    },
    textValue: async () => {
      sandbox.world.editAsset(6748, { displayId: '12', values: { 45: '12345678901234567890', 46: '1.10', 47: '007' } });
      turn('textValue', 'number');
      const { text } = await get('asset/6748/');
      for (const [key, spelled] of [
        ['display_id', '12'],
        ['value', '12345678901234567890'],
        ['value', '1.10'],
        ['value', '"007"'],
      ])
        match(text, new RegExp(`"${key}":${spelled}[,}]`));
    },
    dateValue: async () => {
      await put(6748, { custom_fields: { 57: '2026-01-31' } });
      turn('dateValue', 'dateTime');
      equal(await value(6748, 57), '2026-01-31T08:30:00Z');
      equal((await put(6748, { custom_fields: { 57: '2026-02-01T08:30:00Z' } })).status, 200);
      equal(sandbox.world.asset(6748)?.values.get(57), '2026-02-01');
    },
    slugs: async () => {
      turn('slugs', 'unheard');
      equal((await get('asset_custom_fields/71/')).json.type, 'multiple_ng');
    },
    unnamedContacts: async () => {
      await put(6748, {});
      equal((await get('asset/6748/')).json.contacts.length, 1);
      turn('unnamedContacts', 'reset');
      await put(6748, {});
      equal((await get('asset/6748/')).json.contacts.length, 0);
    },
    choiceWrite: async () => {
      const { id } = firstLaptop();
      const status = async (given: unknown) => (await put(id, { custom_fields: { 61: given } })).status;
      deepEqual([await status(302), await status('302'), await status('Lenovo')], [200, 200, 400]);
      turn('choiceWrite', 'strictId');
      deepEqual([await status(302), await status('302'), await status('Lenovo')], [200, 400, 400]);
      turn('choiceWrite', 'idOrLabel');
      deepEqual([await status(302), await status('302'), await status('Lenovo')], [200, 200, 200]);
    },
    goneChoices: async () => {
      const { id } = firstLaptop();
      sandbox.world.editAsset(id, { values: { 61: 999 } });
      equal((await put(id, { custom_fields: { 61: 999 } })).status, 400);
      turn('goneChoices', 'keep');
      equal((await put(id, { custom_fields: { 61: 999 } })).status, 200);
      equal((await put(id, { custom_fields: { 61: 998 } })).status, 400);
    },
    envelope: async () => {
      turn('envelope', 'array');
      equal((await get('assets/')).rows.length, 198);
      equal((await get('asset_types/')).rows.length, 11);
      equal((await get('asset_custom_fields/')).rows.length, 5);
    },
    staffEnvelope: async () => {
      turn('staffEnvelope', 'page');
      const { json } = await get('staff/');
      deepEqual([json.page_info.last_index, json.data.length], [5, 5]);
    },
    pastTheEnd: async () => {
      deepEqual((await get('assets/?page=21')).json.data, []);
      turn('pastTheEnd', 'lastPage');
      equal((await get('assets/?page=21')).json.page_info.start_index, 191);
      turn('pastTheEnd', 'notFound');
      equal((await get('assets/?page=21')).status, 404);
      equal((await get('assets/?page=20')).status, 200);
      equal((await get('assets/?asset_type=10')).status, 200);
    },
    emptyPageCount: async () => {
      turn('emptyPageCount', 1);
      equal((await get('assets/?asset_type=10')).json.page_info.page_count, 1);
      equal((await get('assets/')).json.page_info.page_count, 20);
    },
    pageCount: async () => {
      turn('pageCount', 'zero');
      deepEqual((await get('assets/')).json.page_info.page_count, 0);
    },
    pageParameter: async () => {
      turn('pageParameter', 'ignored');
      deepEqual((await get('assets/?page=3')).json, (await get('assets/?page=99')).json);
      equal((await get('assets/?page=3')).json.page_info.start_index, 1);
    },
    sizeAboveMaximum: async () => {
      turn('sizeAboveMaximum', 'refuse');
      equal((await get('assets/?size=51')).status, 400);
      equal((await get('assets/?size=50')).status, 200);
    },
    unknownAssetType: async () => {
      turn('unknownAssetType', 'firstType');
      deepEqual((await get('assets/?asset_type=99')).json, (await get('assets/?asset_type=1')).json);
    },
    choicesShape: async () => {
      const choices = async () => (await get('asset_custom_fields/84/')).json.choices;
      deepEqual(await choices(), [
        { id: 356, text: 'In use' },
        { id: 357, text: 'In stock' },
        { id: 358, text: 'Broken' },
      ]);
      turn('choicesShape', 'map');
      deepEqual(await choices(), { 356: 'In use', 357: 'In stock', 358: 'Broken' });
      turn('choicesShape', 'pairs');
      deepEqual(await choices(), [
        [356, 'In use'],
        [357, 'In stock'],
        [358, 'Broken'],
      ]);
      turn('choicesShape', 'strings');
      deepEqual(await choices(), ['In use', 'In stock', 'Broken']);
      equal((await get('asset_custom_fields/45/')).json.choices, null);
    },
    multipleSlug: async () => {
      turn('multipleSlug', 'checkbox');
      equal((await get('asset_custom_fields/71/')).json.type, 'checkbox');
      const { json } = await get(`asset/${firstLaptop().id}/`);
      equal(json.custom_fields.find(({ id }) => id === 71)?.type, 'checkbox');
    },
    customFieldPath: async () => {
      const statuses = async () => [
        (await get('asset_custom_fields/45/')).status,
        (await get('asset_custom_field/45/')).status,
      ];
      deepEqual(await statuses(), [200, 404]);
      turn('customFieldPath', 'singular');
      deepEqual(await statuses(), [404, 200]);
      turn('customFieldPath', 'both');
      deepEqual(await statuses(), [200, 200]);
      deepEqual((await get('asset_custom_field/45/')).json, (await get('asset_custom_fields/45/')).json);
      equal((await get('asset_custom_fields/')).json.data.length, 5);
    },
    visibilitySetting: async () => {
      turn('visibilitySetting', true);
      equal((await get('asset_type/1/')).json.settings.enable_asset_type_visibility_to_contact, false);
    },
    partialUpdate: async () => {
      equal((await put(659, { name: 'A' })).status, 200);
      turn('partialUpdate', false);
      const required = ['This field is required.'];
      deepEqual((await put(659, { name: 'B' })).json, { error: { display_id: required } });
      deepEqual((await put(659, { display_id: 'B' })).json, { error: { name: required } });
      equal((await put(659, { name: 'B', display_id: 'B' })).status, 200);
    },
    unnamedCustomFields: async () => {
      await put(6748, { custom_fields: { 45: 'new' } });
      deepEqual([await value(6748, 45), await value(6748, 46)], ['new', 'Dell']);
      turn('unnamedCustomFields', 'resetWhenAnyNamed');
      await put(6748, { name: 'x' });
      equal(await value(6748, 46), 'Dell');
      await put(6748, { custom_fields: { 45: 'newer' } });
      deepEqual([await value(6748, 45), await value(6748, 46)], ['newer', null]);
      turn('unnamedCustomFields', 'reset');
      await put(6748, { name: 'y' });
      equal(await value(6748, 45), null);
    },
    contactIdsOnUpdate: async () => {
      turn('contactIdsOnUpdate', 'add');
      const { json } = await put(6748, { contact_ids: [27301] });
      deepEqual(
        json.contacts.map(({ id }) => id),
        [27662, 27301],
      );
    },
    displayIdUnique: async () => {
      equal((await post({ ...proper, display_id: '2' })).status, 400);
      turn('displayIdUnique', 'assetType');
      equal((await post({ ...proper, display_id: '2' })).status, 200);
      equal((await post({ ...proper, display_id: '2' })).status, 400);
      turn('displayIdUnique', 'no');
      equal((await post({ ...proper, display_id: '2' })).status, 200);
    },
    unknownKeys: async () => {
      turn('unknownKeys', 'refuse');
      const { status, json } = await post({ ...proper, colour: 'red', custom_fields: { 45: 'x', x: 1 } });
      equal(status, 400);
      deepEqual(json.error, {
        custom_fields: { 45: 'Custom field not found.', x: 'Custom field not found.' },
        colour: ['Unknown field.'],
      });
    },
    contactsWhereSwitchedOff: async () => {
      turn('contactsWhereSwitchedOff', 'ignore');
      const people = { contact_ids: [27662], contacts: [{ name: 'N', email: 'n@example.com' }] };
      const { status, json } = await post({ ...proper, ...people }, 2);
      deepEqual([status, json.contacts], [200, []]);
      equal(sandbox.world.contactByEmail('n@example.com'), undefined);
    },
    contactNameRequired: async () => {
      turn('contactNameRequired', false);
      const { json } = await post({ ...proper, contacts: [{ email: 'n@example.com' }] });
      equal(json.contacts[0]?.name, 'n@example.com');
    },
    contactsSurviveRefusal: async () => {
      const refused = { ...proper, name: '', contacts: [{ name: 'N', email: 'n@example.com' }] };
      await post(refused);
      equal(sandbox.world.contactByEmail('n@example.com'), undefined);
      turn('contactsSurviveRefusal', true);
      equal((await post(refused)).status, 400);
      equal(sandbox.world.contactByEmail('n@example.com')?.name, 'N');
    },
    decimals: async () => {
      turn('decimals', false);
      const error = { custom_fields: { 65: 'Enter a whole number.' } };
      deepEqual((await post({ ...proper, custom_fields: { 65: 1.5 } })).json, { error });
      equal((await post({ ...proper, custom_fields: { 65: 1 } })).status, 200);
    },
    emptyText: async () => {
      const { id } = firstLaptop();
      await put(id, { custom_fields: { 60: '', 72: '' } });
      equal(await value(id, 60), '');
      turn('emptyText', 'null');
      await put(id, { custom_fields: { 60: '', 72: '' } });
      deepEqual([await value(id, 60), await value(id, 72)], [null, null]);
    },
    trimsText: async () => {
      equal((await put(659, { name: ' a ' })).json.name, ' a ');
      turn('trimsText', true);
      const { json } = await put(659, { name: ' b ', custom_fields: { 45: '\tc\n' } });
      deepEqual([json.name, json.custom_fields[0]?.value], ['b', 'c']);
    },
    deleteAnswer: async () => {
      const remove = async (id: number) => {
        const { status, text } = await ask(sandbox, `asset/${id}/?deleted_by=1`, { method: 'DELETE' });
        equal((await get(`asset/${id}/`)).status, 404);
        return [status, text];
      };
      deepEqual(await remove(6748), [204, '']);
      turn('deleteAnswer', 'empty');
      deepEqual(await remove(6749), [200, '']);
      turn('deleteAnswer', 'message');
      deepEqual(await remove(6750), [200, '{"message":"Asset deleted successfully"}']);
      turn('deleteAnswer', 'asset');
      const { text } = await get('asset/6751/');
      deepEqual(await remove(6751), [200, text]);
    },
    inactiveAgent: async () => {
      turn('inactiveAgent', 403);
      deepEqual((await post({ ...proper, created_by: 4 })).status, 403);
    },
    agentWithoutPermission: async () => {
      turn('agentWithoutPermission', 400);
      const error = { created_by: ['Agent does not have permission to manage assets.'] };
      deepEqual((await post({ ...proper, created_by: 3 })).json, { error });
    },
    agentWithoutContacts: async () => {
      turn('agentWithoutContacts', 400);
      const contacts = [{ name: 'N', email: 'n@example.com' }];
      const { status, json } = await post({ ...proper, created_by: 2, contacts });
      deepEqual([status, Object.keys(json.error as object)], [400, ['contacts']]);
    },
    errorShape: async () => {
      const refused = { name: 'x', created_by: 1, contact_ids: 'x', custom_fields: { 61: 5 } };
      const sentence = 'Provide a valid choice. 5 is not one of the available choices.';
      const text = `display_id: This field is required. contact_ids: Enter a list of values. custom_fields.61: ${sentence}`;
      turn('errorShape', 'list');
      deepEqual((await post(refused)).json, {
        error: [
          { field: 'display_id', errors: ['This field is required.'] },
          { field: 'contact_ids', errors: ['Enter a list of values.'] },
          { field: 'custom_fields.61', errors: [sentence] },
        ],
      });
      turn('errorShape', 'text');
      deepEqual((await post(refused)).json, { error: text });
      turn('errorShape', 'message');
      deepEqual((await post(refused)).json, { message: text });
      turn('errorShape', 'flag');
      deepEqual((await post(refused)).json, { error: true, message: text });
    },
    missingSlash: async () => {
      turn('missingSlash', 404);
      equal((await get('assets')).status, 404);
    },
    rateLimit: async () => {
      turn('readsPerMinute', 1);
      turn('rateLimit', false);
      for (let i = 0; i < 3; i++) equal((await get('staff/')).status, 200);
    },
    readsPerMinute: async () => {
      turn('readsPerMinute', 2);
      const statuses = [];
      for (let i = 0; i < 3; i++) statuses.push((await get('staff/')).status);
      deepEqual(statuses, [200, 200, 429]);
    },
    writesPerMinute: async () => {
      turn('writesPerMinute', 2);
      const statuses = [];
      for (let i = 0; i < 3; i++) statuses.push((await put(659, {})).status);
      deepEqual(statuses, [200, 200, 429]);
    },
    lockOutExtends: async () => {
      turn('readsPerMinute', 1);
      turn('lockOutExtends', true);
      await get('staff/');
      equal((await get('staff/')).status, 429);
      sandbox.clock.advance(9 * 60_000);
      equal((await get('staff/')).status, 429);
      sandbox.clock.advance(9 * 60_000);
      equal((await get('staff/')).status, 429);
      sandbox.clock.advance(10 * 60_000);
      equal((await get('staff/')).status, 200);
    },
    retryAfter: async () => {
      turn('readsPerMinute', 0);
      equal((await get('staff/')).headers['retry-after'], undefined);
      turn('retryAfter', 'seconds');
      sandbox.clock.advance(1500);
      equal((await get('staff/')).headers['retry-after'], '599');
      turn('retryAfter', 'date');
      const at = (await get('staff/')).headers['retry-after'] ?? '';
      match(at, /GMT$/);
      equal(Date.parse(at), Date.parse('2026-01-15T09:10:00Z'));
    },
  };

  for (const [key, test] of Object.entries(tests)) it(key, test);

  it('starts in the positions it is given', async () => {
    const other = await Sandbox.start({ account: 'article', switches: { envelope: 'array' } });
    equal((await ask(other, 'asset_types/')).rows.length, 2);
    equal(other.switches.pastTheEnd, 'empty');
    equal(sandbox.switches.envelope, 'page');
    await other.stop();
  });
});
