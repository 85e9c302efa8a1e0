import { afterEach, beforeEach, describe, it } from 'mocha';
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import promises, { mkdir, mkdtemp, readdir, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileLock, LockTaken } from '../../../src/disk/fileLock';

/** A process id that no living process has. */
const nobody = 2 ** 22 + 1;

describe('FileLock', () => {
  let parent: string;
  let folder: string;

  beforeEach(async () => {
    parent = await mkdtemp(join(tmpdir(), 'lock-'));
    folder = join(parent, 'lock');
  });

  afterEach(() => rm(parent, { recursive: true, force: true }));

  const heldByNobody = async (number: number): Promise<void> => {
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, String(number)), `${nobody}-gone`);
  };

  it('is one’s own until it is released, and then another’s', async () => {
    const first = await new FileLock(folder).tryTake();
    assert.ok(first);
    assert.equal(await new FileLock(folder).tryTake(), undefined);
    assert.equal(await new FileLock(folder).isHeld(), true);
    await first.release();
    assert.equal(await new FileLock(folder).isHeld(), false);
    const second = await new FileLock(folder).tryTake();
    assert.ok(second);
    assert.equal(await second.isMine(), true);
    assert.equal(await first.isMine(), false);
  });

  it('is taken by who saw who had it last, only where nobody has had it since', async () => {
    const lock = new FileLock(folder);
    const seen = await lock.last();
    assert.equal(seen, 0);
    const first = await lock.tryTake(seen);
    assert.ok(first);
    assert.equal(await lock.last(), undefined, 'somebody has it');
    await first.release();
    assert.equal(await lock.tryTake(seen), undefined);
    const later = await lock.last();
    assert.equal(later, await lock.last(), 'a try in vain counts for nothing');
    assert.ok(await lock.tryTake(later));
  });

  it('passes from a process that died to who saw it dead', async () => {
    await heldByNobody(3);
    const lock = new FileLock(folder);
    assert.ok(await lock.tryTake(await lock.last()));
  });

  it('passes from a process that died', async () => {
    await heldByNobody(7);
    assert.equal(await new FileLock(folder).isHeld(), false);
    assert.ok(await new FileLock(folder).tryTake());
  });

  it('passes from a process that had this one’s id before', async () => {
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, '3'), `${process.pid}-another`);
    assert.ok(await new FileLock(folder).tryTake());
  });

  it('passes from a holder that has been silent for too long, which then knows', async () => {
    const first = await new FileLock(folder).tryTake();
    const [number = ''] = await readdir(folder);
    await utimes(join(folder, number), 1, 1);
    const second = await new FileLock(folder, { silentFor: 60_000 }).tryTake();
    assert.ok(first && second);
    assert.equal(await first.isMine(), false);
    await first.release();
    assert.equal(await second.isMine(), true);
    assert.equal(await new FileLock(folder).tryTake(), undefined);
  });

  it('has one owner of many who find the same dead holder, whenever each of them comes', async () => {
    for (let round = 0; round < 40; round += 1) {
      await rm(folder, { recursive: true, force: true });
      await heldByNobody(1);
      const comers = Array.from({ length: 12 }, async (_, turn) => {
        for (let step = 0; step < (turn * 7 + round) % 19; step += 1) await Promise.resolve();
        return new FileLock(folder).tryTake();
      });
      const held = (await Promise.all(comers)).filter((one) => one !== undefined);
      assert.equal(held.length, 1, `round ${round}`);
    }
  });

  it('is nobody’s where its holder could not be written down, as on a full disk', async function () {
    if (process.platform === 'win32') this.skip();
    const script = join(__dirname, 'lockingProcess.js');
    const limited = spawn('sh', ['-c', 'ulimit -f 0 && exec "$0" "$1" "$2"', process.execPath, script, folder]);
    try {
      const [told] = (await once(limited.stdout, 'data')) as [Buffer];
      assert.equal(told.toString(), 'EFBIG');
      assert.equal(await new FileLock(folder).isHeld(), false);
      assert.ok(await new FileLock(folder).tryTake());
    } finally {
      limited.kill();
    }
  });

  it('is nobody’s where the one who took it could not look who else has', async () => {
    const { readdir: real } = promises;
    let looks = 0;
    promises.readdir = ((...all: Parameters<typeof real>) => {
      looks += 1;
      return looks === 2 ? Promise.reject(new Error('EMFILE')) : real(...all);
    }) as typeof real;
    try {
      await assert.rejects(new FileLock(folder).tryTake(), /EMFILE/);
    } finally {
      promises.readdir = real;
    }
    assert.equal(await new FileLock(folder).isHeld(), false);
    assert.ok(await new FileLock(folder).tryTake());
  });

  it('is released also where no file can be added', async () => {
    const held = await new FileLock(folder).tryTake();
    assert.ok(held);
    const [number = ''] = await readdir(folder);
    const free = join(folder, `${number}.free`);
    // A link to nowhere can be neither made nor opened.
    await symlink(join(folder, 'nowhere', 'at all'), free);
    await held.release();
    await rm(free);
    assert.ok(await new FileLock(folder).tryTake());
  });

  it('lets one work at a time, and all of them', async () => {
    let inside = 0;
    let done = 0;
    const work = async (): Promise<void> => {
      inside += 1;
      assert.equal(inside, 1);
      await readdir(parent);
      inside -= 1;
      done += 1;
    };
    await Promise.all(Array.from({ length: 20 }, () => new FileLock(folder).during(work)));
    assert.equal(done, 20);
  });

  it('gives up on one who holds it for too long', async () => {
    await new FileLock(folder).tryTake();
    await assert.rejects(new FileLock(folder, { waitsFor: 0 }).take(), LockTaken);
  });

  it('stops waiting when it is called off', async () => {
    await new FileLock(folder).tryTake();
    const signal = AbortSignal.abort(new Error('called off'));
    await assert.rejects(new FileLock(folder).take(signal), /called off/);
  });

  it('leaves no more than the last holder’s files behind', async () => {
    for (let turn = 0; turn < 5; turn += 1) await new FileLock(folder).during(() => Promise.resolve());
    assert.deepEqual((await readdir(folder)).sort(), ['5', '5.free']);
  });
});
