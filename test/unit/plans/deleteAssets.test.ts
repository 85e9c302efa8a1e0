import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import type { FailureKind } from '../../../src/happyfox/errors';
import { deleteAssets, type DeleteOutcome } from '../../../src/plans/deleteAssets';
import { laptop } from '../assets/samples';
import { WriteRefused } from '../../../src/plans/writeRefused';
import { failure, fakeWriter } from './fakeClient';

const lost = failure('connectionLost', { execution: 'unknown' });
const gone = failure('notFound');

interface Answers {
  /** To the deletes, by id; nothing for success. */
  readonly deletes?: Readonly<Record<number, Error>>;
  /** To the reads of an id, one after the other; the asset where there is none left. */
  readonly reads?: Readonly<Record<number, (Error | 'there')[]>>;
  readonly journalWorks?: boolean;
}

/** Deletes 1, 2 and 3. `seen` may stop it between two. */
async function run(
  { deletes = {}, reads = {}, journalWorks = true }: Answers,
  seen?: (id: number, stop: () => void) => void,
) {
  const sent: unknown[] = [];
  const { writer, ...heard } = fakeWriter(
    {
      getAsset: (id) => {
        const answer = reads[id]?.shift() ?? 'there';
        return answer === 'there' ? Promise.resolve({ ...laptop, id }) : Promise.reject(answer);
      },
      deleteAsset: (request) => {
        sent.push(request);
        const error = deletes[request.id];
        return error ? Promise.reject(error) : Promise.resolve();
      },
    },
    journalWorks,
  );
  const stop = new AbortController();
  const assets = [1, 2, 3].map((id) => ({ id, assetTypeId: 1 }));
  const outcomes: DeleteOutcome[] = [];
  for await (const outcome of deleteAssets(writer, { assets, signal: stop.signal })) {
    outcomes.push(outcome);
    seen?.(outcome.id, () => stop.abort());
  }
  return { ...heard, sent, outcomes, words: outcomes.map(({ outcome }) => outcome) };
}

function reasonOf(outcome: DeleteOutcome | undefined): unknown {
  assert.ok(outcome?.outcome === 'failed');
  return outcome.error instanceof WriteRefused ? outcome.error.refusal.reason : outcome.error;
}

describe('deleteAssets', () => {
  it('reads each, writes it down, and deletes it, signed by the agent', async () => {
    const { sent, words, calls, entries } = await run({});
    assert.deepEqual(words, ['deleted', 'deleted', 'deleted']);
    assert.deepEqual(
      sent,
      [1, 2, 3].map((id) => ({ id, deletedBy: 3 })),
    );
    assert.deepEqual(calls.slice(0, 5), ['getAsset', 'begin delete', 'deleteAsset', 'end verified', 'getAsset']);
    assert.deepEqual(
      entries.map(({ operation, assetId, before, intent }) => [operation, assetId, before?.name, intent]),
      [1, 2, 3].map((id) => ['delete', id, 'ADDISD-W10PC', null]),
    );
  });

  it('counts what is gone already as done', async () => {
    const { words, sent } = await run({ reads: { 1: [gone] }, deletes: { 2: gone } });
    assert.deepEqual([words, sent.length], [['alreadyGone', 'alreadyGone', 'deleted'], 2]);
  });

  it('goes on after a refusal that concerns one asset alone', async () => {
    for (const kind of ['invalid', 'refused'] satisfies FailureKind[]) {
      const error = failure(kind);
      const { outcomes, words } = await run({ deletes: { 2: error } });
      assert.deepEqual([words, reasonOf(outcomes[1])], [['deleted', 'failed', 'deleted'], error]);
    }
  });

  it('stops where the next would fare no better', async () => {
    for (const kind of [
      'badCredentials',
      'forbidden',
      'rateLimited',
      'redirected',
      'notTheApi',
    ] satisfies FailureKind[]) {
      assert.deepEqual((await run({ deletes: { 2: failure(kind) } })).words, ['deleted', 'failed']);
      assert.deepEqual((await run({ reads: { 2: [failure(kind)] } })).words, ['deleted', 'failed']);
    }
    const { words, sent } = await run({ journalWorks: false });
    assert.deepEqual([words, sent], [['failed'], []]);
  });

  it('looks whether the asset is still there when the answer was lost', async () => {
    const done = await run({ deletes: { 2: lost }, reads: { 2: ['there', gone] } });
    assert.deepEqual(done.words, ['deleted', 'deleted', 'deleted']);
    assert.deepEqual(done.calls.slice(4, 10), [
      'getAsset',
      'begin delete',
      'deleteAsset',
      'doubt',
      'getAsset',
      'end verified',
    ]);
    const undone = await run({ deletes: { 2: lost }, reads: { 2: ['there', 'there'] } });
    assert.deepEqual([undone.words[1], reasonOf(undone.outcomes[1])], ['failed', 'notApplied']);
    assert.ok(undone.calls.includes('end failed'));
    const unknown = await run({ deletes: { 2: lost }, reads: { 2: ['there', failure('server')] } });
    assert.deepEqual([unknown.words[1], reasonOf(unknown.outcomes[1])], ['failed', 'outcomeUnknown']);
    assert.ok(unknown.calls.includes('end unknown'));
  });

  it('stops between two assets when it is called off, and names none that are left', async () => {
    const { outcomes, sent } = await run({}, (id, stop) => {
      if (id === 2) stop();
    });
    assert.deepEqual(
      outcomes.map(({ id }) => id),
      [1, 2],
    );
    assert.equal(sent.length, 2);
  });
});
