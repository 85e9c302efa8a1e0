import { deepEqual, equal, notDeepEqual, ok, rejects, throws } from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { Sandbox } from '../../../src/sandbox/sandbox';
import type { SandboxOptions } from '../../../src/sandbox/sandbox';
import { HOSTILE_NAMES } from '../../../src/sandbox/world/legacy';
import { ask } from './caller';

const TYPES = 11;

describe('The sandbox: its world', () => {
  let sandbox: Sandbox;
  beforeEach(async () => {
    sandbox = await Sandbox.start();
  });
  afterEach(() => sandbox.stop());

  async function totals(options: SandboxOptions): Promise<{ total: number; byType: Record<number, number> }> {
    const { world, stop } = await start(options);
    const counts = world.types.map(({ id }): [number, number] => [id, world.assets.count(id)]);
    await stop();
    return { total: counts.reduce((sum, [, count]) => sum + count, 0), byType: Object.fromEntries(counts) };
  }
  async function start(options: SandboxOptions) {
    const other = await Sandbox.start(options);
    return { other, world: other.world, stop: () => other.stop() };
  }

  it('holds 1,200 assets by default, in eleven types', async () => {
    const { total, byType } = await totals({});
    equal(total, 1200);
    equal(Object.keys(byType).length, TYPES);
    deepEqual([byType[1], byType[8], byType[10]], [198, 3, 0]);
  });

  for (const assets of [0, 1, 9, 100, 1199, 1201, 5000, 100_000]) {
    it(`holds exactly ${assets} assets when asked`, async () => {
      const { total, byType } = await totals({ assets });
      equal(total, assets);
      if (assets >= 1200) equal(byType[1], 198);
    });
  }

  it('holds exact totals by type', async () => {
    const { byType } = await totals({ assetsByType: { 2: 4321, 1: 3, 9: 70, 10: 2 } });
    deepEqual([byType[1], byType[2], byType[9], byType[10], byType[3]], [3, 4321, 70, 2, 340]);
  });

  it('refuses totals that make no sense', async () => {
    for (const options of [{ assets: -1 }, { assets: 1.5 }, { assets: 100_001 }, { assetsByType: { 2: -1 } }]) {
      await rejects(Sandbox.start(options), RangeError);
    }
    await rejects(Sandbox.start({ assetsByType: { 99: 1 } }), /No asset type 99/);
  });

  it('is the same for the same seed, and another for another', async () => {
    const read = async (options: SandboxOptions) => {
      const { other, stop } = await start(options);
      const pages = await Promise.all([2, 3, 9].map((type) => ask(other, `assets/?asset_type=${type}&size=50`)));
      const people = await ask(other, 'users/?size=50&page=3');
      await stop();
      return [...pages, people].map(({ text }) => text);
    };
    const first = await read({ seed: 7 });
    deepEqual(await read({ seed: 7 }), first);
    notDeepEqual(await read({ seed: 8 }), first);
  });

  it('makes an asset of its position alone: a bigger account begins with the same ones', async () => {
    const { world, stop } = await start({ assetsByType: { 11: 2000 } });
    const strip = ({ displayId, name, values }: { displayId: string; name: string; values: unknown }) => [
      displayId,
      name,
      values,
    ];
    deepEqual(world.assetsOf(11).slice(0, 5).map(strip), sandbox.world.assetsOf(11).slice(0, 5).map(strip));
    await stop();
  });

  it('makes 100,000 assets that differ in id and display id, and fit their fields', async () => {
    const { world, stop } = await start({ assets: 100_000 });
    const ids = new Set<number>();
    const displayIds = new Set<string>();
    for (const { id: type } of world.types) {
      const fields = new Map(world.fields(type).map((field) => [field.id, field]));
      for (const asset of world.assetsOf(type)) {
        ids.add(asset.id);
        displayIds.add(asset.displayId);
        if (Array.from(asset.name).length > 200 || asset.name === '') throw new Error(`Bad name: ${asset.name}`);
        for (const [id, value] of asset.values) {
          const field = fields.get(id);
          const chosen = typeof value === 'object' ? (value ?? []) : field?.kind === 'dropdown' ? [value] : [];
          for (const choice of chosen)
            ok(
              field?.choices.some((option) => option.id === choice),
              `${asset.id}.${id}`,
            );
        }
      }
    }
    deepEqual([ids.size, displayIds.size], [100_000, 100_000]);
    await stop();
  });

  it('accepts each generated asset as it stands: a full update changes nothing', async () => {
    for (const { id: type, contactAssociation } of sandbox.world.types) {
      const asset = sandbox.world.assetsOf(type)[1];
      if (asset === undefined) continue;
      const { json: before } = await ask(sandbox, `asset/${asset.id}/`);
      const body = {
        ...{ name: asset.name, display_id: asset.displayId, updated_by: asset.updatedBy ?? 1 },
        ...(contactAssociation ? { contact_ids: asset.contactIds } : {}),
        custom_fields: Object.fromEntries(asset.values),
      };
      const { status, text } = await ask(sandbox, `asset/${asset.id}/`, { method: 'PUT', body });
      equal(status, 200, text);
      const { json: after } = await ask(sandbox, `asset/${asset.id}/`);
      deepEqual({ ...after, updated_by: 0 }, { ...before, updated_by: 0 });
    }
  });

  it('has every kind of field, two of one name, and two choices of one label', () => {
    const fields = sandbox.world.fields(9);
    equal(new Set(fields.map(({ kind }) => kind)).size, 6);
    ok(fields.length > 10);
    equal(fields.filter(({ name }) => name === 'Serial Number').length, 2);
    ok(fields.some(({ name }) => name === '__proto__'));
    equal(fields.find(({ name }) => name === 'Status')?.choices.filter(({ text }) => text === 'Active').length, 2);
  });

  it('has choices whose ids are unique in the account', () => {
    const ids = sandbox.world.types
      .flatMap(({ id }) => sandbox.world.fields(id))
      .flatMap(({ choices }) => choices.map(({ id }) => id));
    equal(new Set(ids).size, ids.length);
  });

  it('has people whose e-mails are unique', () => {
    const emails = sandbox.world.contacts.flatMap(({ email }) => email ?? []);
    equal(new Set(emails).size, emails.length);
    ok(
      emails.every((email) => /^[a-z0-9.]+@[a-z.]+$/.test(email)),
      'plain addresses',
    );
  });

  it('serves hostile names as they are, within a line and 200 characters', async () => {
    const { json } = await ask(sandbox, 'assets/?asset_type=9&size=50');
    deepEqual(
      json.data.map(({ name }) => name),
      HOSTILE_NAMES,
    );
    equal(Math.max(...HOSTILE_NAMES.map((name) => Array.from(name).length)), 200);
    ok(HOSTILE_NAMES.every((name) => !/[\r\n]/.test(name)));
    for (const wanted of ['__proto__', '../..', '<script>alert(1)</script>', '[x](command:evil)', '$(trash) Retired']) {
      ok(HOSTILE_NAMES.includes(wanted), wanted);
    }
  });

  it('is edited by another agent', async () => {
    sandbox.world.editAsset(659, { name: 'theirs', contactIds: [27662], values: { 45: 'S-1' } });
    const { json } = await ask(sandbox, 'asset/659/');
    deepEqual([json.name, json.display_id, json.updated_by, json.created_by], ['theirs', '2', 2, 1]);
    deepEqual([json.contacts[0]?.id, json.custom_fields[0]?.value, json.custom_fields[1]?.value], [27662, 'S-1', null]);
    sandbox.world.editAsset(659, { displayId: '3', by: 5 });
    deepEqual([sandbox.world.asset(659)?.displayId, sandbox.world.asset(659)?.updatedBy], ['3', 5]);
    equal(sandbox.wireLog.entries.length, 1);
  });

  it('gains and loses assets', async () => {
    const { world } = sandbox;
    world.deleteAsset(6748);
    const added = world.addAsset(1, { name: 'new', values: { 45: 'x' } });
    const { json } = await ask(sandbox, 'assets/?size=50&page=4');
    equal(json.page_info.last_index, 198);
    equal(json.data.at(-1)?.id, added.id);
    equal(json.data.at(-1)?.created_by, 2);
    equal((await ask(sandbox, 'asset/6748/')).status, 404);
    deepEqual(
      (await ask(sandbox, 'assets/?size=2')).json.data.map(({ id }) => id),
      [659, 6749],
    );
    equal(world.addAsset(1, { id: 700, name: 'between' }).id, 700);
    deepEqual(
      (await ask(sandbox, 'assets/?size=2')).json.data.map(({ id }) => id),
      [659, 700],
    );
  });

  it('never gives an id twice', () => {
    const { world } = sandbox;
    const { id } = world.addAsset(1, { name: 'a' });
    world.deleteAsset(id);
    equal(world.addAsset(1, { name: 'b' }).id, id + 1);
  });

  it('refuses edits that make no sense', () => {
    const { world } = sandbox;
    throws(() => world.editAsset(1, { name: 'x' }), RangeError);
    throws(() => world.deleteAsset(1), RangeError);
    throws(() => world.addAsset(99, { name: 'x' }), RangeError);
    throws(() => world.addAsset(1, { id: 659, name: 'x' }), RangeError);
    throws(() => world.editStaff(99, { active: false }), RangeError);
  });

  it('gains and loses fields: old assets list a new one once it has a value', async () => {
    const { world } = sandbox;
    world.addField({ id: 999, typeId: 1, name: 'Fresh', kind: 'text' });
    world.removeField(47);
    const ids = async () => (await ask(sandbox, 'asset/659/')).json.custom_fields.map(({ id }) => id);
    deepEqual(await ids(), [45, 46]);
    world.editAsset(659, { values: new Map([[999, 'x']]) });
    deepEqual(await ids(), [45, 46, 999]);
    deepEqual(world.addAsset(1, { name: 'young' }).values.get(999), null);
  });
});
