import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import { datesOf, dayIn, settledOrder, type DateOrder } from '../../../src/tables/dateOrder';

describe('dates of a column', () => {
  const days: readonly (readonly [cell: string, order: DateOrder, day: string | undefined])[] = [
    ['2026-12-31', 'ymd', '2026-12-31'],
    ['2026-12-31', 'mdy', '2026-12-31'],
    ['2026/1/5', 'ymd', '2026-01-05'],
    ['2026-12-31 00:00:00', 'ymd', '2026-12-31'],
    ['2026-12-31T00:00:00Z', 'ymd', '2026-12-31'],
    ['2026-12-31 14:30', 'ymd', undefined],
    ['31/12/2026', 'dmy', '2026-12-31'],
    ['31/12/2026', 'mdy', undefined],
    ['12/31/2026', 'mdy', '2026-12-31'],
    ['1.2.2026', 'dmy', '2026-02-01'],
    ['1.2.2026', 'mdy', undefined],
    ['1-2-2026', 'mdy', '2026-01-02'],
    ['1/2-2026', 'dmy', undefined],
    ['29/02/2024', 'dmy', '2024-02-29'],
    ['29/02/2026', 'dmy', undefined],
    ['1/2/26', 'dmy', undefined],
    ['46387', 'serial', '2026-12-31'],
    ['46387', 'dmy', undefined],
    ['12', 'serial', undefined],
    ['0000-01-01', 'ymd', undefined],
    ['soon', 'dmy', undefined],
  ];
  for (const [cell, order, day] of days) {
    it(`reads ${cell} as ${order}: ${day ?? 'no date'}`, () => assert.equal(dayIn(cell, order), day));
  }

  const columns: readonly (readonly [cells: readonly string[], order: DateOrder | undefined])[] = [
    [[], 'ymd'],
    [['2026-01-02', ''], 'ymd'],
    [['01/02/2026', '31/12/2026'], 'dmy'],
    [['01/02/2026', '12/31/2026'], 'mdy'],
    [['01/02/2026', '03/04/2026'], undefined],
    [['05/05/2026'], 'dmy'],
    [['01.02.2026'], 'dmy'],
    [['46387'], 'serial'],
    [['31/12/2026', '12/31/2026'], 'ymd'],
    [['01/02/2026', 'unknown', '2026-05-06'], undefined],
  ];
  for (const [cells, order] of columns) {
    it(`${order === undefined ? 'asks about' : `takes as ${order}`}: ${cells.join(' · ') || 'nothing'}`, async () => {
      assert.equal(settledOrder(await datesOf(cells)), order);
    });
  }

  it('asks with a cell that means two days', async () => {
    assert.equal((await datesOf(['05/05/2026', '01/02/2026'])).example, '01/02/2026');
  });
});
