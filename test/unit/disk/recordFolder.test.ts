import { afterEach, beforeEach, describe, it } from 'mocha';
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RecordFolder } from '../../../src/disk/recordFolder';

interface Count {
  readonly count: number;
}

const isCount = (value: unknown): value is Count => typeof value === 'object' && value !== null && 'count' in value;

describe('RecordFolder', () => {
  let folder: string;
  let damaged: string[];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'records-'));
    damaged = [];
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));

  const opened = (): RecordFolder<Count> =>
    new RecordFolder({ folder: join(folder, 'counts'), is: isCount, onDamaged: (path) => damaged.push(path) });
  const file = (name: string): string => join(folder, 'counts', `${name}.json`);

  it('keeps what it is given, for other windows too, and forgets it', async () => {
    assert.equal(await opened().read('a'), undefined);
    await opened().alter('a', () => ({ count: 1 }));
    assert.deepEqual(await opened().read('a'), { count: 1 });
    assert.deepEqual(await opened().names(), ['a']);
    await opened().alter('a', () => undefined);
    assert.deepEqual(await opened().names(), []);
  });

  it('loses no change of windows that change the same record at once', async () => {
    const windows = Array.from({ length: 4 }, opened);
    const changes = windows.flatMap((window) =>
      Array.from({ length: 10 }, () => window.alter('a', (now) => ({ count: (now?.count ?? 0) + 1 }))),
    );
    await Promise.all(changes);
    assert.deepEqual(await opened().read('a'), { count: 40 });
  });

  it('can be read at once, and shows by its stamp that it has changed', async () => {
    const folderOf = opened();
    assert.deepEqual([folderOf.readNow('a'), folderOf.stampNow('a')], [undefined, undefined]);
    await folderOf.alter('a', () => ({ count: 1 }));
    const stamp = folderOf.stampNow('a');
    assert.deepEqual([folderOf.readNow('a'), stamp], [{ count: 1 }, folderOf.stampNow('a')]);
    await opened().alter('a', () => ({ count: 2 }));
    assert.notEqual(folderOf.stampNow('a'), stamp);
    await rm(file('a'));
    await mkdir(file('a'));
    assert.throws(() => folderOf.readNow('a'), /EISDIR/);
  });

  it('stays as it was where the change throws', async () => {
    await opened().alter('a', () => ({ count: 1 }));
    const refused = opened().alter('a', () => {
      throw new Error('not so');
    });
    await assert.rejects(refused, /not so/);
    assert.deepEqual(await opened().read('a'), { count: 1 });
    assert.deepEqual(await opened().alter('a', (now) => now), { count: 1 });
  });

  for (const [what, spoil] of [
    ['half of a file', (text: string) => text.slice(0, text.length / 2)],
    ['a file with another byte in it', (text: string) => text.replace('41', '42')],
    ['a file of zeros', (text: string) => '\0'.repeat(text.length)],
    ['an empty file', () => ''],
  ] as const) {
    it(`sets ${what} aside instead of writing over it`, async () => {
      await opened().alter('a', () => ({ count: 41 }));
      const spoiled = spoil(await readFile(file('a'), 'utf8'));
      await writeFile(file('a'), spoiled);
      assert.equal(await opened().read('a'), undefined);
      await opened().alter('a', () => ({ count: 7 }));
      const [path = ''] = damaged;
      assert.equal(damaged.length, 1);
      assert.equal(await readFile(path, 'utf8'), spoiled);
      assert.deepEqual(await opened().read('a'), { count: 7 });
    });
  }

  it('throws where a record can’t be read, and changes nothing then', async () => {
    await mkdir(file('a'), { recursive: true });
    await assert.rejects(opened().read('a'), /EISDIR/);
    await assert.rejects(
      opened().alter('a', () => ({ count: 1 })),
      /EISDIR/,
    );
    assert.deepEqual(damaged, []);
    assert.deepEqual((await readdir(join(folder, 'counts'))).sort(), ['.lock', 'a.json']);
  });
});
