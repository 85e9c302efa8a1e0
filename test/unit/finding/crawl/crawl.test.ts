import assert from 'node:assert/strict';
import fc from 'fast-check';
import { beforeEach, describe, it } from 'mocha';
import { crawl, type CrawlEvent, type CrawlOptions } from '../../../../src/finding/crawl';
import { estimateCrawl } from '../../../../src/finding/crawlEstimate';
import { CrawlProgress } from '../../../../src/finding/crawlProgress';
import { TypeWalk, type WalkFacts } from '../../../../src/finding/crawlWalk';
import { RowPool } from '../../../../src/finding/indexedAsset';
import { chunkText, readChunk } from '../../../../src/finding/storage/indexFiles';
import type { WalkedPage } from '../../../../src/finding/walkedPage';
import type { Asset } from '../../../../src/happyfox/asset';
import { FakeClock, settle } from '../../happyfox/fakeClock';
import { assetOf, FakeAccount, failureOf } from './fakeAccount';
import { indexOver } from './indexOver';

const hour = 3_600_000;

/** What a caller does with the events: an index by id. */
class Indexed {
  readonly assets = new Map<number, Asset>();
  readonly events: CrawlEvent[] = [];

  take(event: CrawlEvent): void {
    this.events.push(event);
    if (event.kind === 'page') for (const asset of event.assets) this.assets.set(asset.id, asset);
    if (event.kind === 'finished') for (const id of event.gone) this.assets.delete(id);
  }

  get ids(): number[] {
    return [...this.assets.keys()].sort((a, b) => a - b);
  }

  outcomes(): string[] {
    return this.events.flatMap((event) => {
      if (event.kind === 'finished') return [`${event.assetTypeId} ${event.outcome}`];
      return event.kind === 'again' ? [`${event.assetTypeId} again`] : [];
    });
  }
}

describe('crawl', () => {
  let clock: FakeClock;
  let progress: CrawlProgress;
  let indexed: Indexed;

  beforeEach(() => {
    clock = new FakeClock();
    progress = new CrawlProgress();
    indexed = new Indexed();
  });

  const start = (account: FakeAccount, more: Partial<CrawlOptions> = {}) =>
    crawl({
      fetchPage: account.fetchPage,
      assetTypeIds: [...account.rows.keys()],
      progress,
      clock,
      signal: new AbortController().signal,
      maxAge: hour,
      ...more,
    });

  const run = async (account: FakeAccount, more: Partial<CrawlOptions> = {}) => {
    for await (const event of start(account, more)) indexed.take(event);
  };

  it('asks for every page once, the first of each type first', async () => {
    const account = new FakeAccount({ 1: 120, 2: 50, 3: 0, 4: 51 });
    await run(account);
    assert.deepEqual(account.requests, ['1/1', '2/1', '3/1', '4/1', '1/2', '1/3', '4/2']);
    assert.deepEqual(indexed.ids, [...account.ids(1), ...account.ids(2), ...account.ids(4)]);
    assert.deepEqual(indexed.outcomes().sort(), ['1 complete', '2 complete', '3 complete', '4 complete']);
    assert.equal(progress.complete([1, 2, 3, 4]), true);
    const last = indexed.events.findLast((event) => event.kind === 'page');
    assert.ok(last?.kind === 'page');
    assert.deepEqual([last.loadedPages, last.totalPages, last.loadedAssets, last.totalAssets], [7, 7, 221, 221]);
  });

  it('tells the totals after the first pages, and reads none of them again', async () => {
    const account = new FakeAccount({ 1: 120, 2: 60 });
    await run(account, { scope: 'firstPages' });
    assert.deepEqual(account.requests, ['1/1', '2/1']);
    assert.deepEqual(progress.totals([1, 2]), { loadedPages: 2, totalPages: 5, loadedAssets: 100, totalAssets: 180 });
    await run(account);
    assert.deepEqual(account.requests.slice(2), ['1/2', '1/3', '2/2']);
  });

  it('keeps three requests under way while the caller works on a page', async () => {
    const account = new FakeAccount({ 1: 500 });
    const events = start(account);
    await events.next();
    await settle();
    assert.deepEqual(account.requests, ['1/1', '1/2', '1/3', '1/4']);
    await events.return();
    await settle();
    assert.equal(account.requests.length, 4);
  });

  it('goes on after an abort where it stood, and asks for no page twice', async () => {
    const account = new FakeAccount({ 1: 500, 2: 200 });
    const abort = new AbortController();
    const reason = new Error('enough');
    await assert.rejects(async () => {
      for await (const event of start(account, { signal: abort.signal })) {
        indexed.take(event);
        if (indexed.events.length === 5) abort.abort(reason);
      }
    }, reason);
    const before = indexed.events.length;
    await run(account);
    assert.ok(before >= 5 && before <= 6);
    const pages = indexed.events.filter(({ kind }) => kind === 'page');
    assert.equal(pages.length, 14);
    assert.deepEqual(indexed.ids, [...account.ids(1), ...account.ids(2)]);
    // Requests that were under way when it ended were asked for again; nothing else was.
    assert.ok(account.requests.length <= 14 + 3, String(account.requests));
  });

  it('does not ask for pages that others read, nor for those they are reading', async () => {
    const account = new FakeAccount({ 1: 250 });
    progress.noteRead(1, account.page(1, 1), 50, clock.now());
    const reading = Promise.withResolvers<ReturnType<FakeAccount['page']>>();
    progress.noteReading(1, 3, 50, reading.promise, clock.now());
    const done = run(account);
    await settle();
    assert.deepEqual(account.requests, ['1/2', '1/4', '1/5']);
    reading.resolve(account.page(1, 3));
    await done;
    assert.deepEqual(account.requests, ['1/2', '1/4', '1/5']);
    assert.deepEqual(indexed.outcomes(), ['1 complete']);
  });

  it('asks for a page itself when the read elsewhere failed', async () => {
    const account = new FakeAccount({ 1: 60 });
    const reading = Promise.withResolvers<ReturnType<FakeAccount['page']>>();
    progress.noteReading(1, 1, 50, reading.promise, clock.now());
    const done = run(account);
    await settle();
    assert.deepEqual(account.requests, []);
    reading.reject(failureOf('timeout'));
    await done;
    assert.deepEqual(account.requests, ['1/1', '1/2']);
  });

  it('is not moved on by pages of another size', async () => {
    const account = new FakeAccount({ 1: 60 });
    progress.noteRead(1, account.page(1, 1, 20), 20, clock.now());
    await run(account);
    assert.deepEqual(account.requests, ['1/1', '1/2']);
    assert.deepEqual(indexed.outcomes(), ['1 complete']);
  });

  it('waits out a lock-out and goes on by itself', async () => {
    const account = new FakeAccount({ 1: 400 });
    const until = clock.now() + 600_000;
    account.before = () => {
      if (account.requests.length === 3 && clock.now() < until) throw failureOf('rateLimited', until);
    };
    const done = run(account);
    await settle();
    assert.deepEqual(indexed.events.at(-1), { kind: 'waiting', until });
    const sent = account.requests.length;
    await clock.advance(599_999);
    assert.equal(account.requests.length, sent);
    await clock.advance(1);
    await done;
    assert.deepEqual(indexed.ids, account.ids(1));
    assert.equal(account.requests.length, 8 + 1);
  });

  it('can be ended while it waits', async () => {
    const account = new FakeAccount({ 1: 400 });
    account.before = () => {
      throw failureOf('rateLimited', clock.now() + 600_000);
    };
    const abort = new AbortController();
    const done = run(account, { signal: abort.signal });
    await settle();
    abort.abort(new Error('enough'));
    await assert.rejects(done, /enough/);
    assert.equal(clock.pending, 0);
  });

  it('throws what else fails, and can be gone on with', async () => {
    const account = new FakeAccount({ 1: 400 });
    account.before = (count) => {
      if (count === 4) throw failureOf('server');
    };
    await assert.rejects(run(account), { failure: { ...failureOf('server').failure } });
    await run(account);
    assert.deepEqual(indexed.ids, account.ids(1));
    assert.equal(progress.complete([1]), true);
  });

  it('passes over a type that is there no more, and tells what of it was known', async () => {
    const account = new FakeAccount({ 1: 10, 2: 60 });
    await run(account);
    const known = account.ids(2);
    account.rows.delete(2);
    await clock.advance(2 * hour);
    await run(account, { assetTypeIds: [1, 2] });
    const event = indexed.events.find((each) => each.kind === 'finished' && each.outcome === 'missing');
    assert.ok(event?.kind === 'finished');
    assert.deepEqual([...event.gone].sort(), known);
    assert.deepEqual(indexed.ids, account.ids(1));
  });

  it('walks a finished type again only when it is old, and then takes away what is gone', async () => {
    const account = new FakeAccount({ 1: 120 });
    await run(account);
    await clock.advance(hour);
    await run(account);
    assert.equal(account.requests.length, 3);
    account.rows.get(1)!.splice(20, 5);
    await clock.advance(1);
    await run(account);
    assert.equal(account.requests.length, 6);
    assert.deepEqual(indexed.ids, account.ids(1));
  });

  it('walks again what seems to have been read after now, for the clock has been set back since', async () => {
    const account = new FakeAccount({ 1: 60 });
    const index = indexOver(account, { clock });
    const read = (notBefore: number) =>
      index.crawl.read({ assetTypeIds: [1], notBefore }, new AbortController().signal);
    await read(clock.now());
    account.rows.get(1)!.push(assetOf(7, 1));
    clock.set(clock.now() - 24 * hour);
    assert.equal(index.isFresh(1, clock.now()), false);
    await read(clock.now() - 4 * hour);
    assert.equal(index.assets.size, 61);
    assert.equal(index.isFresh(1, clock.now()), true);
    const asked = account.requests.length;
    await read(clock.now());
    assert.equal(account.requests.length, asked);
    index.close();
  });

  it('keeps what it has while it walks again', async () => {
    const account = new FakeAccount({ 1: 200 });
    await run(account);
    account.rows.get(1)!.splice(0, 10);
    await clock.advance(2 * hour);
    for await (const event of start(account)) {
      indexed.take(event);
      if (event.kind === 'page') break;
    }
    assert.equal(indexed.assets.size, 200);
    assert.equal(progress.type(1)?.standing?.consistent, true);
    await run(account);
    assert.deepEqual(indexed.ids, account.ids(1));
  });

  describe('when rows shift', () => {
    /** What the account had when each request was served. */
    const watch = (account: FakeAccount, edit: (count: number) => void): readonly (readonly number[])[] => {
      const had: (readonly number[])[] = [];
      account.before = (count) => {
        edit(count);
        had.push(account.ids(1));
      };
      return had;
    };
    /** All that was there all along is in the index, and nothing that was not there at all. */
    const assertTrueTo = (had: readonly (readonly number[])[]): void => {
      const [first = [], ...rest] = had.map((ids) => new Set(ids));
      const lasting = [...first].filter((id) => rest.every((ids) => ids.has(id)));
      const known = new Set(indexed.ids);
      assert.deepEqual(
        lasting.filter((id) => !known.has(id)),
        [],
        'missing though it was there all along',
      );
      const ever = new Set(had.flat());
      assert.deepEqual(
        indexed.ids.filter((id) => !ever.has(id)),
        [],
        'there though it was gone before',
      );
    };

    const places = { 'where it has been': 10, 'where it has yet to come': 280, 'at the end': 300 };
    for (const [place, at] of Object.entries(places)) {
      it(`believes a walk during which one is added ${place}`, async () => {
        const account = new FakeAccount({ 1: 300 });
        const had = watch(account, (count) => {
          if (count === 3) account.rows.get(1)!.splice(at, 0, assetOf(7, 1));
        });
        await run(account);
        assert.deepEqual(indexed.outcomes(), ['1 complete']);
        assertTrueTo(had);
        assert.ok(account.requests.length <= 7, String(account.requests));
      });

      it(`believes a walk during which one is deleted ${place}, after another look at the border`, async () => {
        const account = new FakeAccount({ 1: 300 });
        const had = watch(account, (count) => {
          if (count === 3) account.rows.get(1)!.splice(at - 1, 1);
        });
        await run(account);
        assert.deepEqual(indexed.outcomes(), ['1 complete']);
        assertTrueTo(had);
        assert.equal(account.requests.length, 7);
        // The next walk has what is there then, and takes away what is not.
        account.before = () => undefined;
        await clock.advance(2 * hour);
        await run(account);
        assert.deepEqual(indexed.ids, account.ids(1));
      });
    }

    it('does not take rows that others have pushed on by a whole page for the end', async () => {
      const account = new FakeAccount({ 1: 351 });
      const had = watch(account, (count) => {
        if (count === 6) account.rows.get(1)!.unshift(...Array.from({ length: 50 }, (_, at) => assetOf(at + 1, 1)));
      });
      await run(account);
      assert.deepEqual(indexed.outcomes(), ['1 complete']);
      assertTrueTo(had);
    });

    /** Another window takes the walk up. */
    const takeUp = (head: WalkFacts, pages: Iterable<WalkedPage>): void => {
      const { attempt, standing } = progress.type(1)!;
      const known = progress.ids(1);
      const chunk = readChunk(chunkText({ pages: [...pages], rows: [] }), 1, new RowPool());
      const facts = JSON.parse(JSON.stringify(head)) as WalkFacts;
      progress = new CrawlProgress();
      progress.restore(
        { assetTypeId: 1, attempt, standing, walk: TypeWalk.restore(facts, chunk?.pages ?? assert.fail()) },
        known,
      );
    };

    it('goes on where a window left off, with the borders that were still open', async () => {
      const account = new FakeAccount({ 1: 300 });
      const had = watch(account, (count) => {
        if (count === 3) account.rows.get(1)!.splice(10, 1);
      });
      for await (const event of start(account)) {
        indexed.take(event);
        if (indexed.events.length === 4) break;
      }
      await settle();
      const { walk } = progress.type(1)!;
      takeUp(walk.facts(), walk.pages);
      await run(account);
      assert.deepEqual(indexed.outcomes(), ['1 complete']);
      assertTrueTo(had);
    });

    it('does not take away what was read by itself while it walked past', async () => {
      const account = new FakeAccount({ 1: 300 });
      account.before = (count) => {
        if (count !== 3) return;
        account.rows.get(1)!.unshift(assetOf(7, 1));
        progress.noteMet(1, 7, clock.now());
        indexed.assets.set(7, assetOf(7, 1));
      };
      await run(account);
      assert.deepEqual(indexed.outcomes(), ['1 complete']);
      assert.ok(indexed.assets.has(7));
    });

    it('flags it after the second walk where rows never stop to shift, and takes nothing away', async () => {
      const account = new FakeAccount({ 1: 3_000 });
      account.before = (count) => {
        if (count % 2 === 0) account.rows.get(1)!.shift();
      };
      await run(account);
      assert.deepEqual(indexed.outcomes(), ['1 again', '1 inconsistent']);
      assert.equal(progress.complete([1]), false);
    });

    it('flags it even where the total stays, once an id came twice', async () => {
      const account = new FakeAccount({ 1: 300 });
      account.before = () => {
        const rows = account.rows.get(1)!;
        rows.unshift(rows.pop()!);
      };
      await run(account);
      assert.deepEqual(indexed.outcomes(), ['1 again', '1 inconsistent']);
    });

    it('ends on a server that serves the first page for ever', async () => {
      const account = new FakeAccount({ 1: 300 });
      await run(account, {
        fetchPage: async ({ page, ...request }, signal) => ({
          ...(await account.fetchPage({ ...request, page: 1 }, signal)),
          page,
        }),
      });
      assert.deepEqual(indexed.outcomes(), ['1 again', '1 inconsistent']);
      assert.ok(account.requests.length <= 8, String(account.requests.length));
    });

    it('has all that was there all along, and nothing that was gone before, or says that it may not', async () => {
      // Between two pages others add, delete or move: two of them at once at a page's border leave no trace, and no client could tell. Nor where
      // rows move while there is one that the walk has missed so far: pages look as they do where that one was deleted.
      const edit = fc.record({
        beforeRequest: fc.integer({ min: 1, max: 24 }),
        what: fc.constantFrom('add', 'delete', 'move'),
        at: fc.double({ min: 0, max: 1, noNaN: true }),
        to: fc.double({ min: 0, max: 1, noNaN: true }),
        rows: fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 60 })),
      });
      const edits = fc.uniqueArray(edit, { maxLength: 5, selector: ({ beforeRequest }) => beforeRequest });
      // Windows are killed: so many pages after a walk was begun or taken up. Its files are not written at once: some may lack so many of them.
      const kill = fc.record({ after: fc.integer({ min: 1, max: 12 }), head: fc.nat(4), pages: fc.nat(4) });
      const kills = fc.array(kill, { maxLength: 2 });
      const tally = { complete: 0, inconsistent: 0 };
      await fc.assert(
        fc.asyncProperty(
          fc.integer({ min: 0, max: 420 }),
          edits,
          edits,
          kills,
          async (total, first, second, deaths) => {
            const account = new FakeAccount({ 1: total });
            let nextId = 900_000;
            let counted = 0;
            progress = new CrawlProgress();
            indexed = new Indexed();
            for (const planned of [first, second]) {
              const asked = account.requests.length;
              const events = indexed.events.length;
              let still: number | undefined;
              const had = watch(account, (count) => {
                const rows = account.rows.get(1)!;
                if (count === still) return;
                for (const { beforeRequest, what, at, to, rows: number } of planned) {
                  if (beforeRequest !== count - asked) continue;
                  const index = Math.floor(at * rows.length);
                  if (what === 'add') {
                    rows.splice(index, 0, ...Array.from({ length: number }, () => assetOf(nextId++, 1)));
                  } else {
                    const isMissed = ({ id }: Asset, place: number): boolean =>
                      !progress.type(1)?.walk.has(id) && place < (count - asked - 1) * 50;
                    if (what === 'move' && rows.some(isMissed)) continue;
                    const taken = rows.splice(index, number);
                    if (what === 'move') rows.splice(Math.floor(to * rows.length), 0, ...taken);
                  }
                }
              });
              for (const { after, ...behind } of deaths) {
                const kept: {
                  readonly facts: WalkFacts;
                  readonly pages: readonly WalkedPage[];
                  readonly served: number;
                }[] = [];
                let served = account.requests.length;
                for await (const event of start(account)) {
                  indexed.take(event);
                  if (event.kind !== 'page' || progress.isDone(1)) continue;
                  served += 1;
                  const { walk } = progress.type(1)!;
                  if (kept.at(-1)?.facts.startedAt !== walk.startedAt) kept.length = 0;
                  kept.push({ facts: walk.facts(), pages: [...walk.pages], served });
                  const [head, pages] = [kept.at(-1 - behind.head), kept.at(-1 - behind.pages)];
                  if (kept.length < after || !head || !pages) continue;
                  // What was lost with the window leaves no trace either: two edits then are like two at once.
                  const isLost = (request: number): boolean =>
                    request > Math.min(head.served, pages.served) && request <= account.requests.length;
                  const lost = planned.filter(({ beforeRequest }) => isLost(asked + beforeRequest)).length;
                  if (lost > 1) continue;
                  if (lost === 1) still = account.requests.length + 1;
                  takeUp(head.facts, pages.pages);
                  break;
                }
              }
              await run(account);
              const [outcome, ...more] = indexed.events.slice(events).filter(({ kind }) => kind === 'finished');
              assert.ok(outcome?.kind === 'finished' && more.length === 0);
              if (outcome.outcome === 'complete') {
                assertTrueTo(had);
                counted += 1;
              } else assert.equal(progress.complete([1]), false);
              await clock.advance(2 * hour);
            }
            if (counted === 2) tally.complete += 1;
            else tally.inconsistent += 1;
          },
        ),
        { numRuns: 600 },
      );
      assert.ok(tally.complete > tally.inconsistent / 2, JSON.stringify(tally));
    });
  });

  describe('with own writes meanwhile', () => {
    /** Page 2 is answered, but does not arrive before `meanwhile` has been done. */
    const withLatePage = async (account: FakeAccount, meanwhile: () => void) => {
      const arrive = Promise.withResolvers<undefined>();
      const done = run(account, {
        fetchPage: async (request, signal) => {
          const page = await account.fetchPage(request, signal);
          if (request.page === 2) await arrive.promise;
          return page;
        },
      });
      await settle();
      meanwhile();
      arrive.resolve(undefined);
      await done;
    };

    it('does not bring back what was written over', async () => {
      const account = new FakeAccount({ 1: 150 });
      const { id } = account.rows.get(1)![60]!;
      await withLatePage(account, () => {
        progress.noteWrite('saved', 1, id, clock.now());
        indexed.assets.set(id, assetOf(id, 1, 'mine'));
      });
      assert.deepEqual(indexed.outcomes(), ['1 complete']);
      assert.equal(indexed.assets.get(id)?.name, 'mine');
      assert.equal(indexed.assets.size, 150);
    });

    it('does not bring back what was deleted', async () => {
      const account = new FakeAccount({ 1: 150 });
      const { id } = account.rows.get(1)![70]!;
      await withLatePage(account, () => {
        account.rows.get(1)!.splice(70, 1);
        progress.noteWrite('deleted', 1, id, clock.now());
      });
      assert.equal(indexed.assets.has(id), false);
      assert.deepEqual(indexed.ids, account.ids(1));
    });

    it('does not see by a page that was asked for before a create what became of that', async () => {
      const account = new FakeAccount({ 1: 150 });
      await withLatePage(account, () => {
        account.rows.get(1)![60] = assetOf(777, 1);
        progress.noteUnknownCreate(1, clock.now(), progress.written.note('saved', 1, 9));
      });
      assert.deepEqual(indexed.outcomes(), ['1 complete']);
      assert.deepEqual(indexed.ids, account.ids(1));
    });

    it('does not know what was deleted by what comes late of it', async () => {
      const account = new FakeAccount({ 1: 150 });
      const { id } = account.rows.get(1)![70]!;
      const asked = progress.written.now();
      const late = account.page(1, 2);
      await withLatePage(account, () => {
        account.rows.get(1)!.splice(70, 1);
        progress.noteWrite('deleted', 1, id, clock.now());
        progress.noteUnknownCreate(1, clock.now(), progress.written.note('saved', 1, 9));
        progress.noteRead(1, late, 50, clock.now(), asked);
        assert.equal(progress.ids(1).includes(id), false);
      });
      assert.deepEqual(progress.ids(1), account.ids(1));
    });

    it('lets go of what a page brought that somebody had asked for before it began', async () => {
      const account = new FakeAccount({ 1: 150 });
      await run(account);
      const asked = progress.written.now();
      const late = account.page(1, 1);
      account.rows.get(1)!.splice(0, 1);
      progress.noteUnknownCreate(1, clock.now(), progress.written.note('saved', 1, 9));
      progress.noteRead(1, late, 50, clock.now(), asked);
      await run(account);
      assert.equal(progress.complete([1]), true);
      assert.deepEqual(indexed.ids, account.ids(1));
    });

    it('takes a delete ahead of it in its stride', async () => {
      const account = new FakeAccount({ 1: 400 });
      for await (const event of start(account)) {
        indexed.take(event);
        if (indexed.events.length !== 1) continue;
        const [gone] = account.rows.get(1)!.splice(390, 1);
        progress.noteWrite('deleted', 1, gone!.id, clock.now());
        break;
      }
      await run(account);
      assert.deepEqual(indexed.outcomes(), ['1 complete']);
      assert.deepEqual(indexed.ids, account.ids(1));
    });

    it('keeps what was created behind it', async () => {
      const account = new FakeAccount({ 1: 120 });
      await run(account);
      const created = assetOf(777, 1);
      account.rows.get(1)!.push(created);
      progress.noteWrite('created', 1, 777, clock.now());
      indexed.assets.set(777, created);
      await clock.advance(2 * hour);
      await run(account);
      assert.deepEqual(indexed.ids, account.ids(1));
      assert.equal(progress.complete([1]), true);
    });
  });
});

describe('estimateCrawl', () => {
  it('counts pages, and seconds at the share of the budget that background work has', () => {
    assert.deepEqual(estimateCrawl([100_000], 400), { assets: 100_000, pages: 2_000, seconds: 375 });
    assert.deepEqual(estimateCrawl([0, 1, 50, 51], 400), { assets: 102, pages: 5, seconds: 1 });
    assert.equal(estimateCrawl([100], 1).seconds, 120);
  });
});
