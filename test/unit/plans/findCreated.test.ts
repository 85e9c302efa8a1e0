import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { blankState } from '../../../src/assets/editableState';
import { unborn, withState } from '../../../src/assets/withState';
import type { Asset } from '../../../src/happyfox/asset';
import type { HappyFoxClient } from '../../../src/happyfox/client';
import { applyPlan } from '../../../src/plans/applyPlan';
import { createAsset } from '../../../src/plans/createAsset';
import { findCreated, readType } from '../../../src/plans/findCreated';
import { inverseOf } from '../../../src/plans/followUpPlans';
import type { JournalEntry } from '../../../src/plans/journal';
import { planCreates } from '../../../src/plans/plan';
import { recoverWrite } from '../../../src/plans/recoverWrite';
import { settledAfter } from '../../../src/happyfox/limits';
import { settlesIn } from '../../../src/plans/settling';
import { WriteRefused } from '../../../src/plans/writeRefused';
import { assetWith, general } from '../assets/samples';
import { FakeAccount, MemoryRecord, planFor } from './fakeAccount';
import { failure, fakeClient, fakeWriter, pageOf } from './fakeClient';

const mine = { ...blankState(general), name: 'Spare', displayId: '0007' };
const intent = withState(unborn(general), mine, general);
const spare = (id: number): Asset =>
  assetWith({}, { id, name: 'Spare', displayId: '0007', contacts: [], createdBy: 3 });
const agent = { id: 3, name: 'Ada' };
const wanted = { definition: general, mine, known: [], newest: 0 };

/** A type of so many assets, some of which are spares. */
function typeOf(count: number, spares: readonly number[] = []) {
  const pages: number[] = [];
  const priorities = new Set<string>();
  const listAssets: HappyFoxClient['listAssets'] = ({ page, size }, { priority }) => {
    pages.push(page);
    priorities.add(priority);
    const ids = Array.from({ length: size }, (_, index) => (page - 1) * size + index + 1).filter((id) => id <= count);
    const items = ids.map((id) => (spares.includes(id) ? spare(id) : assetWith({}, { id })));
    return Promise.resolve(pageOf(items, page, size, count));
  };
  return { pages, priorities, listAssets, client: fakeClient({ listAssets }).client };
}

describe('readType', () => {
  it('reads all of a type that has no more pages than it may read', async () => {
    const { client, pages, priorities } = typeOf(120);
    const { assets, of, isComplete } = await readType({ client }, 1, 3);
    assert.deepEqual([assets, of, isComplete, pages, [...priorities]], [120, 120, true, [1, 2, 3], ['background']]);
  });

  it('reads the first and the last pages of a larger one, and knows that it has not seen all', async () => {
    const { client, pages } = typeOf(20_000);
    const { assets, of, isComplete } = await readType({ client }, 1, 3);
    assert.deepEqual([assets, of, isComplete, pages], [150, 20_000, false, [1, 400, 399]]);
  });

  it('is not complete where a row could not be read, or one has moved out of sight', async () => {
    const damaged = fakeClient({
      listAssets: ({ page, size }) =>
        Promise.resolve({ ...pageOf([spare(1)], page, size, 2), unreadable: [{ id: 2, reason: 'no' }] }),
    });
    assert.equal((await readType(damaged, 1, 3)).isComplete, false);
    const shifting = fakeClient({ listAssets: ({ page, size }) => Promise.resolve(pageOf([spare(1)], page, size, 2)) });
    assert.equal((await readType(shifting, 1, 3)).isComplete, false);
  });

  it('does not follow a server that repeats a page', async () => {
    const repeating = fakeClient({
      listAssets: ({ page }) => Promise.resolve({ items: [spare(1)], unreadable: [], page, total: 1_000, last: false }),
    });
    const { isComplete } = await readType(repeating, 1, Infinity);
    assert.deepEqual([isComplete, repeating.calls.length], [false, 2]);
  });
});

describe('findCreated', () => {
  it('takes one of a part for the new one only if it is the newest of all that was seen', async () => {
    const only = async (spares: readonly number[], most: number) =>
      findCreated(await readType(typeOf(20_000, spares), 1, most), { agent }, wanted).only?.id;
    assert.equal(await only([20_000], 3), 20_000);
    assert.equal(await only([20], 3), undefined);
    assert.equal(await only([20_000], Infinity), 20_000);
  });

  it('takes none that may have been there before, which stays one that it could be', async () => {
    const reading = await readType(typeOf(120, [20]), 1, 3);
    const found = (newest: number, known: readonly number[] = []) => {
      const { only, candidates } = findCreated(reading, { agent }, { ...wanted, newest, known });
      return [only?.id, candidates.map(({ id }) => id)];
    };
    assert.deepEqual(found(0), [undefined, [20]], 'nothing is known of what was there');
    assert.deepEqual(found(20), [undefined, [20]]);
    assert.deepEqual(found(19), [20, [20]]);
    assert.deepEqual(found(19, [20]), [undefined, []]);
  });
});

describe('A lost create in a type of 20,000 assets', () => {
  const lost = failure('connectionLost', { execution: 'unknown' });

  it('costs twenty pages at most, and owns up to how much was looked through', async () => {
    const { listAssets, pages } = typeOf(20_000);
    const { writer, calls } = fakeWriter({ listAssets, createAsset: () => Promise.reject(lost) });
    const error: unknown = await createAsset(writer, wanted).catch((reason: unknown) => reason);
    assert.ok(error instanceof WriteRefused && error.refusal.reason === 'outcomeUnknown');
    assert.deepEqual(error.refusal.looked, { assets: 700, of: 20_000 });
    assert.equal(pages.length, 20);
    assert.equal(calls.at(-1), 'end unknown');
  });

  it('is not taken for an asset that looks the same and was known before, by this window or the next', async () => {
    const { listAssets } = typeOf(90, [77]);
    const { writer, entries } = fakeWriter({ listAssets, createAsset: () => Promise.reject(lost) });
    const error: unknown = await createAsset({ ...writer, newest: () => 80 }, wanted).catch(
      (reason: unknown) => reason,
    );
    assert.ok(error instanceof WriteRefused && error.refusal.reason === 'outcomeUnknown');
    assert.deepEqual(
      error.refusal.candidates.map(({ id }) => id),
      [77],
    );
    const later = { now: () => settledAfter, monotonic: () => settledAfter };
    const recovery = { client: fakeClient({ listAssets }).client, definition: general, ...later };
    const [entry] = entries;
    assert.ok(entry);
    assert.equal(entry.newest, 80);
    assert.equal((await recoverWrite(recovery, entry)).state, 'unknown');
    assert.equal((await recoverWrite(recovery, { ...entry, newest: 76 })).state, 'verified');
  });

  it('of a plan leaves nothing to undo where an older asset looks the same', async () => {
    const account = new FakeAccount(0);
    // One with a display id would be known to be there already, and nothing sent.
    for (const asset of [{ ...spare(77), displayId: '' }, assetWith({}, { id: 90 })])
      account.assets.set(asset.id, asset);
    account.faults = (request) => (request.startsWith('POST') ? { before: lost } : undefined);
    const plan = planFor(planCreates([{ definition: general, mine: { ...mine, displayId: '' } }]));
    const record = new MemoryRecord();
    const run = applyPlan({
      ...{ plan, record, signal: new AbortController().signal },
      writer: () => Promise.resolve(account.writer),
      definition: () => Promise.resolve(general),
      journal: () => Promise.resolve(account.writes()),
    });
    for await (const event of run) if (event.kind === 'ended') assert.equal(event.reason, 'done');
    assert.deepEqual(
      [...record.results.values()].map(({ outcome, assetId }) => [outcome, assetId]),
      [['unknown', null]],
    );
    assert.deepEqual((await inverseOf(plan, record.results, () => general, { title: 'Undo', agent })).steps, []);
  });

  it('is found at its end', async () => {
    const { listAssets, pages } = typeOf(20_000, [20_000]);
    const { writer } = fakeWriter({ listAssets, createAsset: () => Promise.reject(lost) });
    assert.equal((await createAsset(writer, wanted)).asset.id, 20_000);
    assert.equal(pages.length, 3);
  });

  it('is not looked for while the turn is held', async () => {
    const { listAssets } = typeOf(20);
    const heard: string[] = [];
    const { writer } = fakeWriter({
      listAssets: (...asked) => {
        heard.push('look');
        return listAssets(...asked);
      },
      createAsset: () => Promise.reject(lost),
      writeTurn: () => Promise.resolve({ release: () => void heard.push('release') }),
    });
    await assert.rejects(createAsset(writer, wanted), WriteRefused);
    assert.deepEqual(heard, ['release', 'look', 'look', 'look']);
  });

  it('is never said to have failed when a window starts and looks at a part', async () => {
    const entry: JournalEntry = {
      ...{ id: 'e', time: 0, monotonic: 0, accountId: 'acme', agent, operation: 'create', assetTypeId: 1 },
      ...{ assetId: null, name: 'Spare', before: null, intent },
    };
    const later = { now: () => settledAfter, monotonic: () => settledAfter };
    const { client, pages } = typeOf(20_000);
    const { state } = await recoverWrite({ client, definition: general, ...later }, entry);
    assert.deepEqual([state, pages.length], ['unknown', 20]);
    const small = typeOf(1_000);
    assert.equal((await recoverWrite({ client: small.client, definition: general, ...later }, entry)).state, 'failed');
  });

  it('is sent again by a plan that goes on only after all was looked through, once for all steps', async () => {
    const account = new FakeAccount(400);
    const names = ['Spare', 'Other'];
    const plan = planFor(
      planCreates(names.map((name) => ({ definition: general, mine: { ...mine, name, displayId: name } }))),
    );
    const begun = plan.steps.map(({ id: step }) => ({
      ...{ step, outcome: 'sent' as const, time: 1, assetId: null, before: null, after: null },
    }));
    const record = new MemoryRecord(new Map(begun.map((result) => [result.step, result])));
    const told: string[] = [];
    const run = applyPlan({
      ...{ plan, record, signal: new AbortController().signal },
      writer: () => {
        account.now += 1;
        return Promise.resolve(account.writer);
      },
      definition: () => Promise.resolve(general),
      journal: () => Promise.resolve([]),
    });
    for await (const event of run) if (event.kind === 'step') told.push(event.result.outcome);
    assert.deepEqual(told, ['sent', 'verified', 'sent', 'verified']);
    const lists = account.requests.filter((request) => request.startsWith('LIST'));
    // A quick look for each, and one at all eight pages.
    assert.equal(lists.length, 3 + 8 + 3);
    assert.deepEqual(
      account.requests.filter((request) => request.startsWith('POST')),
      ['POST Spare', 'POST Other'],
    );
  });
});

describe('settlesIn', () => {
  const at = (now: number, monotonic: number) => ({ now: () => now, monotonic: () => monotonic });
  const day = 24 * 60 * 60_000;

  it('counts from when a create can have been sent at last, whatever the clock is set to', () => {
    const entry = { time: 1_000, monotonic: 500_000 };
    for (const now of [1_000, 1_000 + day, -day]) {
      assert.equal(settlesIn(entry, at(now, 500_000)), settledAfter);
      assert.equal(settlesIn(entry, at(now, 500_000 + settledAfter - 1)), 1);
      assert.equal(settlesIn(entry, at(now, 500_000 + settledAfter)), 0);
    }
    assert.ok(settledAfter >= 60_000 + 20_000);
  });

  it('knows after the machine has started again that no less time has passed than since then', () => {
    assert.equal(settlesIn({ time: 1_000, monotonic: 500_000 }, at(1_000, 30_000)), settledAfter - 30_000);
  });

  it('goes by the calendar for entries of before, and never waits longer than it takes', () => {
    assert.equal(settlesIn({ time: day }, at(day + settledAfter, 1)), 0);
    assert.equal(settlesIn({ time: day }, at(0, 1)), settledAfter);
  });
});
