import assert from 'node:assert/strict';
import { Budget } from '../../../src/happyfox/budget';
import type { CallOptions, HappyFoxClient } from '../../../src/happyfox/client';
import { Governor } from '../../../src/happyfox/governor';
import { MemoryLedger } from '../../../src/happyfox/memoryLedger';
import { applyPlan } from '../../../src/plans/applyPlan';
import { planUpdates, type Step } from '../../../src/plans/plan';
import type { StepResult } from '../../../src/plans/stepResult';
import type { Writer } from '../../../src/plans/writer';
import { FakeClock, settle } from '../happyfox/fakeClock';
import { general } from '../assets/samples';
import { FakeAccount, MemoryRecord, planFor, withSerial } from './fakeAccount';
import { failure, fakeClient } from './fakeClient';

const minute = 60_000;

/** What a request takes on its way; the account does it when half of that has passed. */
export const latency = 150;

/** A request as it was let go, and when its answer came. */
export interface PacedRequest {
  /** Such as `PUT 7`. */
  readonly request: string;
  readonly priority: CallOptions['priority'];
  readonly at: number;
  answeredAt: number | undefined;
}

/** An account whose requests take time and are paced, as those of a window are; all on a clock of its own. */
export class PacedAccount {
  readonly clock = new FakeClock();
  readonly account: FakeAccount;
  readonly requests: PacedRequest[] = [];
  readonly results: StepResult[] = [];
  private readonly governor: Governor;

  constructor(
    count: number,
    readonly writesPerMinute: number,
    readsPerMinute = 400,
  ) {
    this.account = new FakeAccount(count);
    const budget = new Budget({ readsPerMinute, writesPerMinute }, new MemoryLedger());
    this.governor = new Governor(budget, this.clock);
  }

  /** A writer whose requests are paced. */
  get writer(): Writer {
    const { writer } = this.account;
    const { client } = writer;
    const paced = fakeClient({
      writeTurn: ({ method, assetId }, { priority }) =>
        this.governor.turn(
          { described: { method, path: `asset/${assetId}/`, host: 'acme' }, priority },
          method !== 'POST',
        ),
      getAsset: (id, options) => this.paced(`GET ${id}`, options, () => client.getAsset(id, options)),
      searchContacts: (request, options) =>
        this.paced(`WHO ${request.query}`, options, () => client.searchContacts(request, options)),
      updateAsset: (request, options) =>
        this.paced(`PUT ${request.id}`, options, () => client.updateAsset(request, options)),
      deleteAsset: (request, options) =>
        this.paced(`DELETE ${request.id}`, options, () => client.deleteAsset(request, options)),
      createAsset: (request, options) => this.paced('POST', options, () => client.createAsset(request, options)),
    } satisfies Partial<HappyFoxClient>);
    const wait = (milliseconds: number) => new Promise<void>((resolve) => this.clock.setTimeout(resolve, milliseconds));
    return {
      ...writer,
      client: paced.client,
      wait,
      now: () => this.clock.now(),
      monotonic: () => this.clock.monotonic(),
    };
  }

  /** Steps that give every asset another serial number. */
  get changes(): readonly Step[] {
    const wishes = [...this.account.assets.values()].map((base) => ({
      ...{ definition: general, base, mine: withSerial(base, 'NEW') },
    }));
    return planUpdates(wishes);
  }

  /** Applies a plan, by default one that changes every asset. Resolves with the number of steps that went through. */
  async apply(steps: readonly Step[] = this.changes): Promise<number> {
    const run = applyPlan({
      plan: planFor(steps),
      record: new MemoryRecord(),
      writer: () => Promise.resolve(this.writer),
      definition: () => Promise.resolve(general),
      journal: () => Promise.resolve([]),
      signal: new AbortController().signal,
      confirmedDeletions: steps.length,
    });
    for await (const event of run)
      if (event.kind === 'step' && event.result.outcome !== 'sent') this.results.push(event.result);
    return this.results.filter(({ outcome }) => outcome === 'verified').length;
  }

  /** The writes, in the order in which they were let go. */
  get writes(): readonly PacedRequest[] {
    return this.requests.filter(({ request }) => !/^(GET|WHO) /.test(request));
  }

  /** The most writes that were let go within any minute. */
  get mostInAMinute(): number {
    const times = this.writes.map(({ at }) => at);
    return Math.max(...times.map((from) => times.filter((at) => at >= from && at < from + minute).length));
  }

  /** The longest time between the answer to a read and the write that followed from it. */
  get longestGap(): number {
    const gaps = this.writes.map(({ request, at }) => {
      const id = request.split(' ')[1];
      const reads = this.requests.filter((one) => one.request === `GET ${id}` && (one.answeredAt ?? Infinity) <= at);
      return at - Math.max(...reads.map(({ answeredAt }) => answeredAt ?? 0));
    });
    return Math.max(...gaps);
  }

  /** HappyFox locks the account out, and the lock-out ends. */
  async lockOut(): Promise<void> {
    const until = this.clock.now() + minute;
    await this.paced('GET 0', { priority: 'user' }, () => Promise.reject(failure('rateLimited', { until }))).then(
      () => assert.fail('it answered'),
      () => undefined,
    );
    await this.clock.advance(minute + 1_000);
  }

  /** Moves time on until something is done, or an hour has passed. */
  async until(done: () => boolean): Promise<void> {
    for (let steps = 0; !done() && steps < 3_600 * 4; steps += 1) await this.clock.advance(250);
    await settle();
    assert.ok(done(), 'it is done within an hour');
  }

  private paced<Answer>(request: string, options: CallOptions, send: () => Promise<Answer>): Promise<Answer> {
    const { priority, turn } = options;
    const [method = ''] = request.split(' ');
    const described = { method: method === 'WHO' ? 'GET' : method, path: 'asset/1/', host: 'acme' };
    return this.governor.run({ described, priority, ...(turn && { turn }) }, async () => {
      const sent: PacedRequest = { request, priority, at: this.clock.monotonic(), answeredAt: undefined };
      this.requests.push(sent);
      await this.half();
      const answer = send();
      answer.catch(() => undefined);
      await this.half();
      sent.answeredAt = this.clock.monotonic();
      return answer;
    });
  }

  private half(): Promise<void> {
    return new Promise<void>((resolve) => this.clock.setTimeout(resolve, latency / 2));
  }
}
