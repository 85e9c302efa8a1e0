import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Asset, AssetContent } from '../../../src/happyfox/asset';
import type { JournalEntry, JournaledWrite, JournalResult } from '../../../src/plans/journal';
import { canRevert, revertWrite } from '../../../src/plans/revertWrite';
import { WriteRefused } from '../../../src/plans/writeRefused';
import { assetWith, general } from '../assets/samples';
import { failure } from './fakeClient';
import { entryIn, journalingWriter, resultIn } from './journalingWriter';

const before = assetWith({ 45: 'OLD', 46: 'Dell' });
const after = assetWith({ 45: 'NEW', 46: 'Dell' });

function write(entry: Partial<JournalEntry> = {}, result: Partial<JournalResult> | null = {}): JournaledWrite {
  return {
    entry: {
      id: 'the-write',
      time: 1,
      accountId: 'acme.happyfox.com',
      agent: { id: 3, name: 'Ada' },
      operation: 'update',
      assetTypeId: 1,
      assetId: 6748,
      name: before.name,
      before,
      intent: after,
      ...entry,
    },
    result: result === null ? undefined : { state: 'verified', time: 2, after, ...result },
    sender: 'this',
  };
}

const deletion = write({ operation: 'delete', intent: null }, { after: null });

describe('canRevert', () => {
  it('takes updates and deletes that went through, and nothing else', () => {
    for (const state of ['verified', 'applied'] as const) assert.equal(canRevert(write({}, { state })), true, state);
    for (const state of ['failed', 'unknown'] as const) assert.equal(canRevert(write({}, { state })), false, state);
    assert.equal(canRevert(deletion), true);
    assert.equal(canRevert(write({}, { state: 'failed', lost: true })), true, 'it may have gone through since');
    assert.equal(canRevert(write({}, null)), false, 'under way');
    assert.equal(canRevert(write({ operation: 'create', before: null })), false);
    assert.equal(canRevert(write({ before: null })), false);
  });
});

describe('revertWrite', () => {
  /** Reverts the update of a server that holds `now`. */
  function revert(now: Asset, answer: Asset) {
    const sent: AssetContent[] = [];
    const fake = journalingWriter({
      getAsset: () => Promise.resolve(now),
      updateAsset: ({ content }) => {
        sent.push(content);
        return Promise.resolve(answer);
      },
    });
    return { ...fake, sent, outcome: revertWrite(fake.writer, write(), general) };
  }

  it('gives the fields of an update their old values back, and journals that it undoes it', async () => {
    const { outcome, sent, noted } = revert(after, before);
    assert.deepEqual(await outcome, { outcome: 'reverted', asset: before, lost: [] });
    assert.equal(sent[0]?.customFields.get(45), 'OLD');
    assert.deepEqual([entryIn({ noted }).reverts, resultIn({ noted }).state], ['the-write', 'verified']);
  });

  it('keeps what others changed since', async () => {
    const now = assetWith({ 45: 'NEW', 46: 'HP' }, { name: 'Renamed' });
    const merged = assetWith({ 45: 'OLD', 46: 'HP' }, { name: 'Renamed' });
    const { outcome, sent } = revert(now, merged);
    assert.equal((await outcome).asset, merged);
    assert.deepEqual([sent[0]?.name, sent[0]?.customFields.get(46)], ['Renamed', 'HP']);
  });

  it('refuses where the same field was changed again, and sends nothing', async () => {
    const { outcome, sent } = revert(assetWith({ 45: 'NEWER', 46: 'Dell' }), before);
    await assert.rejects(outcome, (error) => {
      assert.ok(error instanceof WriteRefused && error.refusal.reason === 'conflict');
      return true;
    });
    assert.deepEqual(sent, []);
  });

  it('sends nothing for one that has been undone already', async () => {
    const { outcome, sent } = revert(before, before);
    assert.equal((await outcome).asset, before);
    assert.deepEqual(sent, []);
  });

  it('creates a deleted asset anew, with all its values and people, and gives the new id', async () => {
    const sent: AssetContent[] = [];
    const fake = journalingWriter({
      createAsset: ({ content, assetTypeId, createdBy }) => {
        assert.deepEqual([assetTypeId, createdBy], [1, 3]);
        sent.push(content);
        return Promise.resolve({ ...before, id: 9_999 });
      },
    });
    const reverted = await revertWrite(fake.writer, deletion, general);
    assert.deepEqual([reverted.outcome, reverted.asset.id], ['recreated', 9_999]);
    assert.deepEqual(
      [sent[0]?.displayId, sent[0]?.contactIds, sent[0]?.customFields],
      [
        before.displayId,
        [27662],
        new Map([
          [45, 'OLD'],
          [46, 'Dell'],
        ]),
      ],
    );
    assert.equal(entryIn(fake).reverts, 'the-write');
  });

  it('looks first whether an asset is there whose deletion got no answer', async () => {
    const lost = write({ operation: 'delete', intent: null }, { state: 'failed', after: null, lost: true });
    const still = journalingWriter({ getAsset: () => Promise.resolve(before) });
    assert.deepEqual(await revertWrite(still.writer, lost, general), { outcome: 'unchanged', asset: before, lost: [] });
    const gone = journalingWriter({
      getAsset: () => Promise.reject(failure('notFound', { method: 'GET' })),
      createAsset: () => Promise.resolve({ ...before, id: 9_999 }),
    });
    assert.equal((await revertWrite(gone.writer, lost, general)).outcome, 'recreated');
    assert.deepEqual(gone.calls, ['getAsset', 'begin', 'createAsset', 'end']);
  });

  it('throws for a write that can’t be undone, before it asks anything', async () => {
    const { writer, calls } = journalingWriter({});
    await assert.rejects(revertWrite(writer, write({}, { state: 'failed' }), general), RangeError);
    assert.deepEqual(calls, []);
  });
});
