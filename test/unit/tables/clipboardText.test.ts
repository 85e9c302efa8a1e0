import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import { fromClipboard, toClipboard } from '../../../src/tables/clipboardText';

describe('cells on the clipboard', () => {
  const cases: [name: string, text: string, cells: string[][]][] = [
    ['one cell', 'a', [['a']]],
    ['a row', 'a\tb', [['a', 'b']]],
    ['rows as Windows, Unix and old Macs end them', 'a\r\nb\nc\rd', [['a'], ['b'], ['c'], ['d']]],
    ['a line break at the end, as spreadsheets leave it', 'a\tb\r\n', [['a', 'b']]],
    [
      'empty cells at the end of a row',
      'a\t\t\nb\tc\td\n',
      [
        ['a', '', ''],
        ['b', 'c', 'd'],
      ],
    ],
    ['an empty row between others', 'a\n\nb', [['a'], [''], ['b']]],
    ['line breaks and tabs within quotation marks', '"a\nb"\t"c\td"\n', [['a\nb', 'c\td']]],
    ['doubled quotation marks', '"say ""hi"""', [['say "hi"']]],
    ['a quotation mark that quotes nothing', '27" screen\t"odd', [['27" screen', '"odd']]],
    ['nothing', '', []],
  ];
  for (const [name, text, cells] of cases) {
    it(`are read: ${name}`, () => assert.deepEqual(fromClipboard(text), cells));
  }

  it('come back as they were', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '"', '\t', '\r', '\n', ' ', '=') });
    const block = fc
      .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 }))
      .chain(([height, width]) =>
        fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: height, maxLength: height }),
      );
    fc.assert(
      fc.property(block, (cells) => {
        // A spreadsheet could not tell one empty cell from nothing either.
        fc.pre(cells.at(-1)?.join('') !== '' || cells.at(-1)!.length > 1);
        assert.deepEqual(fromClipboard(toClipboard(cells)), cells);
      }),
    );
  });
});
