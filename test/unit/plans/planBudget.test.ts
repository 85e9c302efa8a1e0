import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { stateOf } from '../../../src/assets/editableState';
import { backgroundShare } from '../../../src/happyfox/limits';
import { planDeletes } from '../../../src/plans/plan';
import { saveAsset } from '../../../src/plans/saveAsset';
import { general } from '../assets/samples';
import { latency, PacedAccount } from './pacedAccount';

const minute = 60_000;

describe('A plan of many rows and the budget', () => {
  it('uses at least 0.95 of what background work may, and never more than that', async () => {
    const paced = new PacedAccount(1_000, 200);
    const share = 200 * backgroundShare;
    const started = paced.clock.monotonic();
    let changed: number | undefined;
    void paced.apply().then((count) => (changed = count));
    await paced.until(() => changed !== undefined);
    assert.equal(changed, 1_000);
    assert.equal(paced.mostInAMinute, share);
    const minutes = Math.floor((paced.clock.monotonic() - started) / minute);
    const inWholeMinutes = paced.writes.filter(({ at }) => at < started + minutes * minute).length;
    assert.ok(minutes >= 5);
    assert.ok(inWholeMinutes >= 0.95 * share * minutes, `${inWholeMinutes} writes in ${minutes} minutes`);
  }).timeout(60_000);

  it('lets saves by hand go first, which wait for the step under way alone, and neither reverts the other', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 20, max: 60 }),
        fc.array(fc.integer({ min: 0, max: 3 * minute }), { minLength: 1, maxLength: 8 }),
        async (writesPerMinute, times) => {
          const paced = new PacedAccount(100, writesPerMinute);
          const { clock, account } = paced;
          // No more in a minute than the fifth that is kept for people.
          const wanted = times.slice(0, Math.floor(writesPerMinute * (1 - backgroundShare)));
          const bases = [...account.assets.values()];
          const waited: number[] = [];
          const save = async (index: number): Promise<void> => {
            const base = bases[index * 12];
            assert.ok(base);
            const asked = clock.monotonic();
            const mine = { ...stateOf(base, general), name: `Mine ${base.id}` };
            const saved = await saveAsset(paced.writer, { definition: general, base, mine });
            assert.equal(saved.kind, 'saved');
            const written = paced.writes.find(
              ({ request, priority }) => request === `PUT ${base.id}` && priority === 'user',
            );
            waited.push((written?.at ?? Infinity) - asked);
          };
          for (const [index, time] of wanted.entries()) clock.setTimeout(() => void save(index), time);
          let changed: number | undefined;
          void paced.apply().then((count) => (changed = count));
          await paced.until(() => changed !== undefined && waited.length === wanted.length);
          assert.equal(changed, 100);
          assert.ok(paced.mostInAMinute <= writesPerMinute, `${paced.mostInAMinute} in a minute`);
          // Its own read, and those before it, each a read and a write.
          for (const wait of waited) assert.ok(wait <= latency * (2 * wanted.length + 1), `a save waited ${wait} ms`);
          for (const { id } of bases) assert.equal(account.serial(id), 'NEW');
          for (const [index] of wanted.entries())
            assert.match(account.assets.get(bases[index * 12]?.id ?? 0)?.name ?? '', /^Mine/);
        },
      ),
      { numRuns: 25 },
    );
  }).timeout(120_000);
});

describe('What is read for a write', () => {
  it('is written at once, however long the write had to wait: 400 updates at the usual settings', async () => {
    const paced = new PacedAccount(400, 200);
    let changed: number | undefined;
    void paced.apply().then((count) => (changed = count));
    await paced.until(() => changed !== undefined);
    assert.equal(changed, 400);
    assert.ok(paced.longestGap <= latency, `${paced.longestGap} ms between a read and its write`);
  }).timeout(60_000);

  /** Whether something that happened then fell between a read and the write that followed at once, where nobody can see it. */
  const isBetween = (paced: PacedAccount, id: number, at: number): boolean =>
    paced.writes.some((one) => one.request.endsWith(` ${id}`) && Math.abs(one.at - at) <= latency / 2);
  const moments = fc.uniqueArray(
    fc.record({ id: fc.integer({ min: 1, max: 12 }), time: fc.integer({ min: 0, max: 3 * minute }) }),
    { selector: ({ id }) => id, minLength: 1, maxLength: 12 },
  );

  it('has what a colleague changes at any time of a run, and undoes none of it', async () => {
    await fc.assert(
      fc.asyncProperty(moments, async (renames) => {
        const paced = new PacedAccount(12, 5);
        const { clock, account } = paced;
        const started = clock.monotonic();
        for (const { id, time } of renames) clock.setTimeout(() => account.change(id, {}, `Theirs ${id}`), time);
        let changed: number | undefined;
        void paced.apply().then((count) => (changed = count));
        await paced.until(() => changed !== undefined && clock.monotonic() > started + 3 * minute);
        assert.equal(changed, 12);
        for (const { id, time } of renames)
          if (!isBetween(paced, id, started + time)) assert.equal(account.assets.get(id)?.name, `Theirs ${id}`);
      }),
      { numRuns: 100 },
    );
  }).timeout(120_000);

  it('keeps what a colleague has changed before it was to be deleted', async () => {
    await fc.assert(
      fc.asyncProperty(moments, async (changes) => {
        const paced = new PacedAccount(12, 5);
        const { clock, account } = paced;
        const started = clock.monotonic();
        const late = new Set<number>();
        for (const { id, time } of changes) {
          clock.setTimeout(() => {
            if (account.assets.has(id)) account.change(id, {}, `Theirs ${id}`);
            else late.add(id);
          }, time);
        }
        const steps = planDeletes([...account.assets.values()].map((base) => ({ assetTypeId: 1, base })));
        let done = false;
        void paced.apply(steps).then(() => (done = true));
        await paced.until(() => done && clock.monotonic() > started + 3 * minute);
        for (const { id, time } of changes)
          if (!late.has(id) && !isBetween(paced, id, started + time))
            assert.ok(account.assets.has(id), `${id} is kept`);
      }),
      { numRuns: 100 },
    );
  }).timeout(120_000);
});
