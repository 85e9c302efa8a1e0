import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import { deleteAsset } from '../../../src/plans/deleteAsset';
import { WriteRefused } from '../../../src/plans/writeRefused';
import { laptop } from '../assets/samples';
import { failure, fakeWriter } from './fakeClient';

const lost = failure('connectionLost', { execution: 'unknown' });
const gone = failure('notFound');

/** Deletes the laptop; reads are answered one after the other. */
function remove(deletion: Error | undefined, ...reads: readonly (Error | 'there')[]) {
  const answers = [...reads];
  const sent: unknown[] = [];
  const { writer, ...heard } = fakeWriter({
    getAsset: () => {
      const answer = answers.shift() ?? 'there';
      return answer === 'there' ? Promise.resolve(laptop) : Promise.reject(answer);
    },
    deleteAsset: (request) => {
      sent.push(request);
      return deletion ? Promise.reject(deletion) : Promise.resolve();
    },
  });
  return { ...heard, sent, outcome: deleteAsset(writer, { id: laptop.id, assetTypeId: 1 }) };
}

async function reasonOf(outcome: Promise<unknown>): Promise<unknown> {
  const error: unknown = await outcome.catch((reason: unknown) => reason);
  assert.ok(error instanceof WriteRefused);
  return error.refusal.reason;
}

describe('deleteAsset', () => {
  it('reads the asset, writes it down, and deletes it, signed by the agent', async () => {
    const { outcome, sent, calls, entries } = remove(undefined);
    assert.equal(await outcome, 'deleted');
    assert.deepEqual(sent, [{ id: laptop.id, deletedBy: 3 }]);
    assert.deepEqual(calls, ['getAsset', 'begin delete', 'deleteAsset', 'end verified']);
    assert.deepEqual(
      entries.map(({ operation, assetId, before, intent }) => [operation, assetId, before?.name, intent]),
      [['delete', laptop.id, 'ADDISD-W10PC', null]],
    );
  });

  it('counts what is gone already as done', async () => {
    const before = remove(undefined, gone);
    assert.deepEqual([await before.outcome, before.sent], ['alreadyGone', []]);
    assert.equal(await remove(gone).outcome, 'alreadyGone');
  });

  it('passes on what HappyFox refuses', async () => {
    const error = failure('forbidden');
    await assert.rejects(remove(error).outcome, error);
    await assert.rejects(remove(undefined, error).outcome, error);
  });

  it('keeps an asset that whoever hears of it wants kept', async () => {
    const { writer, calls } = fakeWriter({ getAsset: () => Promise.resolve(laptop) });
    const keep = (): void => {
      throw new Error('keep it');
    };
    await assert.rejects(deleteAsset(writer, { id: laptop.id }, keep), /keep it/);
    assert.deepEqual(calls, ['getAsset']);
  });

  it('looks whether the asset is still there when the answer was lost', async () => {
    const done = remove(lost, 'there', gone);
    assert.equal(await done.outcome, 'deleted');
    assert.deepEqual(done.calls.slice(2), ['deleteAsset', 'doubt', 'getAsset', 'end verified']);
    const undone = remove(lost, 'there', 'there');
    assert.equal(await reasonOf(undone.outcome), 'notApplied');
    assert.ok(undone.calls.includes('end failed'));
    const unknown = remove(lost, 'there', failure('server'));
    assert.equal(await reasonOf(unknown.outcome), 'outcomeUnknown');
    assert.ok(unknown.calls.includes('end unknown'));
  });
});
