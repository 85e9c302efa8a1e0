import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { sortInSteps } from '../../../src/finding/steppedSort';
import { atOnce, withPauses } from '../../../src/finding/steps';
import { CountingPause } from '../happyfox/countingPause';

interface Item {
  readonly key: number;
}

const byKey = (one: Item, other: Item): number => one.key - other.key;

describe('Sorting in steps', () => {
  it('is what Array.sort does, also with items that are alike', () => {
    const items = fc.array(fc.record({ key: fc.integer({ min: 0, max: 50 }) }), { minLength: 0, maxLength: 3_000 });
    fc.assert(
      fc.property(items, (some) => {
        const sorted = atOnce(sortInSteps(some, byKey));
        assert.ok(some.toSorted(byKey).every((item, at) => item === sorted[at]));
        assert.equal(sorted.length, some.length);
      }),
      { numRuns: 30 },
    );
  });

  it('pauses after some thousand comparisons, however many items there are', async () => {
    const counted = new CountingPause();
    const items = Array.from({ length: 20_000 }, (_, at) => ({ key: (at * 7_919) % 20_011 }));
    const compare = (one: Item, other: Item): number => {
      counted.note();
      return byKey(one, other);
    };
    await withPauses(sortInSteps(items, compare), counted.pause);
    assert.ok(counted.most <= 5_000, String(counted.most));
  });
});
