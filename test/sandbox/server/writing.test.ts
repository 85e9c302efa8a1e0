import { deepEqual, equal } from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { Sandbox } from '../../../src/sandbox/sandbox';
import { ask } from './caller';

const LAPTOP = 3;
const DEVICE = 2;
const GEORGE = 1;
const PRIYA = 2;
const TOM = 3;
const HELEN = 4;

describe('The sandbox: writing', () => {
  let sandbox: Sandbox;
  beforeEach(async () => {
    sandbox = await Sandbox.start({ assets: 60, clock: 'virtual', startsAt: '2026-01-15T09:00:00Z' });
  });
  afterEach(() => sandbox.stop());

  const create = (body: unknown, type: number | string = LAPTOP) =>
    ask(sandbox, `assets/?asset_type=${type}`, { method: 'POST', body });
  const update = (id: number, body: unknown) => ask(sandbox, `asset/${id}/`, { method: 'PUT', body });
  const remove = (id: number, by: number | string) =>
    ask(sandbox, `asset/${id}/?deleted_by=${by}`, { method: 'DELETE' });
  const proper = { name: 'Spare', display_id: 'SP-1', created_by: GEORGE };

  it('creates, reads, updates and deletes', async () => {
    const total = sandbox.world.assets.count(LAPTOP);
    const body = {
      ...proper,
      contact_ids: [27662],
      custom_fields: { 60: 'X', 61: 301, 65: 16, 68: '2028-02-29', 71: [341, 342] },
    };
    const created = await create(body);
    equal(created.status, 200);
    equal(created.json.created_at, '2026-01-15T09:00:00Z');
    const { id } = created.json;
    const read = await ask(sandbox, `asset/${id}/`);
    deepEqual(read.json.custom_fields, created.json.custom_fields);
    deepEqual(read.json.contacts, [{ email: 'dwayne.wade@gmail.com', name: 'Dwyane Wade', id: 27662 }]);
    equal(sandbox.world.assets.count(LAPTOP), total + 1);

    sandbox.clock.advance(61_000);
    const updated = await update(id, { name: 'Spare 2', updated_by: PRIYA, custom_fields: { 60: 'Y' } });
    equal(updated.status, 200);
    deepEqual([updated.json.name, updated.json.display_id, updated.json.updated_by], ['Spare 2', 'SP-1', PRIYA]);
    equal(updated.json.updated_at, '2026-01-15T09:01:01Z');
    deepEqual(sandbox.world.asset(id)?.values.get(60), 'Y');
    deepEqual(sandbox.world.asset(id)?.values.get(71), [341, 342]);

    const deleted = await remove(id, GEORGE);
    deepEqual([deleted.status, deleted.text], [204, '']);
    equal((await ask(sandbox, `asset/${id}/`)).status, 404);
    equal((await remove(id, GEORGE)).status, 404);
    equal((await update(id, { updated_by: GEORGE })).status, 404);
    equal(sandbox.world.assets.count(LAPTOP), total);
  });

  it('creates in the first type when none is named', async () => {
    const { json } = await ask(sandbox, 'assets/', { method: 'POST', body: proper });
    equal(sandbox.world.asset(json.id)?.typeId, 1);
    equal((await create(proper, 99)).status, 404);
  });

  const refusals: readonly (readonly [why: string, change: Record<string, unknown>, error: unknown])[] = [
    ['no name', { name: undefined }, { name: ['This field is required.'] }],
    ['a null name', { name: null }, { name: ['This field is required.'] }],
    ['a blank name', { name: '  ' }, { name: ['This field is required.'] }],
    ['a list as name', { name: ['x'] }, { name: ['Enter a valid value.'] }],
    [
      'a long name',
      { name: 'x'.repeat(201) },
      { name: ['Ensure this value has at most 200 characters (it has 201).'] },
    ],
    ['no display id', { display_id: undefined }, { display_id: ['This field is required.'] }],
    ['a fraction as display id', { display_id: 1.5 }, { display_id: ['Enter a valid value.'] }],
    ['a display id that is taken', { display_id: '2' }, { display_id: ['Asset with this Display ID already exists.'] }],
    ['no agent', { created_by: undefined }, { created_by: ['This field is required.'] }],
    ['a name as agent', { created_by: 'George' }, { created_by: ['Enter a whole number.'] }],
    [
      'an unknown agent',
      { created_by: 99 },
      { created_by: ['Select a valid choice. 99 is not one of the available choices.'] },
    ],
    ['an inactive agent', { created_by: HELEN }, { created_by: ['Agent is not active.'] }],
    ['a contact id that is no list', { contact_ids: '1' }, { contact_ids: 'Enter a list of values.' }],
    ['a list of words', { contact_ids: ['x'] }, { contact_ids: 'Enter a list of values.' }],
    [
      'an unknown contact',
      { contact_ids: [5] },
      { contact_ids: 'Select a valid choice. 5 is not one of the available choices.' },
    ],
    ['contacts that are no list', { contacts: {} }, { contacts: 'Enter a list of values.' }],
    ['a contact without a name', { contacts: [{ email: 'a@example.com' }] }, { contacts: ['Name is required.'] }],
    ['a contact out of reach', { contacts: [{ name: 'A' }] }, { contacts: ['Email or phone is required.'] }],
    [
      'a contact with half an address',
      { contacts: [{ name: 'A', email: 'a@' }] },
      { contacts: ['Enter a valid email address.'] },
    ],
    ['a list of custom fields', { custom_fields: [] }, { custom_fields: 'Enter a dictionary of values.' }],
  ];
  for (const [why, change, error] of refusals) {
    it(`refuses ${why}`, async () => {
      const total = sandbox.world.assets.count(LAPTOP);
      const { status, json } = await create({ ...proper, ...change });
      deepEqual([status, json], [400, { error }]);
      equal(sandbox.world.assets.count(LAPTOP), total);
    });
  }

  const noChoice = (value: unknown) => `Provide a valid choice. ${String(value)} is not one of the available choices.`;
  const values: readonly (readonly [field: number, given: unknown, kept: unknown, refused?: string])[] = [
    [60, 'text', 'text'],
    [60, '', ''],
    [60, null, null],
    [60, 42, '42'],
    [60, {}, undefined, 'Enter a valid value.'],
    [60, true, undefined, 'Enter a valid value.'],
    [72, 'two\nlines 🖥️', 'two\nlines 🖥️'],
    [65, 12, 12],
    [65, -3, -3],
    [65, '12', 12],
    [65, 0, 0],
    [65, 12.25, 12.25],
    [65, 12.255, undefined, 'Ensure that there are no more than 2 decimal places.'],
    [65, '', null],
    [65, 'C034234ZHY', undefined, 'Enter a number.'],
    [65, 1e21, undefined, 'Enter a number.'],
    [65, [1], undefined, 'Enter a number.'],
    [61, 301, 301],
    [61, '301', 301],
    [61, null, null],
    [61, '', null],
    [61, 5, undefined, noChoice(5)],
    [61, 'Dell', undefined, noChoice('Dell')],
    [61, { id: 301 }, undefined, noChoice('{"id":301}')],
    [71, [341, '342'], [341, 342]],
    [71, [], []],
    [71, null, null],
    [71, [341, 341], [341]],
    [71, 341, undefined, 'Enter a list of values.'],
    [71, [341, 301], undefined, noChoice(301)],
    [68, '2026-12-31', '2026-12-31'],
    [68, '2024-02-29', '2024-02-29'],
    [68, null, null],
    [68, '', null],
    [68, '2026-02-29', undefined, 'Enter a valid date.'],
    [68, '2026-13-01', undefined, 'Enter a valid date.'],
    [68, '31-12-2026', undefined, 'Enter a valid date.'],
    [68, 20261231, undefined, 'Enter a valid date.'],
  ];
  for (const [field, given, kept, refused] of values) {
    const verb = refused === undefined ? 'keeps' : 'refuses';
    it(`${verb} ${JSON.stringify(given)} in field ${field}`, async () => {
      const { status, json } = await create({ ...proper, custom_fields: { [field]: given } });
      if (refused !== undefined) deepEqual([status, json], [400, { error: { custom_fields: { [field]: refused } } }]);
      else deepEqual([status, sandbox.world.asset(json.id)?.values.get(field)], [200, kept]);
    });
  }

  it('takes 200 characters, also beyond the basic plane, and refuses one more', async () => {
    equal((await create({ ...proper, name: '😀'.repeat(200) })).status, 200);
    equal((await create({ ...proper, display_id: 'other', name: '😀'.repeat(201) })).status, 400);
  });

  it('keeps hostile texts as they are', async () => {
    for (const [index, name] of ['__proto__', '<script>', '=1+1', '\u202Etxt.exe', '$(trash)'].entries()) {
      const { json } = await create({ ...proper, name, display_id: `hostile ${index}`, custom_fields: { 60: name } });
      const { json: read } = await ask(sandbox, `asset/${json.id}/`);
      equal(read.name, name);
      equal(read.custom_fields[0]?.value, name);
    }
  });

  it('ignores unknown keys and fields of other types, also __proto__', async () => {
    const { status, json } = await create(
      '{"name":"A","display_id":"A","created_by":1,"color":1,"__proto__":{"x":1},"custom_fields":{"45":"no","__proto__":"no","60":"yes"}}',
    );
    equal(status, 200);
    equal(json.custom_fields[0]?.value, 'yes');
    equal(sandbox.world.asset(json.id)?.values.has(45), false);
  });

  it('demands a required field on create, and refuses to clear it', async () => {
    const LICENCE = 6;
    const error = { custom_fields: { 102: 'This field is required.' } };
    deepEqual((await create(proper, LICENCE)).json, { error });
    deepEqual((await create({ ...proper, custom_fields: { 102: '' } }, LICENCE)).json, { error });
    const { json } = await create({ ...proper, custom_fields: { 102: 'AAAAA' } }, LICENCE);
    equal((await update(json.id, { name: 'B', updated_by: GEORGE })).status, 200);
    deepEqual((await update(json.id, { updated_by: GEORGE, custom_fields: { 102: null } })).json, { error });
  });

  it('coerces a whole number to a display id, and keeps zeros of a text', async () => {
    equal((await create({ ...proper, display_id: 777 })).json.display_id, '777');
    equal((await create({ ...proper, display_id: '0777' })).json.display_id, '0777');
  });

  it('lets an asset keep its own display id, and take one that became free', async () => {
    equal((await update(659, { display_id: '2', updated_by: GEORGE })).status, 200);
    const { json } = await create(proper);
    equal((await update(659, { display_id: 'SP-1', updated_by: GEORGE })).status, 400);
    await remove(json.id, GEORGE);
    equal((await update(659, { display_id: 'SP-1', updated_by: GEORGE })).status, 200);
    equal((await create({ ...proper, display_id: '2' })).status, 200);
  });

  it('lists a younger field of an old asset once it has a value', async () => {
    const names = async () => (await ask(sandbox, 'asset/659/')).json.custom_fields.map(({ id }) => id);
    deepEqual(await names(), [45, 46, 47]);
    await update(659, { updated_by: GEORGE, custom_fields: { 57: '2027-01-01' } });
    deepEqual(await names(), [45, 46, 47, 57]);
  });

  describe('agents', () => {
    it('lets agents with Manage Assets write, and administrators', async () => {
      equal((await create({ ...proper, created_by: PRIYA })).status, 200);
      equal((await create({ ...proper, display_id: 'b', created_by: String(GEORGE) })).status, 200);
    });

    it('refuses agents without Manage Assets on every write', async () => {
      const answers = [
        await create({ ...proper, created_by: TOM }),
        await update(659, { name: 'x', updated_by: TOM }),
        await remove(659, TOM),
      ];
      for (const { status, json } of answers) {
        deepEqual([status, json], [403, { error: 'Agent does not have permission to manage assets.' }]);
      }
      equal(sandbox.world.asset(659)?.name, '21');
    });

    it('demands an agent of updates and deletes', async () => {
      const required = ['This field is required.'];
      deepEqual((await update(659, { name: 'x' })).json, { error: { updated_by: required } });
      deepEqual((await ask(sandbox, 'asset/659/', { method: 'DELETE' })).json, { error: { deleted_by: required } });
      deepEqual((await remove(659, 'x')).json, { error: { deleted_by: ['Enter a whole number.'] } });
      equal((await remove(659, 99)).status, 400);
      deepEqual((await remove(659, HELEN)).json, { error: { deleted_by: ['Agent is not active.'] } });
      equal(sandbox.world.asset(659)?.name, '21');
    });

    it('follows what becomes of an agent', async () => {
      sandbox.world.editStaff(PRIYA, { active: false });
      equal((await update(659, { updated_by: PRIYA })).status, 400);
      sandbox.world.editStaff(PRIYA, { active: true, permissions: [] });
      equal((await update(659, { updated_by: PRIYA })).status, 403);
    });
  });

  describe('contacts', () => {
    const newcomer = { name: 'New Person', email: 'new.person@example.com' };

    it('creates and links people when the agent may manage contacts', async () => {
      const { status, json } = await create({ ...proper, contact_ids: ['27662'], contacts: [newcomer] });
      equal(status, 200);
      const id = sandbox.world.contactByEmail(newcomer.email)?.id;
      deepEqual(json.contacts[1], { email: newcomer.email, name: newcomer.name, id });
      equal((await ask(sandbox, `user/${newcomer.email}/`)).json.id, id);
    });

    it('refuses that to other agents, and creates neither person nor asset', async () => {
      const { status, json } = await create({ ...proper, created_by: PRIYA, contacts: [newcomer] });
      deepEqual([status, json], [403, { error: 'Agent does not have permission to manage contacts.' }]);
      equal(sandbox.world.contactByEmail(newcomer.email), undefined);
      equal(sandbox.world.assets.withDisplayId('SP-1').length, 0);
    });

    it('links a person whose e-mail is known instead of creating one', async () => {
      const total = sandbox.world.contacts.length;
      const body = { ...proper, created_by: PRIYA, contacts: [{ email: 'Dwayne.Wade@gmail.com' }] };
      const { status, json } = await create(body);
      deepEqual([status, json.contacts[0]?.id], [200, 27662]);
      equal(sandbox.world.contacts.length, total);
    });

    it('creates a person with a phone alone', async () => {
      const { json } = await create({ ...proper, contacts: [{ name: 'Phone Only', phone: '4420' }] });
      deepEqual([json.contacts[0]?.name, json.contacts[0]?.email], ['Phone Only', null]);
      equal((await ask(sandbox, 'users/?q=phone:4420+name:"Phone+Only"')).json.data.length, 1);
      const listed = { name: 'Phone List', phones: [{ type: 'w', number: '4421' }] };
      await create({ ...proper, display_id: 'SP-2', contacts: [listed] });
      equal((await ask(sandbox, 'users/?q=phone:4421')).json.data[0]?.name, 'Phone List');
    });

    it('replaces, keeps and empties the list on update', async () => {
      const ids = async (body: object) =>
        (await update(6748, { ...body, updated_by: GEORGE })).json.contacts.map(({ id }) => id);
      deepEqual(await ids({ name: 'kept' }), [27662]);
      deepEqual(await ids({ contact_ids: [27301, 27302] }), [27301, 27302]);
      deepEqual(await ids({ contact_ids: [27303], contacts: [newcomer] }), [27303, 27725]);
      deepEqual(await ids({ contact_ids: [] }), []);
    });

    it('refuses them where the type has no contact association, but takes an empty list', async () => {
      const { status, json } = await create({ ...proper, contact_ids: [27662] }, DEVICE);
      const sentence = 'Contact association is not enabled for this asset type.';
      deepEqual([status, json], [400, { error: { contact_ids: sentence } }]);
      deepEqual((await create({ ...proper, contacts: [newcomer] }, DEVICE)).json, { error: { contacts: sentence } });
      equal((await create({ ...proper, contact_ids: [], contacts: [] }, DEVICE)).status, 200);
    });
  });

  describe('payloads', () => {
    const post = (body: string | Buffer, contentType: string | undefined) =>
      ask(sandbox, `assets/?asset_type=${LAPTOP}`, { method: 'POST', body, headers: { 'content-type': contentType } });

    it('refuses malformed JSON, other JSON than objects, and broken UTF-8', async () => {
      for (const body of ['{"name":', '{name: 1}', '[]', '"x"', '1', 'null', '{"a": 2020-11-15}']) {
        equal((await post(body, 'application/json')).status, 400, body);
      }
      equal((await post(Buffer.from([0x22, 0xff, 0x22]), 'application/json')).status, 400);
    });

    it('takes an empty payload for one without keys', async () => {
      const { status, json } = await ask(sandbox, 'assets/', { method: 'POST' });
      deepEqual([status, Object.keys(json.error as object)], [400, ['name', 'display_id', 'created_by']]);
    });

    it('takes form url encoded payloads', async () => {
      const form = new URLSearchParams({ ...proper, created_by: '1', custom_fields: '{"65": "16", "71": [341]}' });
      form.append('contact_ids', '27662');
      form.append('contact_ids', '27301');
      const { status, json } = await post(form.toString(), 'application/x-www-form-urlencoded');
      equal(status, 200);
      deepEqual(
        json.contacts.map(({ id }) => id),
        [27662, 27301],
      );
      deepEqual(sandbox.world.asset(json.id)?.values.get(65), 16);
      const single = 'name=A&display_id=A&created_by=1&contact_ids=27662&custom_fields=nonsense';
      const refused = await post(single, 'application/x-www-form-urlencoded; charset=utf-8');
      deepEqual(refused.json, { error: { custom_fields: 'Enter a dictionary of values.' } });
    });

    it('takes multipart payloads', async () => {
      const form = new FormData();
      for (const [key, value] of Object.entries({
        name: 'Zoë 🖥️\r\n2',
        display_id: 'M-1',
        created_by: '1',
        contact_ids: '[27662]',
      })) {
        form.append(key, value);
      }
      form.append('attachment', new Blob(['ignored']), 'a.txt');
      const encoded = new Response(form);
      const body = Buffer.from(await encoded.arrayBuffer());
      const { status, json } = await post(body, encoded.headers.get('content-type') ?? '');
      deepEqual([status, json.name, json.contacts[0]?.id], [200, 'Zoë 🖥️\r\n2', 27662]);
      equal((await post('no parts', 'multipart/form-data; boundary=x')).status, 400);
      equal((await post('--x\r\n', 'multipart/form-data')).status, 400);
    });

    it('refuses other content types', async () => {
      for (const contentType of ['text/plain', 'application/xml', undefined]) {
        equal((await post(JSON.stringify(proper), contentType)).status, 415);
      }
      equal(sandbox.world.assets.withDisplayId('SP-1').length, 0);
    });
  });
});
