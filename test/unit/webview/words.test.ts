import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import * as page from '../../../src/webview/table/words';
import { joinWords, splitWords } from '../../../src/assets/wordList';

describe('words in one cell, on the page', () => {
  it('are joined and split as the host does it', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), fc.string(), (words, cell) => {
        assert.equal(page.joinWords(words), joinWords(words));
        assert.deepEqual(page.splitWords(cell), splitWords(cell));
      }),
    );
  });
});
