import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import { columnQuery } from '../../../../src/finding/query/columnQuery';
import type { Query } from '../../../../src/finding/query/syntax';

/** A query as one would write it with the column's name in front of each value. */
function written(query: Query): string {
  switch (query.kind) {
    case 'field': {
      const { operator, value } = query;
      return `Brand:${operator === ':' ? '' : operator}${value.quoted ? `"${value.text}"` : value.text}`;
    }
    case 'not':
      return `-${written(query.part)}`;
    case 'and':
    case 'or':
      return `(${query.parts.map(written).join(query.kind === 'or' ? ' OR ' : ' ')})`;
    case 'text':
      return `not in the column: ${query.word.text}`;
    case 'everything':
      return '';
  }
}

describe('columnQuery', () => {
  const cases: [text: string, query: string][] = [
    ['Dell', 'Brand:Dell'],
    ['"Dell Inc."', 'Brand:"Dell Inc."'],
    ['-Dell', '-Brand:Dell'],
    ['Dell OR HP', '(Brand:Dell OR Brand:HP)'],
    ['NOT (Dell HP)', '-(Brand:Dell Brand:HP)'],
    ['>=2026-01-01 <today+90d', '(Brand:>=2026-01-01 Brand:<today+90d)'],
    ['empty', 'Brand:empty'],
    ['name:Laptop Dell', '(Brand:name:Laptop Brand:Dell)'],
    ['10:30', 'Brand:10:30'],
    ['https://x.test/?a=b', 'Brand:https://x.test/?a=b'],
    ['"a:b" c', '(Brand:"a:b" Brand:c)'],
    ['27" wide', '(Brand:27" Brand:wide)'],
    ['-5', '-Brand:5'],
    ['', ''],
  ];
  for (const [text, query] of cases)
    it(`makes ${query || 'nothing'} of ${text || 'nothing'}`, () =>
      assert.equal(written(columnQuery(text, false).parsed.query), query));

  it('takes a sign for that of a number where the column has numbers', () => {
    assert.equal(written(columnQuery('-5', true).parsed.query), 'Brand:-5');
    assert.equal(written(columnQuery('>-5 -.5 -x', true).parsed.query), '(Brand:>-5 Brand:-.5 -Brand:x)');
  });

  it('knows whether it asks for what cells lack', () => {
    const negative = ['-a', 'b NOT a', 'empty', 'a OR EMPTY', 'ｅｍｐｔｙ', '""'];
    assert.deepEqual(
      negative.filter((text) => columnQuery(text, false).isNegative),
      negative,
    );
    for (const text of ['a', '"empty"', '"-a"', 'a-b', '>=5']) assert.ok(!columnQuery(text, false).isNegative, text);
  });
});
