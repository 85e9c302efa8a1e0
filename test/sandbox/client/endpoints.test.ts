import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { AssetContent } from '../../../src/happyfox/asset';
import { Sandbox } from '../../../src/sandbox/sandbox';
import { failureOf, open, user, type Opened } from './open';

describe('the endpoints, against the sandbox', () => {
  let sandbox: Sandbox;
  let connection: Opened;
  const wire = () =>
    sandbox.wireLog.entries.map(({ method, path }) => `${method} ${path.replace('/api/1.1/json/', '')}`);

  beforeEach(async () => {
    sandbox = await Sandbox.start({ assets: 200, assetsByType: { 1: 120 }, clock: 'virtual' });
    connection = open(sandbox);
  });
  afterEach(async () => {
    await connection.dispose();
    await sandbox.stop();
  });

  const agent = async (): Promise<number> => {
    const staff = await connection.client.listStaff(user);
    const able = staff.find(({ active, permissions }) => active && permissions.includes('manage_assets'));
    sandbox.wireLog.clear();
    return able!.id;
  };
  const content = (more: Partial<AssetContent> = {}): AssetContent => ({
    name: 'Spare laptop',
    displayId: '0007',
    customFields: new Map(),
    ...more,
  });

  it('§1 reads pages of assets', async () => {
    const { client } = connection;
    const pages = [];
    for (let page = 1; page <= 3; page += 1)
      pages.push(await client.listAssets({ assetTypeId: 1, page, size: 50 }, user));
    assert.deepEqual(
      pages.map(({ items, total, last }) => [items.length, total, last]),
      [
        [50, 120, false],
        [50, 120, false],
        [20, 120, true],
      ],
    );
    assert.equal(new Set(pages.flatMap(({ items }) => items.map(({ id }) => id))).size, 120);
    assert.deepEqual(sandbox.wireLog.entries[1]!.query, { asset_type: '1', size: '50', page: '2' });
    assert.deepEqual(
      pages.flatMap(({ unreadable }) => unreadable),
      [],
    );
  });

  it('§1 never asks for more than 50', async () => {
    const { items } = await connection.client.listAssets({ assetTypeId: 1, page: 1, size: 500 }, user);
    assert.equal(items.length, 50);
    assert.equal(sandbox.wireLog.entries[0]!.query.size, '50');
  });

  it('§2 reads one asset, the same as the list has', async () => {
    const { items } = await connection.client.listAssets({ assetTypeId: 1, page: 1, size: 5 }, user);
    for (const asset of items) assert.deepEqual(await connection.client.getAsset(asset.id, user), asset);
    const { kind, status, execution } = await failureOf(connection.client.getAsset(99_999_999, user));
    assert.deepEqual([kind, status, execution], ['notFound', 404, 'notExecuted']);
  });

  it('§3 creates, §4 updates, §5 deletes', async () => {
    const { client } = connection;
    const by = await agent();
    const fields = await client.listCustomFields(1, user);
    const text = fields.find(({ type }) => type === 'text')!;
    sandbox.wireLog.clear();
    const created = await client.createAsset(
      { assetTypeId: 1, content: content({ customFields: new Map([[text.id, 'SN-1']]) }), createdBy: by },
      user,
    );
    assert.deepEqual(
      [created.name, created.displayId, created.assetType?.id, created.createdBy],
      ['Spare laptop', '0007', 1, by],
    );
    assert.equal(created.customFields.find(({ id }) => id === text.id)?.value, 'SN-1');
    assert.deepEqual(sandbox.wireLog.entries[0]!.body, {
      name: 'Spare laptop',
      display_id: '0007',
      custom_fields: { [text.id]: 'SN-1' },
      created_by: by,
    });
    const cleared = new Map([[text.id, null]]);
    const updated = await client.updateAsset(
      { id: created.id, content: content({ name: 'Laptop', contactIds: [], customFields: cleared }), updatedBy: by },
      user,
    );
    assert.deepEqual([updated.id, updated.name, updated.updatedBy], [created.id, 'Laptop', by]);
    assert.equal(updated.customFields.find(({ id }) => id === text.id)?.value, null);
    await client.deleteAsset({ id: created.id, deletedBy: by }, user);
    assert.equal((await failureOf(client.deleteAsset({ id: created.id, deletedBy: by }, user))).kind, 'notFound');
    assert.deepEqual(wire(), [
      'POST assets/',
      `PUT asset/${created.id}/`,
      `DELETE asset/${created.id}/`,
      `DELETE asset/${created.id}/`,
      'GET asset_types/',
    ]);
    assert.deepEqual(sandbox.wireLog.entries[2]!.query, { deleted_by: String(by) });
  });

  it('§3 tells the fields that were refused', async () => {
    const by = await agent();
    const refused = connection.client.createAsset(
      { assetTypeId: 1, content: content({ name: '' }), createdBy: by },
      user,
    );
    const { kind, status, execution, fieldErrors } = await failureOf(refused);
    assert.deepEqual([kind, status, execution], ['invalid', 400, 'notExecuted']);
    assert.deepEqual(
      fieldErrors?.map(({ path }) => path),
      [['name']],
    );
  });

  it('§6 reads all fields of a type with more than ten, in one request', async () => {
    const types = await connection.client.listAssetTypes(user);
    const counts: number[] = [];
    for (const { id } of types) {
      sandbox.wireLog.clear();
      const fields = await connection.client.listCustomFields(id, user);
      assert.equal(wire().length, 1);
      counts.push(fields.length);
      for (const field of fields.slice(0, 2))
        assert.deepEqual(await connection.client.getCustomField(field.id, user), field);
    }
    assert.ok(Math.max(...counts) > 10, counts.join());
  });

  it('§7 finds the singular path, and remembers it', async () => {
    sandbox.switches.customFieldPath = 'singular';
    const [first, second] = await connection.client.listCustomFields(1, user);
    sandbox.wireLog.clear();
    await connection.client.getCustomField(first!.id, user);
    await connection.client.getCustomField(second!.id, user);
    assert.deepEqual(wire(), [
      `GET asset_custom_fields/${first!.id}/`,
      `GET asset_custom_field/${first!.id}/`,
      `GET asset_custom_field/${second!.id}/`,
    ]);
  });

  it('§8 and §9 read the types', async () => {
    const types = await connection.client.listAssetTypes(user);
    assert.ok(types.length >= 2);
    for (const type of types) assert.deepEqual(await connection.client.getAssetType(type.id, user), type);
  });

  it('reads staff, searches contacts and reads one by id and e-mail', async () => {
    const staff = await connection.client.listStaff(user);
    assert.ok(staff.some(({ active }) => !active));
    const everyone = await connection.client.searchContacts({ query: '', page: 1, size: 50 }, user);
    const someone = everyone.items.find(({ email }) => email !== null)!;
    const found = await connection.client.searchContacts({ query: `email:${someone.email!}`, page: 1, size: 50 }, user);
    assert.deepEqual(
      found.items.map(({ id }) => id),
      [someone.id],
    );
    assert.equal((await connection.client.getContact(someone.id, user)).id, someone.id);
    assert.equal((await connection.client.getContact(someone.email!, user)).id, someone.id);
    assert.doesNotMatch(JSON.stringify(connection.lines), new RegExp(`@|${encodeURIComponent('@')}`));
  });

  it('says what is wrong with credentials and agents', async () => {
    const stranger = open({ url: sandbox.url, apiKey: sandbox.apiKey, authCode: 'wrong' });
    assert.equal((await failureOf(stranger.client.listAssetTypes(user))).kind, 'badCredentials');
    await stranger.dispose();
    const staff = await connection.client.listStaff(user);
    const unable = staff.find(({ active, permissions }) => active && !permissions.includes('manage_assets'))!;
    const refused = await failureOf(connection.client.deleteAsset({ id: 1, deletedBy: unable.id }, user));
    assert.ok(['forbidden', 'notFound'].includes(refused.kind), refused.kind);
  });

  it('stops at a rate limit, and sends nothing during the lock-out', async () => {
    sandbox.switches.readsPerMinute = 3;
    sandbox.switches.retryAfter = 'seconds';
    for (let count = 0; count < 3; count += 1) await connection.client.listStaff(user);
    const first = await failureOf(connection.client.listStaff(user));
    assert.deepEqual([first.kind, first.status], ['rateLimited', 429]);
    assert.ok(first.until! > Date.now() + 9 * 60_000 && first.until! <= Date.now() + 10 * 60_000);
    sandbox.wireLog.clear();
    const held = await failureOf(connection.client.getAsset(1, { priority: 'background' }));
    assert.deepEqual([held.kind, held.status, held.until], ['rateLimited', undefined, first.until]);
    assert.equal(connection.budgetState().lockedUntil, first.until);
    assert.deepEqual(wire(), []);
  });

  it('takes no id that is none', async () => {
    for (const id of [0, -1, 1.5, NaN, Infinity])
      await assert.rejects(connection.client.getAsset(id, user), RangeError);
    assert.deepEqual(wire(), []);
  });
});

describe('what the article leaves open', () => {
  let sandbox: Sandbox;
  let connection: Opened;
  beforeEach(async () => {
    sandbox = await Sandbox.start({ assets: 200, assetsByType: { 1: 100 }, clock: 'virtual' });
    connection = open(sandbox);
  });
  afterEach(async () => {
    await connection.dispose();
    await sandbox.stop();
  });

  const readAll = async (): Promise<number> => {
    const ids = new Set<number>();
    for (let page = 1; page < 20; page += 1) {
      const { items, last } = await connection.client.listAssets({ assetTypeId: 1, page, size: 50 }, user);
      const before = ids.size;
      for (const { id } of items) ids.add(id);
      if (last || ids.size === before) break;
    }
    return ids.size;
  };

  for (const envelope of ['page', 'array'] as const) {
    for (const pageCount of ['exact', 'zero'] as const) {
      for (const pastTheEnd of ['empty', 'lastPage', 'notFound'] as const) {
        it(`lists as ${envelope}, page count ${pageCount}, past the end ${pastTheEnd}`, async () => {
          Object.assign(sandbox.switches, { envelope, pageCount, pastTheEnd });
          assert.equal(await readAll(), 100);
          const beyond = await connection.client.listAssets({ assetTypeId: 1, page: 9, size: 50 }, user);
          assert.equal(beyond.last, true);
          // A bare array is the whole list, whichever page was asked for.
          if (envelope === 'page' && pastTheEnd !== 'lastPage') assert.equal(beyond.items.length, 0);
        });
      }
    }
  }

  it('a server that ignores the page ends a walk', async () => {
    sandbox.switches.pageParameter = 'ignored';
    assert.equal(await readAll(), 50);
    assert.ok((await connection.client.listAssetTypes(user)).length > 0);
  });

  it('staff in an envelope', async () => {
    const bare = await connection.client.listStaff(user);
    sandbox.switches.staffEnvelope = 'page';
    assert.deepEqual(await connection.client.listStaff(user), bare);
  });

  it('an empty list', async () => {
    for (const emptyPageCount of [0, 1] as const) {
      sandbox.switches.emptyPageCount = emptyPageCount;
      const page = await connection.client.searchContacts({ query: 'name:nobody-at-all', page: 1, size: 50 }, user);
      assert.deepEqual([page.items.length, page.total, page.last], [0, 0, true]);
    }
  });

  for (const choicesShape of ['objects', 'map', 'pairs'] as const) {
    it(`choices as ${choicesShape}`, async () => {
      const shown = async () => {
        const types = await connection.client.listAssetTypes(user);
        const fields = await Promise.all(types.map(({ id }) => connection.client.listCustomFields(id, user)));
        return fields.flat().map(({ id, choices }) => [id, choices]);
      };
      const expected = await shown();
      sandbox.switches.choicesShape = choicesShape;
      assert.deepEqual(await shown(), expected);
    });
  }

  for (const deleteAnswer of ['noContent', 'empty', 'asset', 'message'] as const) {
    it(`a delete answered with ${deleteAnswer}`, async () => {
      sandbox.switches.deleteAnswer = deleteAnswer;
      const staff = await connection.client.listStaff(user);
      const by = staff.find(({ active, permissions }) => active && permissions.includes('manage_assets'))!.id;
      const { items } = await connection.client.listAssets({ assetTypeId: 1, page: 1, size: 1 }, user);
      await connection.client.deleteAsset({ id: items[0]!.id, deletedBy: by }, user);
      assert.equal((await failureOf(connection.client.getAsset(items[0]!.id, user))).kind, 'notFound');
    });
  }

  for (const errorShape of ['article', 'list', 'text', 'message', 'flag'] as const) {
    it(`a refusal in the shape ${errorShape} says something`, async () => {
      sandbox.switches.errorShape = errorShape;
      const content = { name: '', displayId: 'x', customFields: new Map() };
      const { kind, fieldErrors, serverMessage } = await failureOf(
        connection.client.createAsset({ assetTypeId: 1, content, createdBy: 1 }, user),
      );
      assert.equal(kind, 'invalid');
      assert.ok((fieldErrors?.length ?? 0) > 0 || (serverMessage ?? '') !== '');
    });
  }
});
