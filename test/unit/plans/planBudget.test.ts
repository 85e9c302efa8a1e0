import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { Budget } from '../../../src/happyfox/budget';
import type { CallOptions } from '../../../src/happyfox/client';
import { Governor } from '../../../src/happyfox/governor';
import { backgroundShare, readsAtOnce } from '../../../src/happyfox/limits';
import { MemoryLedger } from '../../../src/happyfox/memoryLedger';
import { applyPlan } from '../../../src/plans/applyPlan';
import { planUpdates } from '../../../src/plans/plan';
import { FakeClock, settle } from '../happyfox/fakeClock';
import { assetWith, general } from '../assets/samples';
import { FakeAccount, MemoryRecord, planFor, withSerial } from './fakeAccount';
import { fakeClient } from './fakeClient';

const minute = 60_000;

/** What a request takes on its way. */
const latency = 150;

/** An account whose requests take time and are paced, as those of a window are; all on a clock of its own. */
class PacedAccount {
  readonly clock = new FakeClock();
  readonly account: FakeAccount;
  /** When each write was let go. */
  readonly writes: { readonly at: number; readonly priority: CallOptions['priority'] }[] = [];
  private readonly governor: Governor;

  constructor(
    count: number,
    readonly writesPerMinute: number,
  ) {
    this.account = new FakeAccount(count);
    const budget = new Budget({ readsPerMinute: 400, writesPerMinute }, new MemoryLedger());
    this.governor = new Governor(budget, this.clock);
  }

  /** Applies a plan that changes every asset. Resolves with the number of those that went through. */
  async change(): Promise<number> {
    const { account, clock } = this;
    const { client } = account.writer;
    const paced = fakeClient({
      getAsset: (id, options) => this.paced('GET', options, () => client.getAsset(id, options)),
      updateAsset: (request, options) => this.paced('PUT', options, () => client.updateAsset(request, options)),
    });
    const wishes = [...account.assets.values()].map((base) => ({
      ...{ definition: general, base: base, mine: withSerial(base, 'NEW') },
    }));
    const run = applyPlan({
      plan: planFor(planUpdates(wishes)),
      record: new MemoryRecord(),
      writer: () => Promise.resolve({ ...account.writer, client: paced.client, now: () => clock.now() }),
      definition: () => Promise.resolve(general),
      journal: () => Promise.resolve([]),
      signal: new AbortController().signal,
    });
    let done = 0;
    for await (const event of run) if (event.kind === 'step' && event.result.outcome === 'verified') done += 1;
    return done;
  }

  /** Somebody saves an asset by hand: it is read, then written. Resolves with how long the two waited for their turns. */
  async save(): Promise<{ readonly read: number; readonly write: number }> {
    const waited = async (method: string): Promise<number> => {
      const asked = this.clock.now();
      let gone = asked;
      await this.paced(method, { priority: 'user' }, () => {
        gone = this.clock.now();
        return Promise.resolve(assetWith({}));
      });
      return gone - asked;
    };
    return { read: await waited('GET'), write: await waited('PUT') };
  }

  /** The most writes that were let go within any minute. */
  get mostInAMinute(): number {
    const times = this.writes.map(({ at }) => at);
    return Math.max(...times.map((from) => times.filter((at) => at >= from && at < from + minute).length));
  }

  private paced<Answer>(method: string, { priority }: CallOptions, send: () => Promise<Answer>): Promise<Answer> {
    const described = { method, path: 'asset/1/', host: 'acme' };
    return this.governor.run({ described, priority }, async () => {
      if (method !== 'GET') this.writes.push({ at: this.clock.now(), priority });
      const answer = send();
      await new Promise<void>((resolve) => this.clock.setTimeout(resolve, latency));
      return answer;
    });
  }
}

/** Moves time on until something is done, or an hour has passed. */
async function until(clock: FakeClock, done: () => boolean): Promise<void> {
  for (let steps = 0; !done() && steps < 3_600 * 4; steps += 1) await clock.advance(250);
  await settle();
  assert.ok(done(), 'it is done within an hour');
}

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
