import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { guard, instructionIn, unguard } from '../../../src/tables/guard';
import { thousand } from '../assets/arbitraries';
import { hostileCell } from './arbitraries';

describe('guard', () => {
  it('comes off again, whatever the text', () => {
    fc.assert(
      fc.property(hostileCell, (text) => assert.equal(unguard(guard(text)), text)),
      { numRuns: 5000 },
    );
  });

  it('leaves nothing that a spreadsheet would run, or that is an instruction', () => {
    fc.assert(
      fc.property(
        hostileCell.filter((text) => text !== ''),
        (text) => {
          const cell = guard(text);
          assert.doesNotMatch(cell, /^\s*[=+\-@\t\r\n＝＋－＠]/u);
          assert.equal(instructionIn(cell), undefined);
        },
      ),
      thousand,
    );
  });

  for (const text of ['Dell', "O'Neill", "'quoted'", 'a=b', '12', '(clear) me', '日本語', "'"]) {
    if (text === "'") continue;
    it(`leaves ${text} as it is`, () => assert.equal(guard(text), text));
  }

  for (const text of [
    '=1+1',
    '+1 (555) 0100',
    '-2+3',
    '@SUM(A1:A9)',
    '\tx',
    '\rx',
    ' =1',
    '(clear)',
    ' (CLEAR) ',
    ' ',
    "'=1",
    "'",
  ]) {
    it(`marks ${JSON.stringify(text)} as a text`, () => assert.equal(guard(text), `'${text}`));
  }

  it('reads a blank cell as one to leave alone, and (clear) as one to empty', () => {
    assert.deepEqual(['', '  ', '(clear)', ' (Clear) ', "'(clear)", "' "].map(instructionIn), [
      'keep',
      'keep',
      'clear',
      'clear',
      undefined,
      undefined,
    ]);
  });
});
