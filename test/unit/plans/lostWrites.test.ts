import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { stateOf } from '../../../src/assets/editableState';
import type { Asset } from '../../../src/happyfox/asset';
import type { JournalEntry, JournaledWrite, WriteState } from '../../../src/plans/journal';
import { baseAfterLost, lostUpdates } from '../../../src/plans/lostWrites';
import { assetWith, general } from '../assets/samples';
import { journalingWriter } from './journalingWriter';

const old = assetWith({ 45: 'OLD', 46: 'Dell' });
const first = assetWith({ 45: 'FIRST', 46: 'Dell' });
const second = assetWith({ 45: 'FIRST', 46: 'Lenovo' });
const nia = { name: 'Nia', email: 'Nia@acme.com' };

function update(id: string, more: Partial<JournalEntry> = {}): JournalEntry {
  const agent = { id: 3, name: 'Ada' };
  return {
    ...{ id, time: 1, accountId: 'acme.happyfox.com', agent, operation: 'update', assetTypeId: 1, assetId: 6748 },
    ...{ name: old.name, before: old, intent: first },
    ...more,
  };
}

describe('lostUpdates', () => {
  const lost = (id: string, more: Partial<JournaledWrite> = {}, state: WriteState = 'failed'): JournaledWrite => ({
    ...{ entry: update(id), sender: 'this', result: { state, time: 2, after: null, lost: true } },
    ...more,
  });
  const done = (state: WriteState): JournaledWrite => lost('done', { result: { state, time: 2, after: old } });
  const ids = (...newestFirst: JournaledWrite[]): string[] => lostUpdates(newestFirst, 6748).map(({ id }) => id);

  it('are those whose answers were lost, oldest first', () => {
    assert.deepEqual(ids(lost('b', {}, 'unknown'), lost('a')), ['a', 'b']);
    assert.deepEqual(ids(lost('a', { result: { state: 'failed', time: 2, after: null } })), [], 'refused, so not lost');
  });

  it('are those of a window that is gone, cleared up or not, and none of another that is open', () => {
    assert.deepEqual(ids(lost('a', { sender: 'gone' })), ['a']);
    assert.deepEqual(ids(lost('a', { sender: 'gone', result: undefined })), ['a']);
    assert.deepEqual(ids(lost('a', { sender: 'other' })), []);
    assert.deepEqual(ids(lost('a', { sender: 'other', result: undefined })), []);
    assert.deepEqual(ids(lost('a', { result: undefined })), [], 'under way');
  });

  it('are those since the last update that went through, of this asset alone', () => {
    for (const state of ['verified', 'applied'] as const)
      assert.deepEqual(ids(lost('b'), done(state), lost('a')), ['b']);
    assert.deepEqual(ids(lost('b'), done('failed'), lost('a')), ['a', 'b']);
    assert.deepEqual(ids(lost('a', { entry: update('a', { assetId: 1 }) })), []);
    assert.deepEqual(ids(lost('a', { entry: update('a', { operation: 'delete' }) })), []);
  });
});

describe('baseAfterLost', () => {
  async function measure(theirs: Asset, ...lost: JournalEntry[]) {
    const { writer, noted } = journalingWriter({}, undefined, lost);
    const state = await baseAfterLost(writer, stateOf(old, general), theirs, general);
    const settled = noted.flatMap((line) => ('end' in line ? [[line.end, line.result] as const] : []));
    return { state, settled };
  }

  it('is the base where nothing was lost', async () => {
    const { state, settled } = await measure(first);
    assert.deepEqual([state, settled], [stateOf(old, general), []]);
  });

  it('has what a lost update has changed, and the journal says so', async () => {
    const { state, settled } = await measure(first, update('a'));
    assert.deepEqual(state, stateOf(first, general));
    assert.deepEqual(settled, [['a', { state: 'verified', time: 1_000, after: first }]]);
  });

  it('has nothing that somebody else changed beside it', async () => {
    const { state } = await measure(assetWith({ 45: 'FIRST', 46: 'THEIRS' }, { name: 'Theirs' }), update('a'));
    assert.deepEqual(state, stateOf(first, general));
  });

  it('is the base where the asset has not all of what was to be changed', async () => {
    const { state, settled } = await measure(first, update('a', { intent: second }));
    assert.deepEqual([state, settled], [stateOf(old, general), []]);
  });

  it('follows one lost update after the other', async () => {
    const both = [update('a'), update('b', { before: first, intent: second })];
    const { state, settled } = await measure(second, ...both);
    assert.deepEqual(state, stateOf(second, general));
    assert.deepEqual(
      settled.map(([id]) => id),
      ['a', 'b'],
    );
  });

  it('passes over an update that began with another state: it was another edit', async () => {
    const { state, settled } = await measure(second, update('b', { before: first, intent: second }));
    assert.deepEqual([state, settled], [stateOf(old, general), []]);
  });

  it('knows people whom it created by their e-mail', async () => {
    const adding = update('a', { intent: old, newContacts: [nia] });
    const linked = { ...old, contacts: [...old.contacts, { id: 31, name: 'Nia', email: 'nia@acme.com' }] };
    assert.deepEqual((await measure(linked, adding)).state.contactIds, [27662, 31]);
    assert.deepEqual((await measure(first, adding)).settled, []);
  });
});
