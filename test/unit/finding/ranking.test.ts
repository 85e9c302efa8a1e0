import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { Ranking, ranks } from '../../../src/finding/ranking';

/** Display id, name and a value, as the index joins them. */
const text = 'lt-3\nspare one\ndell inc.\n';

describe('the rank of what was found', () => {
  const cases: [words: string[], rank: (typeof ranks)[number]][] = [
    [['lt-3'], 'displayId'],
    [['spare', 'one'], 'name'],
    [['lt'], 'beginning'],
    [['spa'], 'beginning'],
    [['spare', 'dell'], 'beginning'],
    [['one'], 'words'],
    [['inc', 'dell'], 'words'],
    [['3'], 'words'],
    [['ell'], 'anywhere'],
    [['dell', 'pare'], 'anywhere'],
    [[], 'anywhere'],
  ];
  for (const [words, rank] of cases)
    it(`is ${rank} for ${words.join(' ') || 'no word'}`, () => {
      assert.equal(ranks[new Ranking(words).rank(text, true)], rank);
    });

  it('knows letters beyond ASCII for letters', () => {
    assert.equal(ranks[new Ranking(['ro']).rank('x\nbüro\n', true)], 'anywhere');
    assert.equal(ranks[new Ranking(['ro']).rank('x\nbü ro\n', true)], 'words');
  });

  it('spares the look at words where nobody asks', () => {
    assert.equal(ranks[new Ranking(['one']).rank(text, false)], 'anywhere');
    assert.equal(ranks[new Ranking(['lt']).rank(text, false)], 'beginning');
  });
});
