import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { openIndex, type IndexPlace, type OpenedIndex } from '../../../src/finding/openedIndex';
import type { Connection } from '../../../src/happyfox/connection';
import { budgetWindow } from '../../../src/happyfox/limits';
import { Sandbox, type SandboxOptions, type WireEntry } from '../../../src/sandbox/sandbox';
import { TimeLapse } from './timeLapse';

const budget = { readsPerMinute: 400, writesPerMinute: 200 };
/** What background work may use of it. */
const background = 320;
const minute = 60_000;

/** A window: its index and its connection. */
interface Window {
  readonly index: OpenedIndex;
  readonly connection: Connection;
}

/** The pages of the crawl that were asked for, such as `3/17`. */
function pages(entries: readonly WireEntry[]): string[] {
  return entries.flatMap(({ path, query }) =>
    path.endsWith('/assets/') && query.size === '50' ? [`${query.asset_type}/${query.page}`] : [],
  );
}

/** The most requests in any window of the budget's length. */
function busiest(entries: readonly WireEntry[]): number {
  const times = entries.map(({ at }) => at);
  let most = 0;
  for (let last = 0, first = 0; last < times.length; last += 1) {
    while ((times[last] ?? 0) - (times[first] ?? 0) >= budgetWindow) first += 1;
    most = Math.max(most, last - first + 1);
  }
  return most;
}

describe('The crawl, over HTTP', () => {
  let folder: string;
  let sandbox: Sandbox;
  let time: TimeLapse;
  const opened: Window[] = [];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'hf-crawl-'));
  });
  afterEach(stop);

  /** Closes the windows and the sandbox, and removes what they left. */
  async function stop(): Promise<void> {
    for (const { index, connection } of opened.splice(0)) {
      index.close();
      await connection.dispose();
    }
    await sandbox.stop();
    rmSync(folder, { recursive: true, force: true });
  }

  async function start(options: SandboxOptions): Promise<void> {
    sandbox = await Sandbox.start({ clock: 'virtual', ...options });
    time = new TimeLapse(sandbox);
  }

  const place = (): IndexPlace => ({
    folder: join(folder, 'index'),
    lockFolder: join(folder, 'index.lock'),
    versionFile: join(folder, 'index.version'),
    key,
  });

  async function openWindow(): Promise<Window> {
    const connection = time.connect(budget, join(folder, 'budget.json'));
    const index = await openIndex({
      accountId: 'a.example',
      place: place(),
      world: { today: () => '2026-01-15', uniqueFields: [] },
      openClient: () => Promise.resolve(connection.client),
      clock: time,
      unwritable: (error) => assert.fail(String(error)),
      unreadable: () => undefined,
    });
    const window = { index, connection };
    opened.push(window);
    return window;
  }

  const types = (): number[] => sandbox.world.types.map(({ id }) => id);
  const readAll = ({ index }: Window, signal = new AbortController().signal): Promise<void> =>
    index.crawl.read({ assetTypeIds: types(), notBefore: 0 }, signal);

  it('reads 100,000 assets, each page once, with all of its share of the budget and no more', async () => {
    await start({ assets: 100_000 });
    const window = await openWindow();
    await time.until(readAll(window));
    const entries = sandbox.wireLog.entries;
    const asked = pages(entries);
    const expected = types().flatMap((id) => {
      const total = window.index.assets.count(id);
      return Array.from({ length: Math.max(Math.ceil(total / 50), 1) }, (_, page) => `${id}/${page + 1}`);
    });
    assert.equal(window.index.assets.size, 100_000);
    assert.equal(window.index.assets.completeness().kind, 'complete');
    assert.deepEqual(asked.toSorted(), expected.toSorted());
    assert.ok(busiest(entries) <= background, `${busiest(entries)} in a minute`);
    const minutes = ((entries.at(-1)?.at ?? 0) - (entries[0]?.at ?? 0)) / minute;
    // Requests take no time here: the first share goes at once, and each other a minute later.
    const fewest = Math.ceil(asked.length / background) - 1;
    assert.ok(minutes <= fewest / 0.95, `${minutes} minutes, where ${fewest} would do`);
  }).timeout(120_000);

  it('lets an open and a save during the crawl wait for one request at most, however little of the budget is left', async () => {
    await start({ assets: 20_000 });
    const window = await openWindow();
    const crawling = readAll(window);
    const { client } = window.connection;
    // The crawl has used up its share and waits for the minute to pass.
    await time.until(sandbox.wireLog.nextRequest(({ sequence }) => sequence >= background));
    const before = { at: time.now(), sequence: sandbox.wireLog.entries.at(-1)?.sequence ?? 0 };
    const asset = sandbox.world.types[0];
    assert.ok(asset);
    const [{ id } = { id: 0 }] = window.index.assets.rows();
    await time.until(client.getAsset(id, { priority: 'user' }));
    const own = sandbox.wireLog.entries.find(
      ({ path, sequence }) => path.endsWith(`/asset/${id}/`) && sequence > before.sequence,
    );
    assert.ok(own);
    assert.ok(own.sequence <= before.sequence + 2, `${own.sequence - before.sequence - 1} requests went first`);
    assert.equal(own.at, before.at, 'no time passed');
    await time.until(crawling);
  }).timeout(120_000);

  it('is done by one of two windows for both, and each page once, whichever is closed when', async () => {
    const step = fc.record({
      window: fc.nat(1),
      after: fc.integer({ min: 1, max: 25 }),
      /** The window stops reading and begins anew, or its person expands a type. */
      what: fc.constantFrom('restart', 'expand'),
    });
    await start({ account: 'empty' });
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 200, max: 3_000 }),
        fc.array(step, { maxLength: 6 }),
        async (assets, steps) => {
          await stop();
          folder = mkdtempSync(join(tmpdir(), 'hf-crawl-'));
          await start({ assets });
          const readers = [new Reader(await openWindow(), readAll), new Reader(await openWindow(), readAll)];
          for (const { window, after, what } of steps) {
            const upTo = sandbox.wireLog.entries.length + after;
            const next = sandbox.wireLog.nextRequest(({ sequence }) => sequence >= upTo).catch(() => undefined);
            await time.until(Promise.race([Promise.allSettled(readers.map(({ reading }) => reading)), next]));
            const reader = readers[window];
            if (what === 'restart') await time.until(reader?.restart() ?? Promise.resolve());
            else await time.until(reader?.expand(types()[0] ?? 1) ?? Promise.resolve());
          }
          await time.until(Promise.all(readers.map(({ reading }) => reading)));
          const { entries } = sandbox.wireLog;
          const asked = pages(entries);
          // A page that was under way when its window was closed is asked for again; three are at most.
          const restarts = steps.filter(({ what }) => what === 'restart').length;
          const twice = asked.length - new Set(asked).size;
          assert.ok(twice <= 3 * restarts, `${twice} pages twice`);
          assert.ok(busiest(entries) <= budget.readsPerMinute, `${busiest(entries)} in a minute`);
          for (const { index } of opened) {
            assert.equal(index.assets.size, assets);
            assert.equal(index.progress.complete(types()), true);
          }
        },
      ),
      { numRuns: 10 },
    );
  }).timeout(120_000);
});

/** A window that reads everything. */
class Reader {
  reading: Promise<void>;
  private stop = new AbortController();

  constructor(
    private readonly window: Window,
    private readonly read: (window: Window, signal: AbortSignal) => Promise<void>,
  ) {
    this.reading = this.begin();
  }

  /** Stops, and goes on. */
  async restart(): Promise<void> {
    this.stop.abort(new Error('stopped'));
    await this.reading.catch(() => undefined);
    this.stop = new AbortController();
    this.reading = this.begin();
  }

  /** Asks for a page as the sidebar does. */
  async expand(assetTypeId: number): Promise<void> {
    await this.window.connection.client.listAssets({ assetTypeId, page: 1, size: 25 }, { priority: 'user' });
  }

  private begin(): Promise<void> {
    const reading = this.read(this.window, this.stop.signal);
    reading.catch(() => undefined);
    return reading;
  }
}

const key = randomBytes(32);
