import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { daysOf } from '../../../../src/finding/query/days';
import { isDay } from '../../../../src/assets/day';

describe('Days in queries', () => {
  const cases: readonly (readonly [today: string, word: string, first: string | undefined, last?: string])[] = [
    ['2026-11-24', 'today', '2026-11-24'],
    ['2026-11-24', 'yesterday', '2026-11-23'],
    ['2026-11-24', 'tomorrow', '2026-11-25'],
    ['2026-11-24', 'yesterday-1w', '2026-11-16'],
    ['2026-11-24', 'today+90d', '2027-02-22'],
    ['2026-11-24', 'today-2w', '2026-11-10'],
    ['2026-11-24', 'today+1m', '2026-12-24'],
    ['2026-11-24', 'today+14m', '2028-01-24'],
    ['2026-11-24', 'today-11m', '2025-12-24'],
    ['2026-11-24', 'today-1y', '2025-11-24'],
    ['2026-11-24', 'today+1y-1d', '2027-11-23'],
    ['2026-01-31', 'today+1m', '2026-02-28'],
    ['2024-01-31', 'today+1m', '2024-02-29'],
    ['2024-02-29', 'today+1y', '2025-02-28'],
    ['2024-02-29', 'today+4y', '2028-02-29'],
    ['2026-03-31', 'today-1m-1d', '2026-02-27'],
    ['2024-02-28', 'tomorrow', '2024-02-29'],
    ['2026-12-31', 'tomorrow', '2027-01-01'],
    ['2026-01-01', 'yesterday', '2025-12-31'],
    ['2026-03-28', 'today+1d', '2026-03-29'],
    ['2026-11-24', 'today+999999y', '9999-12-31'],
    ['2026-11-24', 'today-999999d', '0001-01-01'],
    ['2026-11-24', 'today+999999y-999999y', '9999-12-31'],
    ['2026-11-24', 'today+', undefined],
    ['2026-11-24', 'today+d', undefined],
    ['2026-11-24', 'today+1h', undefined],
    ['2026-11-24', 'today+1', undefined],
    ['2026-11-24', 'now', undefined],
    ['2026-11-24', '2026', '2026-01-01', '2026-12-31'],
    ['2026-11-24', '2026-02', '2026-02-01', '2026-02-28'],
    ['2026-11-24', '2024-02', '2024-02-01', '2024-02-29'],
    ['2026-11-24', '2026-02-14', '2026-02-14'],
    ['2026-11-24', '0050-02-14', '0050-02-14'],
    ['2026-11-24', '2026-13', undefined],
    ['2026-11-24', '2026-00', undefined],
    ['2026-11-24', '2026-02-29', undefined],
    ['2026-11-24', '2026-2-1', undefined],
    ['2026-11-24', '26', undefined],
    ['2026-11-24', '0000', undefined],
    ['2026-11-24', '', undefined],
  ];
  for (const [today, word, first, last] of cases) {
    it(`${word || 'nothing'} on ${today} is ${first ?? 'no day'}${last ? ` to ${last}` : ''}`, () => {
      assert.deepEqual(daysOf(word, today), first && { first, last: last ?? first });
    });
  }

  it('are days of the calendar alone', () => {
    for (const text of ['2026-02-28', '2024-02-29', '0001-01-01', '9999-12-31']) assert.ok(isDay(text), text);
    for (const text of ['2026-02-29', '2026-04-31', '2026-1-01', '2026-01-01T00:00', '0000-01-01', '1900-02-29']) {
      assert.ok(!isDay(text), text);
    }
  });
});
