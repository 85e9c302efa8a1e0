import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { stateOf } from '../../../src/assets/editableState';
import type { Asset } from '../../../src/happyfox/asset';
import type { HappyFoxClient } from '../../../src/happyfox/client';
import { TurnLapsed } from '../../../src/happyfox/turnLapsed';
import { createAsset } from '../../../src/plans/createAsset';
import { deleteAsset } from '../../../src/plans/deleteAsset';
import { saveAsset } from '../../../src/plans/saveAsset';
import { WriteRefused } from '../../../src/plans/writeRefused';
import type { Writer } from '../../../src/plans/writer';
import { general } from '../assets/samples';
import { FakeAccount, withSerial } from './fakeAccount';
import { openGate } from './fakeClient';

const hours = 8 * 3_600_000;

/** An account whose window has something happen to it between the line in the journal and the request, so many times. */
function interrupted(times: number, happens: (account: FakeAccount) => void, more: Partial<Writer> = {}) {
  const account = new FakeAccount(1);
  const { writer } = account;
  let left = times;
  const begin: Writer['journal']['begin'] = async (entry) => {
    await writer.journal.begin(entry);
    left -= 1;
    if (left >= 0) happens(account);
  };
  const base = account.assets.get(1)!;
  return { account, base, writer: { ...writer, ...more, journal: { ...writer.journal, begin } } };
}

function statesIn({ journal }: FakeAccount) {
  return journal.map(({ result }) => [result?.state, result?.lost]);
}

async function reasonOf(outcome: Promise<unknown>): Promise<unknown> {
  const error: unknown = await outcome.catch((reason: unknown) => reason);
  assert.ok(error instanceof WriteRefused, String(error));
  return error.refusal.reason;
}

describe('A window that sleeps between reading and writing', () => {
  it('reads again, and keeps what others changed meanwhile', async () => {
    const { account, base, writer } = interrupted(1, (slept) => {
      slept.now += hours;
      slept.change(1, { 45: 'theirs' });
    });
    const mine = { ...stateOf(base, general), name: 'mine' };
    const outcome = await saveAsset(writer, { definition: general, base, mine });
    assert.ok(outcome.kind === 'saved');
    assert.deepEqual(account.requests, ['GET 1', 'GET 1', 'PUT 1']);
    assert.deepEqual([account.serial(1), account.assets.get(1)?.name], ['theirs', 'mine']);
    assert.deepEqual(statesIn(account), [
      ['failed', undefined],
      ['verified', undefined],
    ]);
  });

  it('reads again where only the wall clock went on', async () => {
    const { account, base, writer } = interrupted(1, (slept) => (slept.now += hours), { monotonic: () => 5 });
    await saveAsset(writer, { definition: general, base, mine: withSerial(base, 'mine') });
    assert.deepEqual(account.requests, ['GET 1', 'GET 1', 'PUT 1']);
  });

  it('finds the conflict', async () => {
    const { account, base, writer } = interrupted(1, (slept) => {
      slept.now += hours;
      slept.change(1, { 45: 'theirs' });
    });
    const saved = saveAsset(writer, { definition: general, base, mine: withSerial(base, 'mine') });
    assert.equal(await reasonOf(saved), 'conflict');
    assert.deepEqual([account.serial(1), account.requests.includes('PUT 1')], ['theirs', false]);
  });

  it('shows what is to be deleted as it is by then', async () => {
    const { account, writer } = interrupted(1, (slept) => {
      slept.now += hours;
      slept.change(1, {}, 'Needed');
    });
    const names: string[] = [];
    await deleteAsset(writer, { id: 1 }, ({ name }) => names.push(name));
    assert.deepEqual(names, ['Asset 1', 'Needed']);
    assert.deepEqual(account.requests, ['GET 1', 'GET 1', 'DELETE 1']);
    assert.equal(account.journal[1]?.entry.before?.name, 'Needed');
  });

  it('creates once', async () => {
    const { account, base, writer } = interrupted(1, (slept) => (slept.now += hours));
    await createAsset(writer, { definition: general, mine: stateOf(base, general), known: [] });
    assert.deepEqual(account.requests, ['POST Asset 1']);
  });

  it('gives up where that happens time and again, and has sent nothing', async () => {
    const { account, base, writer } = interrupted(Infinity, (slept) => (slept.now += hours));
    const saved = saveAsset(writer, { definition: general, base, mine: withSerial(base, 'mine') });
    assert.equal(await reasonOf(saved), 'tooSlow');
    assert.equal(account.requests.includes('PUT 1'), false);
    assert.ok(statesIn(account).every(([state]) => state === 'failed'));
  });
});

describe('A window that was taken for gone while it held the gate', () => {
  it('goes through it once more before it writes', async () => {
    let taken = false;
    const gate: Writer['gate'] = {
      ...openGate,
      tryEnter: () => {
        taken = false;
        return Promise.resolve({ isMine: () => Promise.resolve(!taken), release: () => Promise.resolve() });
      },
    };
    const { account, base, writer } = interrupted(1, () => (taken = true), { gate });
    await saveAsset(writer, { definition: general, base, mine: withSerial(base, 'mine') });
    assert.deepEqual(account.requests, ['GET 1', 'GET 1', 'PUT 1']);
  });
});

/** A client of which one method is another. */
function replaced<Name extends 'getAsset' | 'updateAsset'>(
  client: HappyFoxClient,
  name: Name,
  make: (real: HappyFoxClient[Name]) => HappyFoxClient[Name],
): HappyFoxClient {
  const method = make(client[name]);
  return new Proxy(client, { get: (real, key): unknown => (key === name ? method : Reflect.get(real, key)) });
}

describe('A server that is slow', () => {
  it('has an asset saved that it took more than a minute to show', async () => {
    const { account, base, writer } = interrupted(0, () => undefined);
    const client = replaced(writer.client, 'getAsset', (real) => (id, options) => {
      account.now += 61_000;
      return real(id, options);
    });
    await saveAsset({ ...writer, client }, { definition: general, base, mine: withSerial(base, 'mine') });
    assert.deepEqual([account.requests, account.serial(1)], [['GET 1', 'PUT 1'], 'mine']);
  });

  it('is asked again where the machine slept while its answer was on its way', async () => {
    const { account, base, writer } = interrupted(0, () => undefined);
    let slept = false;
    const client = replaced(writer.client, 'getAsset', (real) => async (id, options) => {
      const answer = await real(id, options);
      if (!slept) account.now += hours;
      slept = true;
      return answer;
    });
    await saveAsset({ ...writer, client }, { definition: general, base, mine: withSerial(base, 'mine') });
    assert.deepEqual(account.requests, ['GET 1', 'GET 1', 'PUT 1']);
  });

  for (const name of ['getAsset', 'updateAsset'] as const) {
    it(`is asked in another turn where ${name} had lost its place in the budget`, async () => {
      const { account, base, writer } = interrupted(0, () => undefined);
      let left = 1;
      const client = replaced(writer.client, name, (real) => (...args: unknown[]) => {
        left -= 1;
        return left < 0 ? (Reflect.apply(real, undefined, args) as Promise<Asset>) : Promise.reject(new TurnLapsed());
      });
      await saveAsset({ ...writer, client }, { definition: general, base, mine: withSerial(base, 'mine') });
      assert.equal(account.serial(1), 'mine');
      assert.ok(statesIn(account).every(([state]) => state === 'verified' || state === 'failed'));
    });

    it(`has nothing sent to it, and is told of as slow, where ${name} loses it time and again`, async () => {
      const { account, base, writer } = interrupted(0, () => undefined);
      const client = replaced(writer.client, name, () => () => Promise.reject(new TurnLapsed()));
      const mine = withSerial(base, 'mine');
      assert.equal(await reasonOf(saveAsset({ ...writer, client }, { definition: general, base, mine })), 'tooSlow');
      assert.ok(statesIn(account).every(([state]) => state === 'failed'));
    });
  }
});
