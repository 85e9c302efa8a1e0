import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { filterAssets } from '../filterAssets';
import type { Suggestion } from '../../../../src/finding/query/queryCompletion';
import { QueryCompletion } from '../../../../src/finding/query/queryCompletion';
import { tokenize } from '../../../../src/finding/query/lexer';
import { monitor, assetOf, officeIndex, world } from './office';
import { queryText } from './queryTexts';

const index = officeIndex();

/** What is suggested at the `|` of a query. */
function at(marked: string, completion = new QueryCompletion(index, world.staffName)): readonly Suggestion[] {
  const cursor = marked.indexOf('|');
  return completion.complete(marked.replace('|', ''), cursor);
}

/** The query after the first suggestion with this label has been taken. */
function taken(marked: string, label: string): string | undefined {
  const text = marked.replace('|', '');
  const suggestion = at(marked).find((one) => one.label === label);
  return suggestion && text.slice(0, suggestion.start) + suggestion.insert + text.slice(suggestion.end);
}

describe('Completion of queries', () => {
  it('offers every name when nothing is typed, built-in ones first', () => {
    const labels = at('|').map(({ label }) => label);
    assert.deepEqual(labels.slice(0, 3), ['name', 'display_id', 'id']);
    for (const name of ['Serial Number', 'Size (in)', 'Büro-Raum']) assert.ok(labels.includes(name), name);
  });

  it('offers a name that two types have once', () => {
    assert.equal(at('warr|').filter(({ label }) => label === 'Warranty Date').length, 1);
  });

  const names: readonly (readonly [marked: string, label: string, query: string])[] = [
    ['man|', 'Manufacturer', 'Manufacturer:'],
    ['ser|', 'Serial Number', '"Serial Number":'],
    ['"ser|', 'Serial Number', '"Serial Number":'],
    ['"ser|"', 'Serial Number', '"Serial Number":'],
    ['numb|', 'Serial Number', '"Serial Number":'],
    ['dell -cat|', 'Category', 'dell -Category:'],
    ['(dell OR cat|)', 'Category', '(dell OR Category:)'],
    ['ca|:laptop', 'Category', 'Category:laptop'],
    ['si|ze', 'Size (in)', '"Size (in)":'],
    ['he|', 'He said: "Hi"', '"He said: \\"Hi\\"":'],
    ['buro|', 'Büro-Raum', 'Büro-Raum:'],
    ['typ|', 'Type', '"Type":'],
    ['typ|', 'type', 'type:'],
    ['dell o|', 'OR', 'dell OR '],
    ['dell n|', 'NOT', 'dell NOT '],
  ];
  for (const [marked, label, query] of names) {
    it(`makes ${query} of ${marked}`, () => assert.equal(taken(marked, label), query));
  }

  const values: readonly (readonly [marked: string, labels: readonly string[]])[] = [
    ['manufacturer:|', ['Dell', 'Dell Inc.', 'Lenovo', 'empty', 'empty']],
    ['manufacturer:d|', ['Dell', 'Dell Inc.']],
    ['manufacturer:inc|', ['Dell Inc.']],
    ['manufacturer:"d|', ['Dell', 'Dell Inc.']],
    ['manufacturer:"de|xx"', ['Dell', 'Dell Inc.']],
    ['-manufacturer:l|', ['Lenovo', 'Dell', 'Dell Inc.']],
    ['category:|', ['Laptop', 'Desktop', 'Spare (#3)', 'Spare (#4)', 'Server', '99', 'empty']],
    ['category:s|', ['Spare (#3)', 'Spare (#4)', 'Server', 'Desktop']],
    ['category:>|', ['99']],
    ['tags:|', ['Spare', 'EU', '5', 'empty']],
    ['memory:|', ['16', '8', '32.5', '-3', 'empty', '>=', '<=', '>', '<']],
    ['memory:>|', ['16', '8', '32.5', '-3']],
    ['memory:|>', []],
    ['#49:<|', ['today', 'today+30d', 'today+90d', 'today-30d', 'today-1y']],
    ['#49:|', ['today', 'today+30d', 'today+90d', 'today-30d', 'today-1y', 'unknown', 'empty', '>=', '<=', '>', '<']],
    ['type:|', ['General', 'Monitor']],
    ['type:m|', ['Monitor']],
    ['contact:|', ['Ann Łukasik', 'bob@example.org', 'empty']],
    ['contact:luk|', ['Ann Łukasik']],
    ['created_by:|', ['George - Admin', 'Zoë', 'empty']],
    ['created:t|', ['today', 'today+30d', 'today+90d', 'today-30d', 'today-1y', 'empty']],
    ['is:|', ['duplicate']],
    ['name:|', ['empty']],
    ['id:|', ['>=', '<=', '>', '<']],
    ['colour:|', []],
  ];
  for (const [marked, labels] of values) {
    it(`offers ${labels.join(', ') || 'nothing'} at ${marked}`, () => {
      assert.deepEqual(
        at(marked).map(({ label }) => label),
        labels,
      );
    });
  }

  it('tells how many assets have a value, and puts values that need it in quotation marks', () => {
    const [ann] = at('contact:a|');
    assert.deepEqual([ann?.insert, ann?.count], ['"Ann Łukasik"', 2]);
    assert.equal(at('manufacturer:emp|').filter(({ insert }) => insert === '"empty"').length, 1);
  });

  it('hears of what the index has become', () => {
    const fresh = officeIndex();
    const completion = new QueryCompletion(fresh);
    assert.deepEqual(
      at('#62:|', completion).map(({ label }) => label),
      ['curved', 'flat', 'empty'],
    );
    fresh.set(assetOf(monitor, 9, 'New', { 62: 'flat' }), 2);
    assert.deepEqual(
      at('#62:|', completion).map(({ label }) => label),
      ['flat', 'curved', 'empty'],
    );
  });

  it('offers, whatever is typed, only what stays sound and can be put in its place', () => {
    const completion = new QueryCompletion(index, world.staffName);
    fc.assert(
      fc.property(queryText, fc.nat(), (text, place) => {
        const cursor = place % (text.length + 1);
        for (const { start, end, insert, kind } of completion.complete(text, cursor)) {
          assert.ok(0 <= start && start <= cursor && cursor <= end && end <= text.length);
          if (kind === 'field') assert.equal(tokenize(insert).tokens[0]?.kind, 'field');
        }
      }),
    );
  });

  it('offers values that find the assets which have them', () => {
    const completion = new QueryCompletion(index, world.staffName);
    for (const { kind, insert: name } of completion.complete('', 0)) {
      if (kind !== 'field') continue;
      for (const { insert, count, label } of completion.complete(name, name.length)) {
        if (count === undefined) continue;
        const { rows, problems } = filterAssets(index, name + insert, world);
        assert.deepEqual(problems, [], name + insert);
        assert.ok(rows.length >= count, `${name}${insert} (${label}) finds ${rows.length} of ${count}`);
      }
    }
  });
});
