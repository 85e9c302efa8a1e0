import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { fold, foldName, foldWord } from '../../../src/assets/fold';

describe('Folding', () => {
  const same: readonly (readonly [text: string, folded: string])[] = [
    ['Ann', 'ann'],
    [' Ann', 'ann'],
    ['Ann ', 'ann'],
    [' ', ''],
    ['a  b\t\nc\u00a0d\u0000e', 'a b c d e'],
    ['Büro', 'buro'],
    ['Bu\u0308ro', 'buro'],
    ['STRASSE', 'strasse'],
    ['Straße', 'strasse'],
    ['Łukasz Øre', 'lukasz ore'],
    ['İstanbul ılık', 'istanbul ilik'],
    ['ΣΊΣΥΦΟΣ', 'σισυφοσ'],
    ['ﬁne', 'fine'],
    ['Ａ１', 'a1'],
    ['Ёлка', 'елка'],
    ['日本', '日本'],
    ['ハ\u3099ン', 'バン'],
    ['한국', '한국'],
  ];
  for (const [text, folded] of same) {
    it(`makes ${JSON.stringify(folded)} of ${JSON.stringify(text)}`, () => assert.equal(fold(text), folded));
  }

  it('twice is folding once, and leaves no white space at the ends', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: 'grapheme' }),
      fc.array(fc.constantFrom(' ', 'A', '\u0308', 'ß', '\u0000', 'İ', '\u00a0')).map((letters) => letters.join('')),
    );
    fc.assert(
      fc.property(text, (text) => {
        const folded = fold(text);
        assert.equal(fold(folded), folded);
        assert.equal(folded.trim(), folded);
        assert.ok(!folded.includes('\n'));
      }),
    );
  });

  it('of words keeps accents: no choice is another that is spelled nearly so', () => {
    assert.equal(foldWord('  In  STOCK '), foldWord('in stock'));
    assert.equal(foldWord('Ａ１'), 'a1');
    assert.notEqual(foldWord('Müll'), foldWord('Mull'));
  });

  it('of names leaves out what stands between words', () => {
    for (const name of ['Serial Number', 'serial-number', 'SERIAL_NUMBER', 'Serial  Nümber', 'serialnumber']) {
      assert.equal(foldName(name), 'serialnumber');
    }
    assert.equal(foldName('--'), '--');
    assert.notEqual(foldName('A1'), foldName('A2'));
    assert.notEqual(foldName('दिन'), foldName('दान'), 'vowels of Devanagari are letters');
  });
});
