import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { HappyFoxClient } from '../../../src/happyfox/client';
import type { JournalEntry } from '../../../src/plans/journal';
import { recoverWrite } from '../../../src/plans/recoverWrite';
import { settledAfter } from '../../../src/happyfox/limits';
import { assetWith, general } from '../assets/samples';
import { failure, fakeClient, pageOf } from './fakeClient';

const before = assetWith({ 45: 'OLD', 46: 'Dell' });
const intent = assetWith({ 45: 'NEW', 46: 'Dell' });

const update: JournalEntry = {
  id: 'e',
  time: 1,
  accountId: 'acme.happyfox.com',
  agent: { id: 3, name: 'Ada' },
  operation: 'update',
  assetTypeId: 1,
  assetId: 6748,
  name: before.name,
  before,
  intent,
};
const deletion: JournalEntry = { ...update, operation: 'delete', intent: null };
const creation: JournalEntry = {
  ...update,
  operation: 'create',
  before: null,
  assetId: null,
  intent: { ...intent, id: 0 },
};

/** What a look tells that finds nothing: it may have come too early. */
const notDone = { state: 'failed', lost: true } as const;

const settled = creation.time + settledAfter;

function recover(entry: JournalEntry, methods: Partial<HappyFoxClient>, now = 5) {
  return recoverWrite(
    { client: fakeClient(methods).client, definition: general, now: () => now, monotonic: () => now },
    entry,
  );
}

const finding =
  (asset: typeof before): HappyFoxClient['getAsset'] =>
  () =>
    Promise.resolve(asset);
const gone: HappyFoxClient['getAsset'] = () => Promise.reject(failure('notFound', { method: 'GET' }));

describe('recoverWrite', () => {
  it('tells what became of an update by the asset as it is now', async () => {
    const more = { ...intent, updatedBy: 3 };
    assert.deepEqual(await recover(update, { getAsset: finding(more) }), { state: 'verified', time: 5, after: more });
    assert.deepEqual(await recover(update, { getAsset: finding(before) }), { ...notDone, time: 5, after: null });
    const other = assetWith({ 45: 'OTHER', 46: 'Dell' });
    assert.deepEqual(await recover(update, { getAsset: finding(other) }), {
      ...notDone,
      state: 'unknown',
      time: 5,
      after: null,
    });
    assert.equal((await recover(update, { getAsset: gone })).state, 'unknown');
  });

  it('finds people who were to be created with it', async () => {
    const entry = { ...update, intent: before, newContacts: [{ name: null, email: 'nia@acme.com' }] };
    const linked = { ...before, contacts: [...before.contacts, { id: 31, name: 'nia', email: 'nia@acme.com' }] };
    assert.equal((await recover(entry, { getAsset: finding(linked) })).state, 'verified');
    assert.equal((await recover(entry, { getAsset: finding(before) })).state, 'failed');
  });

  it('tells what became of a delete by whether the asset is there', async () => {
    assert.equal((await recover(deletion, { getAsset: gone })).state, 'verified');
    assert.equal((await recover(deletion, { getAsset: finding(before) })).state, 'failed');
  });

  it('looks for a created asset in the list of its type', async () => {
    const made = { ...intent, id: 77, createdBy: 3 };
    const listing =
      (...assets: (typeof before)[]): HappyFoxClient['listAssets'] =>
      ({ page, size }) =>
        Promise.resolve(pageOf(page === 1 ? assets : [], page, size, assets.length));
    const found = await recover(creation, { listAssets: listing({ ...made, createdBy: 4 }, made) });
    assert.deepEqual(found, { state: 'verified', time: 5, after: made });
    assert.equal((await recover(creation, { listAssets: listing(made, { ...made, id: 78 }) })).state, 'unknown');
    // One that was there before is none of them, however alike.
    const aware = { ...creation, known: [77] };
    assert.equal((await recover(aware, { listAssets: listing(made) }, settled)).state, 'failed');
    assert.equal((await recover(aware, { listAssets: listing(made, { ...made, id: 78 }) })).after?.id, 78);
  });

  it('believes that nothing was created only once a slow server had the time', async () => {
    const listAssets: HappyFoxClient['listAssets'] = ({ page, size }) => Promise.resolve(pageOf([], page, size, 0));
    assert.equal((await recover(creation, { listAssets }, settled - 1)).state, 'unknown');
    assert.equal((await recover(creation, { listAssets }, settled)).state, 'failed');
  });

  it('stays unresolved while the server can’t be asked', async () => {
    const error = failure('unreachable', { method: 'GET' });
    await assert.rejects(recover(update, { getAsset: () => Promise.reject(error) }), error);
    await assert.rejects(recover(deletion, { getAsset: () => Promise.reject(error) }), error);
    await assert.rejects(recover(creation, { listAssets: () => Promise.reject(error) }), error);
  });
});
