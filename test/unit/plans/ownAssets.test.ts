import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { blankState } from '../../../src/assets/editableState';
import { applyPlan } from '../../../src/plans/applyPlan';
import { planCreates } from '../../../src/plans/plan';
import type { StepResult } from '../../../src/plans/stepResult';
import { general } from '../assets/samples';
import { FakeAccount, MemoryRecord, planFor } from './fakeAccount';

/** Results that tell of each that is looked at by who looks at all of them. */
class WatchedResults extends Map<string, StepResult> {
  looks = 0;

  override *values(): MapIterator<StepResult> {
    for (const result of super.values()) {
      this.looks += 1;
      yield result;
    }
    return undefined;
  }
}

async function create(displayIds: readonly string[]): Promise<{ account: FakeAccount; results: WatchedResults }> {
  const account = new FakeAccount(1);
  const wishes = displayIds.map((displayId) => ({
    definition: general,
    mine: { ...blankState(general), name: 'Spare', displayId },
  }));
  const results = new WatchedResults();
  const run = applyPlan({
    plan: planFor(planCreates(wishes)),
    record: new MemoryRecord(results),
    writer: () => Promise.resolve(account.writer),
    definition: () => Promise.resolve(general),
    journal: () => Promise.resolve([]),
    signal: new AbortController().signal,
  });
  for await (const event of run) assert.notEqual(event.kind, 'paused');
  return { account, results };
}

describe('What a plan has made so far', () => {
  it('is not looked through again for each step', async () => {
    const { results } = await create(Array.from({ length: 40 }, (_, at) => `D-${at}`));
    assert.equal(results.size, 40);
    assert.equal(results.looks, 0);
  });

  it('stands in the journal of a create only where it could be taken for what is created', async () => {
    const { account } = await create(['A', 'B', 'A', 'A']);
    const known = account.journal.map(({ entry }) => entry.known ?? []);
    const [first, , third] = account.journal.map(({ result }) => result?.after?.id);
    assert.deepEqual(known, [[], [], [first], [first, third]]);
    const newest = account.journal.map(({ entry }) => entry.newest ?? 0);
    assert.deepEqual(
      newest.slice(1),
      account.journal.slice(0, -1).map(({ result }) => result?.after?.id),
    );
  });
});
