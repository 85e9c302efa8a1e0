import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { dayAt, isDay, lastDayOf, minuteAt } from '../../../src/assets/day';

describe('A day', () => {
  it('is what the calendar of the person says at a moment', () => {
    assert.equal(dayAt(new Date(2026, 0, 5, 23, 59)), '2026-01-05');
    assert.equal(minuteAt(new Date(2026, 10, 25, 4, 5, 59)), '2026-11-25 04:05');
  });

  it('is one of the calendar, in four, two and two digits', () => {
    for (const day of ['0001-01-01', '2024-02-29', '9999-12-31']) assert.ok(isDay(day), day);
    for (const day of ['0000-01-01', '2026-02-29', '2026-13-01', '2026-1-1', '2026-01-00', ' 2026-01-01'])
      assert.ok(!isDay(day), day);
    assert.deepEqual([lastDayOf(2024, 2), lastDayOf(2026, 2), lastDayOf(99, 12)], [29, 28, 31]);
  });
});
