import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { stateOf } from '../../../src/assets/editableState';
import type { NewContact } from '../../../src/happyfox/asset';
import type { HappyFoxClient } from '../../../src/happyfox/client';
import { AssetGate } from '../../../src/plans/assetGate';
import { createAsset } from '../../../src/plans/createAsset';
import { saveAsset } from '../../../src/plans/saveAsset';
import type { Writer } from '../../../src/plans/writer';
import { general } from '../assets/samples';
import { FakeAccount, refused } from './fakeAccount';
import { PacedAccount } from './pacedAccount';

const eve = { name: 'Eve', email: 'eve@acme.com' };
const bob = { name: 'Bob', email: 'bob@acme.com' };

describe('Somebody new whom two writes name at the same time', () => {
  let folder: string;
  let account: FakeAccount;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'hf-people-'));
    account = new FakeAccount(3);
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  /** A window, in which one write has its turn at a time. */
  function openWindow(): Writer {
    const { writer } = account;
    let before: Promise<unknown> = Promise.resolve();
    const writeTurn: HappyFoxClient['writeTurn'] = async () => {
      const { promise, resolve } = Promise.withResolvers<undefined>();
      const turn = before;
      before = promise;
      await turn;
      return { release: () => resolve(undefined) };
    };
    const client = new Proxy(writer.client, {
      get: (real, name): unknown => (name === 'writeTurn' ? writeTurn : Reflect.get(real, name)),
    });
    return { ...writer, client, gate: new AssetGate(folder), wait: () => setTimeout(1) };
  }

  function save(writer: Writer, id: number, ...newContacts: readonly NewContact[]) {
    const base = account.assets.get(id)!;
    return saveAsset(writer, { definition: general, base, mine: stateOf(base, general), newContacts });
  }

  function create(writer: Writer, ...newContacts: readonly NewContact[]) {
    const mine = { ...stateOf(account.assets.get(1)!, general), name: 'New', displayId: 'N1', contactIds: [] };
    return createAsset(writer, { definition: general, mine, newContacts, known: [] });
  }

  function assertOnce(...names: readonly string[]): void {
    assert.deepEqual(account.people.map(({ name }) => name).toSorted(), names);
  }

  it('is created once by saves of one window, as with Save All', async () => {
    const window = openWindow();
    await Promise.all([1, 2, 3].map((id) => save(window, id, eve)));
    assertOnce('Eve');
    for (const { contacts } of account.assets.values()) assert.ok(contacts.some(({ email }) => email === eve.email));
  });

  it('is created once by two windows, whatever each of them writes', async () => {
    const [one, other] = [openWindow(), openWindow()];
    await Promise.all([save(one, 1, eve, bob), create(other, bob, eve), save(other, 2, eve)]);
    assertOnce('Bob', 'Eve');
  });

  it('is looked up once for each, before the asset is read', async () => {
    await save(openWindow(), 1, eve);
    assert.deepEqual(account.requests, ['WHO email:eve@acme.com', 'GET 1', 'PUT 1']);
  });

  it('is looked up at the writer’s own pace and in no turn, for nobody waits for it', async () => {
    const { client, ...more } = openWindow();
    const heard: (string | undefined)[] = [];
    const searchContacts: HappyFoxClient['searchContacts'] = (request, { priority, turn }) => {
      heard.push(priority, turn && 'in its turn');
      return client.searchContacts(request, { priority });
    };
    const listening = new Proxy(client, {
      get: (real, name): unknown => (name === 'searchContacts' ? searchContacts : Reflect.get(real, name)),
    });
    await save({ ...more, client: listening, pace: { priority: 'background' } }, 1, eve);
    assert.deepEqual(heard, ['background', undefined]);
  });

  it('is looked up again by those alone who may have been outrun', async () => {
    const window = openWindow();
    await Promise.all([save(window, 1, eve), save(window, 2, eve), save(window, 3, bob)]);
    const looks = account.requests.filter((request) => request.startsWith('WHO'));
    assert.deepEqual(looks.toSorted(), ['WHO email:bob@acme.com', ...Array<string>(3).fill('WHO email:eve@acme.com')]);
  });

  it('is created by the next where the one before could not, however many wait', async () => {
    account.faults = (request) => (request === 'PUT 1' ? { before: refused('forbidden') } : undefined);
    const many = new FakeAccount(12);
    for (const [id, asset] of many.assets) account.assets.set(id, asset);
    const window = openWindow();
    const saves = await Promise.allSettled([...account.assets.keys()].map((id) => save(window, id, eve)));
    assert.deepEqual(
      saves.map(({ status }) => status),
      ['rejected', ...Array<string>(11).fill('fulfilled')],
    );
    assertOnce('Eve');
  });
});

describe('Somebody new, and the budget', () => {
  const writes = {
    save: ({ account, writer }: PacedAccount, newContacts: readonly NewContact[]) => {
      const base = account.assets.get(1)!;
      return saveAsset(writer, { definition: general, base, mine: stateOf(base, general), newContacts });
    },
    create: ({ account, writer }: PacedAccount, newContacts: readonly NewContact[]) => {
      const mine = { ...stateOf(account.assets.get(1)!, general), name: 'New', displayId: 'N1', contactIds: [] };
      return createAsset(writer, { definition: general, mine, newContacts, known: [] });
    },
  };
  for (const [name, write] of Object.entries(writes)) {
    it(`is looked up by a ${name} that is the first after a lock-out`, async () => {
      const paced = new PacedAccount(1, 200);
      const locked = paced.lockOut();
      await paced.clock.advance(2 * 60_000);
      await locked;
      const asked = paced.clock.monotonic();
      let done = false;
      void write(paced, [eve]).then(() => (done = true));
      await paced.until(() => done);
      assert.ok(paced.clock.monotonic() - asked < 2_000, `took ${paced.clock.monotonic() - asked} ms`);
    });

    it(`keeps no other write waiting where a ${name} names more than may be looked up in a minute`, async () => {
      const paced = new PacedAccount(1, 200, 10);
      const many = Array.from({ length: 12 }, (_, n) => ({ name: `P${n}`, email: `p${n}@acme.com` }));
      let done = false;
      void write(paced, many).then(() => (done = true));
      await paced.clock.advance(5_000);
      const asked = paced.clock.monotonic();
      let other = false;
      void writes.create(paced, []).then(() => (other = true));
      await paced.until(() => other);
      assert.ok(paced.clock.monotonic() - asked < 2_000, `waited ${paced.clock.monotonic() - asked} ms`);
      await paced.until(() => done);
      assert.equal(paced.account.people.length, 12);
    });
  }
});

describe('AssetGate, with people', () => {
  it('lets one at a time through for each of the people of an account, and gives all back', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'hf-gate-'));
    try {
      const [one, two] = [new AssetGate(folder), new AssetGate(folder)];
      const inside = await one.tryEnter('acme', null, [eve, bob, eve]);
      assert.ok(inside && (await inside.isMine()));
      assert.equal(await two.tryEnter('acme', 7, [{ ...bob, name: 'Robert' }]), undefined);
      const of7 = await two.tryEnter('acme', 7);
      assert.ok(of7, 'the asset’s was given back');
      assert.equal(await two.lastWith('acme', [bob]), undefined);
      await inside.release();
      const last = await two.lastWith('acme', [bob]);
      const next = await two.tryEnter('acme', null, [bob], last);
      assert.ok(next);
      await next.release();
      assert.equal(await two.tryEnter('acme', null, [bob], last), undefined, 'somebody has been inside since');
      assert.ok(await two.tryEnter('acme', null, [eve], last), 'of her it tells nothing');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
