import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { CrawlLock, type LockUse } from '../../../../src/finding/crawlLock';
import { FakeClock, settle } from '../../happyfox/fakeClock';

describe('the lock of a crawl', () => {
  let home: string;
  let folder: string;
  let clock: FakeClock;
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'hf-lock-'));
    folder = join(home, 'below', 'turn');
    clock = new FakeClock();
  });
  afterEach(() => rmSync(home, { recursive: true, force: true }));

  const openWindow = (): CrawlLock => new CrawlLock({ folder, clock });

  it('is held by one window, until it gives it back', async () => {
    const [one, other] = [openWindow(), openWindow()];
    const use = await one.use();
    assert.ok(use);
    assert.equal(await other.use(), undefined);
    assert.equal(await use.isMine(), true);
    await use.release();
    assert.equal(await use.isMine(), false);
    assert.ok(await other.use());
    assert.equal(await one.use(), undefined);
  });

  it('is given to one of many that want it at once', async () => {
    const uses = await Promise.all(Array.from({ length: 8 }, () => openWindow().use()));
    assert.equal(uses.filter((use) => use !== undefined).length, 1);
  });

  it('is shared by what its window does at the same time: the end of one gives nothing back that another still needs', async () => {
    const one = openWindow();
    const work = Promise.withResolvers<undefined>();
    // Both begin before either has it.
    const saving = one.during(() => work.promise);
    const crawling = await one.use();
    work.resolve(undefined);
    assert.equal(await saving, true);
    assert.equal(await openWindow().use(), undefined);
    await crawling?.release();
    assert.ok(await openWindow().use());
  });

  it('belongs to one window at a time, however its uses begin and end', async () => {
    const step = fc.record({ window: fc.nat(2), what: fc.constantFrom('use', 'release') });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(step, { maxLength: 4 }), { maxLength: 8 }), async (rounds) => {
        rmSync(folder, { recursive: true, force: true });
        const windows = Array.from({ length: 3 }, () => ({ lock: openWindow(), uses: new Array<LockUse>() }));
        for (const round of rounds) {
          await Promise.all(
            round.map(async ({ window, what }) => {
              const { lock, uses } = windows[window] ?? assert.fail();
              const use = what === 'use' ? await lock.use() : undefined;
              if (use) uses.push(use);
              else if (what === 'release') await uses.pop()?.release();
            }),
          );
          assert.ok(windows.filter(({ uses }) => uses.length > 0).length <= 1);
          for (const { uses } of windows) for (const use of uses) assert.equal(await use.isMine(), true);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('is kept by a window that shows that it lives', async () => {
    await openWindow().use();
    for (let beat = 0; beat < 10; beat += 1) {
      fallSilent();
      await clock.advance(10_000);
      await until(() => Date.now() - statSync(held()).mtimeMs < 30_000);
    }
    assert.equal(await openWindow().use(), undefined);
  });

  it('tells all that a window does when it has slept and another has it now, and is not given back by it', async () => {
    let lost = 0;
    const slept = openWindow();
    const uses = [await slept.use(() => (lost += 1)), await slept.use(() => (lost += 1))];
    fallSilent();
    assert.ok(await openWindow().use());
    assert.equal(await uses[0]?.isMine(), false);
    await clock.advance(10_000);
    await until(() => lost === 2);
    for (const use of uses) await use?.release();
    assert.equal(await openWindow().use(), undefined);
  });

  it('lets a window work alone where no file can be written', async () => {
    writeFileSync(join(home, 'below'), 'no folder');
    const use = await openWindow().use();
    assert.equal(await use?.isMine(), true);
    await use?.release();
  });

  it('covers a piece of work, and is free after it, also where that fails', async () => {
    const one = openWindow();
    await assert.rejects(
      one.during(() => Promise.reject(new Error('broken'))),
      /broken/,
    );
    assert.ok(await openWindow().use());
    assert.equal(await one.during(() => assert.fail('must not run')), false);
  });

  /** The file of the one that has the lock. */
  function held(): string {
    const numbers = readdirSync(folder).map((name) => Number.parseInt(name, 10));
    return join(folder, String(Math.max(...numbers)));
  }

  /** As if the one that has the lock had not shown for a minute that it lives. */
  function fallSilent(): void {
    const before = Date.now() / 1_000 - 60;
    utimesSync(held(), before, before);
  }
});

/** Resolves once the file system has caught up. */
async function until(done: () => boolean): Promise<void> {
  while (!done()) await settle();
}
