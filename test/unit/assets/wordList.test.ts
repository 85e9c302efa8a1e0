import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { hostileCell } from '../tables/arbitraries';
import { joinWords, splitAtCommas, splitWords } from '../../../src/assets/wordList';

describe('words in a cell', () => {
  it('come back as they were, whatever they are', () => {
    fc.assert(
      fc.property(fc.array(hostileCell, { maxLength: 5 }), (words) => {
        assert.deepEqual(splitWords(joinWords(words)), words);
      }),
      { numRuns: 5000 },
    );
  });

  const cells: readonly (readonly [cell: string, words: readonly string[]])[] = [
    ['', []],
    [' ; ;', []],
    ['Spare', ['Spare']],
    ['Spare;EU ;  "a; b"', ['Spare', 'EU', 'a; b']],
    ['Spare\r\nEU\nUK', ['Spare', 'EU', 'UK']],
    ['24" screen; 27"', ['24" screen', '27"']],
    ['"open; EU', ['"open', 'EU']],
    ['"a" b; c', ['"a" b', 'c']],
    ['"say ""hi"""', ['say "hi"']],
    ['a, b', ['a, b']],
  ];
  for (const [cell, words] of cells) {
    it(`reads ${JSON.stringify(cell)}`, () => assert.deepEqual(splitWords(cell), words));
  }

  it('divides at commas where asked to', () => {
    assert.deepEqual(splitAtCommas('Spare, "a, b",EU'), ['Spare', 'a, b', 'EU']);
  });
});
