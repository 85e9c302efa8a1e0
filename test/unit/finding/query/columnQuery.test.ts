import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import { columnQuery } from '../../../../src/finding/query/columnQuery';

describe('columnQuery', () => {
  const cases: [text: string, query: string][] = [
    ['Dell', 'Brand:Dell'],
    ['"Dell Inc."', 'Brand:"Dell Inc."'],
    ['-Dell', '-Brand:Dell'],
    ['Dell OR HP', 'Brand:Dell OR Brand:HP'],
    ['NOT (Dell HP)', 'NOT (Brand:Dell Brand:HP)'],
    ['>=2026-01-01 <today+90d', 'Brand:>=2026-01-01 Brand:<today+90d'],
    ['empty', 'Brand:empty'],
    ['name:Laptop Dell', 'name:Laptop Brand:Dell'],
    ['', ''],
  ];
  for (const [text, query] of cases)
    it(`makes ${query || 'nothing'} of ${text || 'nothing'}`, () => assert.equal(columnQuery('Brand', text), query));
});
