import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { stateOf } from '../../../src/assets/editableState';
import { backgroundShare, readsAtOnce } from '../../../src/happyfox/limits';
import { planDeletes } from '../../../src/plans/plan';
import { saveAsset } from '../../../src/plans/saveAsset';
import { general } from '../assets/samples';
import { withSerial } from './fakeAccount';
import { latency, PacedAccount } from './pacedAccount';

const minute = 60_000;

describe('A plan of many rows and the budget', () => {
  it('uses at least 0.95 of what background work may, and never more than that', async () => {
    const paced = new PacedAccount(1_000, 200);
    const share = 200 * backgroundShare;
    const started = paced.clock.now();
    let changed: number | undefined;
    void paced.change().then((count) => (changed = count));
    await until(paced.clock, () => changed !== undefined);
    assert.equal(changed, 1_000);
    assert.equal(paced.mostInAMinute, share);
    const minutes = Math.floor((paced.clock.now() - started) / minute);
    const inWholeMinutes = paced.writes.filter(({ at }) => at < started + minutes * minute).length;
    assert.ok(minutes >= 5);
    assert.ok(inWholeMinutes >= 0.95 * share * minutes, `${inWholeMinutes} writes in ${minutes} minutes`);
  }).timeout(60_000);

  it('lets saves by hand go first: they wait for the write under way, and for nothing else', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 20, max: 60 }),
        fc.array(fc.integer({ min: 0, max: 3 * minute }), { minLength: 1, maxLength: 8 }),
        async (writesPerMinute, times) => {
          const paced = new PacedAccount(100, writesPerMinute);
          const { clock } = paced;
          const saves: { readonly read: number; readonly write: number }[] = [];
          // No more in a minute than the fifth that is kept for people.
          const spared = Math.floor(writesPerMinute * (1 - backgroundShare));
          const wanted = times.slice(0, spared);
          for (const time of wanted)
            clock.setTimeout(() => void paced.save().then((waited) => saves.push(waited)), time);
          let changed: number | undefined;
          void paced.change().then((count) => (changed = count));
          await until(clock, () => changed !== undefined && saves.length === wanted.length);
          assert.equal(changed, 100);
          assert.ok(paced.mostInAMinute <= writesPerMinute, `${paced.mostInAMinute} in a minute`);
          for (const { read, write } of saves) {
            // The plan's own read takes one of the places.
            assert.ok(read <= latency * Math.floor(wanted.length / readsAtOnce), `a read waited ${read} ms`);
            // Saves wait for one another, too.
            assert.ok(write <= latency * wanted.length, `a save waited ${write} ms`);
          }
          if (wanted.length === 1) assert.ok((saves[0]?.write ?? 0) <= latency);
        },
      ),
      { numRuns: 25 },
    );
  }).timeout(120_000);
});
