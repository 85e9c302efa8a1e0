import { afterEach, beforeEach, describe, it } from 'mocha';
import assert from 'node:assert/strict';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeWholeFile } from '../../../src/tables/wholeFile';

async function* parts(...texts: readonly string[]): AsyncGenerator<string> {
  for (const text of texts) yield await Promise.resolve(text);
}

const never = new AbortController().signal;

describe('a file written whole', () => {
  let folder = '';
  let path = '';

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'whole-'));
    path = join(folder, 'out.csv');
  });

  afterEach(() => rm(folder, { recursive: true }));

  it('holds all parts, and replaces what was there', async () => {
    await writeFile(path, 'a much longer text than what comes');
    await writeWholeFile(path, parts('é,1\n', '', 'b,2\n'), never);
    assert.equal(await readFile(path, 'utf8'), 'é,1\nb,2\n');
    assert.deepEqual(await readdir(folder), ['out.csv']);
  });

  it('leaves nothing half done when it is cancelled, not even of what was there', async () => {
    await writeFile(path, 'before');
    const stop = new AbortController();
    async function* cancelled(): AsyncGenerator<string> {
      yield await Promise.resolve('half');
      stop.abort(new Error('stopped'));
      yield 'more';
    }
    await assert.rejects(writeWholeFile(path, cancelled(), stop.signal), /stopped/);
    assert.equal(await readFile(path, 'utf8'), 'before');
    assert.deepEqual(await readdir(folder), ['out.csv']);
  });

  it('leaves nothing when a part can’t be made', async () => {
    async function* broken(): AsyncGenerator<string> {
      yield await Promise.resolve('half');
      throw new Error('broken');
    }
    await assert.rejects(writeWholeFile(path, broken(), never), /broken/);
    assert.deepEqual(await readdir(folder), []);
  });

  it('says so where the folder does not exist', async () => {
    await assert.rejects(writeWholeFile(join(folder, 'none', 'out.csv'), parts('a'), never), /ENOENT/);
  });
});
