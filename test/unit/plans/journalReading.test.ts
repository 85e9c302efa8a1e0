import assert from 'node:assert/strict';
import { appendFile, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { sealed } from '../../../src/disk/sealedLines';
import { journalIn } from '../../../src/plans/journalFolder';
import { journalLineIn } from '../../../src/plans/journalLine';
import { JournalReading } from '../../../src/plans/journalReading';

const name = '1-a.jsonl';

function lines(from: number, to: number): string {
  const made = Array.from({ length: to - from }, (_, at) => sealed({ end: { id: `e${from + at}`, time: 1 } }));
  return made.map((line) => `\n${line}\n`).join('');
}

describe('reading a journal to look at', () => {
  let folder: string;
  let path: string;
  let parsed: number;
  let reading: JournalReading;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hf-looks-'));
    path = join(folder, name);
    parsed = 0;
    reading = new JournalReading((text) => {
      parsed += 1;
      return journalLineIn(text);
    });
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  /** What it says is what a reading of all would say. */
  const look = async (): Promise<void> => assert.deepEqual(await reading.read(folder), await journalIn(folder));

  it('reads each line once, however often it looks while the journal grows', async () => {
    for (let count = 0; count < 40; count += 1) {
      await appendFile(path, lines(count, count + 1));
      await look();
      await look();
    }
    assert.equal(parsed, 40);
  });

  it('reads a file anew that was put in its place, and forgets one that is gone', async () => {
    await writeFile(path, lines(0, 5));
    await look();
    await writeFile(`${path}.tmp`, lines(3, 8));
    await rename(`${path}.tmp`, path);
    await look();
    assert.equal(parsed, 10);
    await rm(path);
    await look();
  });

  it('takes no half of a line for known', async () => {
    const half = lines(5, 6).trimEnd().slice(0, -9);
    await writeFile(path, lines(0, 5) + half);
    await look();
    await writeFile(path, lines(0, 6));
    await look();
  });

  it('tells of what is damaged, also behind what was read', async () => {
    await writeFile(path, lines(0, 5));
    await look();
    await appendFile(path, lines(5, 6).replace('e5', 'e7'));
    await look();
    const text = await readFile(path, 'utf8');
    await writeFile(path, text.replace('e1', 'e8'));
    await look();
  });

  it('reads nothing of an empty file, and names one that can’t be read', async () => {
    await writeFile(path, '');
    await look();
    await rm(path);
    await writeFile(join(folder, 'x'), '');
    await look();
  });
});
