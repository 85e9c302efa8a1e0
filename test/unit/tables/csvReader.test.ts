import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { cellPlace } from '../../../src/tables/cellPlace';
import { readCsv } from '../../../src/tables/csvReader';
import { csvLines } from '../../../src/tables/csvWriter';
import { decodeText } from '../../../src/tables/encoding';
import { hostileCell } from './arbitraries';
import { CountingPause } from '../happyfox/countingPause';

const grid = [
  ['id', 'name', 'note'],
  ['1', 'Größe, "breit"', 'a\nb'],
  ['2', '', 'x;y\tz|'],
];

/** Any table that has a header, in which no line is blank. */
const anyTable = fc
  .integer({ min: 1, max: 4 })
  .chain((width) =>
    fc.array(fc.array(hostileCell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 6 }),
  )
  .map((rows) => rows.map((row) => row.map((cell) => cell.toWellFormed())))
  .filter((rows) => rows.every((row) => row.some((cell) => cell.trim() !== '')))
  // A header whose cells all begin with blanks is a file written by hand.
  .filter(([header]) => header?.every((cell) => !cell.startsWith(' ')) === true);

describe('CSV text', () => {
  it('comes back as it was written, whatever stands in the cells', async () => {
    await fc.assert(
      fc.asyncProperty(anyTable, async (rows) => {
        const { records, unclosedAt, delimiter } = await readCsv(csvLines(rows));
        if (delimiter !== ',') return;
        assert.deepEqual(
          records.map(({ cells }) => cells),
          rows,
        );
        assert.equal(unclosedAt, undefined);
      }),
      { numRuns: 1000 },
    );
  });

  it('says where every cell stands', async () => {
    await fc.assert(
      fc.asyncProperty(anyTable, async (rows) => {
        const source = await readCsv(csvLines(rows));
        if (source.delimiter !== ',') return;
        for (const record of source.records) {
          for (const [column, cell] of record.cells.entries()) {
            const { offset, length } = cellPlace(source, record, column);
            const there = source.text.slice(offset, offset + length);
            assert.equal(there.startsWith('"') ? there.slice(1, -1).replaceAll('""', '"') : there, cell);
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  for (const delimiter of [',', ';', '\t', '|']) {
    for (const lineBreak of ['\r\n', '\n', '\r']) {
      it(`finds ${JSON.stringify(delimiter)} and ${JSON.stringify(lineBreak)} out`, async () => {
        const line = (row: readonly string[]): string =>
          row.map((cell) => (/[",;\t|\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(delimiter);
        const source = await readCsv(grid.map(line).join(lineBreak) + lineBreak);
        assert.equal(source.delimiter, delimiter);
        assert.deepEqual(
          source.records.map(({ cells }) => cells),
          grid,
        );
      });
    }
  }

  it('believes a line that names the delimiter', async () => {
    const { delimiter, records } = await readCsv('sep=;\r\na,b;c\r\n1;2\r\n');
    assert.equal(delimiter, ';');
    assert.deepEqual(
      records.map(({ cells, number, start }) => [number, start, ...cells]),
      [
        [1, 7, 'a,b', 'c'],
        [2, 14, '1', '2'],
      ],
    );
  });

  it('leaves blank lines out, and counts them', async () => {
    const { records } = await readCsv('\na,b\n\n , \n1,2');
    assert.deepEqual(
      records.map(({ number }) => number),
      [2, 5],
    );
  });

  it('takes quotation marks within a cell for themselves', async () => {
    const { records } = await readCsv('name,size\nScreen 24" wide,27"\n');
    assert.deepEqual(records[1]?.cells, ['Screen 24" wide', '27"']);
  });

  it('reads a file written by hand without its blanks', async () => {
    const { records } = await readCsv('"name", "note"\n"a, b", "c"\n');
    assert.deepEqual(records[1]?.cells, ['a, b', 'c']);
  });

  it('keeps what stands before a quotation mark that is never closed', async () => {
    const { records, unclosedAt } = await readCsv('a,b\n1,2\n3,"4\n5,6\n');
    assert.deepEqual(
      records.map(({ cells }) => cells),
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    );
    assert.equal(unclosedAt, 8);
  });

  it('stops when it is told to', async () => {
    const stop = new AbortController();
    stop.abort(new Error('enough'));
    await assert.rejects(readCsv('a,b\n1,2\n', stop.signal), /enough/);
  });

  it('reads an empty text as no records', async () => {
    assert.deepEqual((await readCsv('')).records, []);
  });
});

describe('encoding of a file', () => {
  const text = 'name;size\nGrößer;3 €\n';
  const windows = Buffer.from(Array.from(text, (letter) => (letter === '€' ? 0x80 : letter.charCodeAt(0))));
  const swapped = Buffer.from(text, 'utf16le').swap16();
  const files: readonly (readonly [encoding: string, bytes: Buffer])[] = [
    ['utf8', Buffer.from(text)],
    ['utf8bom', Buffer.from(`\uFEFF${text}`)],
    ['utf16le', Buffer.from(`\uFEFF${text}`, 'utf16le')],
    ['utf16be', Buffer.concat([Buffer.from([0xfe, 0xff]), swapped])],
    ['windows1252', windows],
  ];
  for (const [encoding, bytes] of files) {
    it(`is found out: ${encoding}`, async () => assert.deepEqual(await decodeText(bytes), { text, encoding }));
  }

  it('is UTF-16 where every other byte is zero', async () => {
    assert.deepEqual(await decodeText(Buffer.from(text, 'utf16le')), { text, encoding: 'utf16le' });
    assert.deepEqual(await decodeText(swapped), { text, encoding: 'utf16be' });
  });

  it('is read in pieces, whatever lies on their borders', async () => {
    const counted = new CountingPause();
    const long = 'ß€😀'.repeat(100_000);
    const pause = (): Promise<void> => {
      counted.note();
      return Promise.resolve();
    };
    for (const bytes of [Buffer.from(long), Buffer.from(`\uFEFF${long}`, 'utf16le')]) {
      assert.equal((await decodeText(bytes, pause)).text, long);
    }
    // More than a second piece of each.
    assert.ok(counted.most > 4, String(counted.most));
    const records = (await readCsv(`a${long}\n`.repeat(3))).records.map(({ cells: [cell] }) => cell);
    assert.deepEqual(records, [`a${long}`, `a${long}`, `a${long}`]);
  });
});
