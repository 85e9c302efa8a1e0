import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { stateOf } from '../../../src/assets/editableState';
import { withEdit } from '../../../src/plans/fieldEdit';
import { assetWith, general } from '../assets/samples';

describe('an edit of a field of many assets', () => {
  const before = stateOf(assetWith({ 45: 'A\u0000' }), general);

  it('refuses what is no text', () => {
    for (const key of ['name', 'display_id', 'Serial Number', 'Manufacturer']) {
      const { mine, problems } = withEdit(before, general, key, { kind: 'set', value: 'B\ud800' });
      assert.equal(mine, before);
      assert.deepEqual(
        problems.map(({ code, detail, label }) => [code, detail, label]),
        [['notText', { character: 'U+D800' }, key]],
      );
    }
  });

  it('leaves alone what is there already, whatever it is', () => {
    const { mine, problems } = withEdit(before, general, 'Serial Number', { kind: 'set', value: 'A\u0000' });
    assert.deepEqual([mine, problems], [before, []]);
  });
});
