import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { parseQuery } from '../../../../src/finding/query/parseQuery';
import type { Query, Word } from '../../../../src/finding/query/syntax';

/** A query as its parser has understood it, on one line. */
function shown(query: Query): string {
  switch (query.kind) {
    case 'everything':
      return '*';
    case 'and':
    case 'or':
      return `(${query.kind} ${query.parts.map(shown).join(' ')})`;
    case 'not':
      return `(not ${shown(query.part)})`;
    case 'text':
      return word(query.word);
    case 'field':
      return `[${word(query.name)}${query.operator}${word(query.value)}]`;
  }
}

function word({ text, quoted }: Word): string {
  return quoted ? JSON.stringify(text) : text;
}

describe('The parser of queries', () => {
  const cases: readonly (readonly [query: string, meaning: string])[] = [
    ['', '*'],
    ['one', 'one'],
    ['one two', '(and one two)'],
    ['one\u00a0two\u3000three', '(and one two three)'],
    ['one AND two', '(and one two)'],
    ['one OR two', '(or one two)'],
    ['one two OR three four', '(or (and one two) (and three four))'],
    ['one (two OR three)', '(and one (or two three))'],
    ['-one', '(not one)'],
    ['NOT one', '(not one)'],
    ['--one', 'one'],
    ['-(one two)', '(not (and one two))'],
    ['a-b', 'a-b'],
    ['a - b', '(and a - b)'],
    ['"one two"', '"one two"'],
    ['"say \\"hi\\" \\\\ \\n"', JSON.stringify('say "hi" \\ \\n')],
    ['"OR"', '"OR"'],
    ['or', 'or'],
    ['27"', '27"'],
    ['a"b c"', '(and a"b c")'],
    ['name:x', '[name:x]'],
    ['name:a:b', '[name:a:b]'],
    ['name:"a b"', '[name:"a b"]'],
    ['name:"a"b', '(and [name:"a"] b)'],
    ['"a b":c', '["a b":c]'],
    ['"a b" :c', '(and "a b" :c)'],
    [':x', ':x'],
    ['-name:x', '(not [name:x])'],
    ['name:-x', '[name:-x]'],
    ['name:=x', '[name=x]'],
    ['name:<=x', '[name<=x]'],
    ['name:>=x', '[name>=x]'],
    ['name:<x', '[name<x]'],
    ['name:>x', '[name>x]'],
    ['name:=>x', '[name=>x]'],
    ['name:OR', '[name:OR]'],
    ['name:x(y)', '(and [name:x] y)'],
    ['name: x', 'x'],
    ['(one', 'one'],
    ['one) two', '(and one two)'],
    [') one', 'one'],
    ['()', '*'],
    ['() one', 'one'],
    ['OR', '*'],
    ['one OR OR two', '(or one two)'],
    ['one AND', 'one'],
    ['one OR )', 'one'],
    ['NOT NOT one', 'one'],
    ['NOT', '*'],
    ['-', '*'],
    ['"', '""'],
    ['name:"', '[name:""]'],
  ];
  for (const [query, meaning] of cases) {
    it(`${JSON.stringify(query)} means ${meaning}`, () => assert.equal(shown(parseQuery(query).query), meaning));
  }

  it('keeps the place of each word', () => {
    const { query } = parseQuery('  "Serial Number":>="a b" x');
    const [field, text] = query.kind === 'and' ? query.parts : [];
    assert.ok(field?.kind === 'field' && text?.kind === 'text');
    const at = ({ start, length }: Word): readonly number[] => [start, length];
    assert.deepEqual([field.name, field.value, field.whole, text.word].map(at), [
      [2, 15],
      [20, 5],
      [2, 23],
      [26, 1],
    ]);
  });

  it('takes parentheses fifty deep, and not more', () => {
    const nested = (depth: number): string => '('.repeat(depth) + 'x' + ')'.repeat(depth);
    assert.deepEqual(parseQuery(nested(50)).problems, []);
    assert.equal(parseQuery(nested(51)).problems[0]?.code, 'tooDeep');
  });
});
