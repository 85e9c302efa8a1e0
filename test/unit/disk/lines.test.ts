import { afterEach, beforeEach, describe, it } from 'mocha';
import assert from 'node:assert/strict';
import { appendFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { appendLine, linesOf } from '../../../src/disk/lines';

describe('lines of a file', () => {
  let folder: string;
  let path: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lines-'));
    path = join(folder, 'new', 'lines.jsonl');
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));

  const all = async (): Promise<string[]> => {
    const lines: string[] = [];
    for await (const line of linesOf(path)) lines.push(line);
    return lines;
  };

  it('are read as they were added', async () => {
    assert.deepEqual(await all(), []);
    const lines = ['{"a":"x"}', '{"b":"\u2028 is no line’s end"}', `{"c":"${'ü'.repeat(300_000)}"}`];
    for (const line of lines) await appendLine(path, line);
    assert.deepEqual(await all(), lines);
  });

  it('are not spoiled by one that a full disk cut short', async () => {
    await appendLine(path, 'first');
    await appendFile(path, '\n{"half');
    await appendLine(path, 'second');
    assert.deepEqual(await all(), ['first', '{"half', 'second']);
  });

  it('are not taken for none where they can’t be read', async () => {
    await mkdir(path, { recursive: true });
    await assert.rejects(all(), /EISDIR/);
  });
});
