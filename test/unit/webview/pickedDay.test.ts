import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import { pickedDay } from '../../../src/webview/table/pickedDay';

const before = '2026-01-31';

function said(value: string, badInput: boolean, isTouched: boolean): string {
  return pickedDay({ value, validity: { badInput } }, before, isTouched);
}

describe('pickedDay', () => {
  it('says the day that was entered, and none where it was cleared', () => {
    assert.equal(said('2026-02-01', false, true), '2026-02-01');
    assert.equal(said('', false, true), '');
  });

  it('leaves the day where the new one is incomplete, and where nothing was entered', () => {
    assert.equal(said('', true, true), before);
    assert.equal(said('', false, false), before);
  });
});
