import assert from 'node:assert/strict';
import * as realFiles from 'node:fs/promises';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { CrawlLock, staleAfter, type LockFiles } from '../../../../src/finding/crawlLock';
import { FakeClock, settle } from '../../happyfox/fakeClock';

describe('the lock of a crawl', () => {
  let folder: string;
  let path: string;
  let clock: FakeClock;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'hf-lock-'));
    path = join(folder, 'below', 'index.lock');
    clock = new FakeClock();
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const windowOf = (owner: string, files?: LockFiles): CrawlLock =>
    new CrawlLock({ path, owner, clock, ...(files && { files }) });

  it('is held by one window, until it gives it back', async () => {
    const one = windowOf('one');
    const other = windowOf('other');
    assert.equal(await one.acquire(), 'held');
    assert.equal(await other.acquire(), 'taken');
    await one.release();
    assert.equal(await other.acquire(), 'held');
    assert.deepEqual([one.held, other.held], [false, true]);
  });

  it('is given to one of many that want it at once, and leaves no other file', async () => {
    const states = await Promise.all(Array.from({ length: 8 }, (_, at) => windowOf(`w${at}`).acquire()));
    assert.deepEqual(states.toSorted(), ['held', ...Array<string>(7).fill('taken')]);
    assert.deepEqual(readdirSync(join(folder, 'below')), ['index.lock']);
  });

  it('is kept by a window that lives, and taken from one that is gone', async () => {
    const one = windowOf('one');
    await one.acquire();
    await beats(one, 10);
    assert.equal(await windowOf('other').acquire(), 'taken');
    const killed = clock;
    clock = new FakeClock(killed.now() + staleAfter + 1);
    assert.equal(await windowOf('other').acquire(), 'held');
    assert.equal(readFileSync(path, 'utf8'), 'other');
  });

  it('tells a window that has slept that another has it now, and is not given back by it', async () => {
    let lost = 0;
    const slept = windowOf('slept');
    await slept.acquire(() => (lost += 1));
    const [early, late] = [clock, new FakeClock(clock.now() + staleAfter + 1)];
    clock = late;
    assert.equal(await windowOf('other').acquire(), 'held');
    clock = early;
    await clock.advance(10_000);
    await until(() => lost > 0);
    assert.deepEqual([lost, slept.held], [1, false]);
    await slept.release();
    assert.equal(readFileSync(path, 'utf8'), 'other');
  });

  it('is taken from a holder whose last sign of life is of the future', async () => {
    await windowOf('one').acquire();
    clock = new FakeClock(clock.now() - staleAfter - 1);
    assert.equal(await windowOf('other').acquire(), 'held');
  });

  it('lets a window work alone where no file can be written', async () => {
    writeFileSync(join(folder, 'below'), 'no folder');
    assert.equal(await windowOf('one').acquire(), 'alone');
  });

  it('does without links where the file system has none', async () => {
    const refused = Object.assign(new Error('no links here'), { code: 'ENOTSUP' });
    const files: LockFiles = { ...realFiles, link: () => Promise.reject(refused) };
    assert.equal(await windowOf('one', files).acquire(), 'held');
    assert.equal(await windowOf('other', files).acquire(), 'taken');
  });

  it('covers a piece of work, and is free after it, also where that fails', async () => {
    const one = windowOf('one');
    const broken = one.during(() => Promise.reject(new Error('broken')));
    await assert.rejects(broken, /broken/);
    assert.equal(existsSync(path), false);
    await windowOf('other').acquire();
    assert.equal(await one.during(() => assert.fail('must not run')), false);
  });

  /** Lets the holder show so often that it lives. */
  async function beats(lock: CrawlLock, count: number): Promise<void> {
    for (let beat = 0; beat < count; beat += 1) {
      const due = clock.now() + 10_000;
      await clock.advance(10_000);
      await until(() => Math.abs(statSync(path).mtimeMs - due) < 5);
      assert.ok(lock.held);
    }
  }
});

/** Resolves once the file system has caught up. */
async function until(done: () => boolean): Promise<void> {
  while (!done()) await settle();
}
