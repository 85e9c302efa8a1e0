import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { inStretches, pausing } from '../../../src/happyfox/pause';

/** A clock that stands still but for what `work` takes, and how often others had their turn. */
function clock() {
  const state = { time: 0, turns: 0 };
  const parts = { now: () => state.time, nextTurn: () => Promise.resolve(void (state.turns += 1)) };
  return { state, parts };
}

describe('pausing', () => {
  it('lets others have their turn before it begins and after 8 ms each, and counts from the end of that turn', async () => {
    const { state, parts } = clock();
    const pause = pausing(undefined, {
      ...parts,
      nextTurn: async () => {
        await parts.nextTurn();
        state.time += 100;
      },
    });
    const turns: number[] = [];
    for (let step = 0; step < 8; step += 1) {
      state.time += 3;
      await pause();
      turns.push(state.turns);
    }
    assert.deepEqual(turns, [1, 1, 1, 2, 2, 2, 3, 3]);
  });

  it('ends with the signal’s reason, whether or not it is time for a turn', async () => {
    const { parts } = clock();
    const stop = new AbortController();
    const pause = pausing(stop.signal, {
      ...parts,
      nextTurn: () => {
        stop.abort(new Error('enough'));
        return Promise.resolve();
      },
    });
    await assert.rejects(pause, /enough/);
    await assert.rejects(pause, /enough/);
  });
});

describe('inStretches', () => {
  it('keeps the order, and pauses before each item', async () => {
    const seen: (string | number)[] = [];
    const pause = () => Promise.resolve(void seen.push('pause'));
    const made = await inStretches([1, 2], pause, (item) => {
      seen.push(item);
      return [item, -item];
    });
    assert.deepEqual(made, [1, -1, 2, -2]);
    assert.deepEqual(seen, ['pause', 1, 'pause', 2]);
  });
});
