import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import fc from 'fast-check';
import { sameState } from '../../../src/assets/changes';
import { stateOf } from '../../../src/assets/editableState';
import { withState } from '../../../src/assets/withState';
import { thousand, typeAndThreeAssets } from './arbitraries';
import { assetWith, general, laptop } from './samples';

describe('withState', () => {
  it('is the state it was given, and is the asset’s own state as it was', () => {
    fc.assert(
      fc.property(typeAndThreeAssets, ([type, one, other]) => {
        const own = stateOf(one, type);
        assert.ok(sameState(stateOf(withState(one, own, type), type), own, type));
        // A field that neither the asset nor the type has can't be given to it.
        const { fields, ...rest } = stateOf(other, type);
        const state = { ...rest, fields: new Map([...fields].filter(([id]) => own.fields.has(id))) };
        assert.ok(sameState(stateOf(withState(one, state, type), type), state, type));
      }),
      thousand,
    );
  });

  it('keeps who is linked by name, and knows others by their id alone', () => {
    const state = { ...stateOf(laptop, general), contactIds: [9, 27662] };
    assert.deepEqual(withState(laptop, state, general).contacts, [
      { id: 9, name: null, email: null },
      { id: 27662, name: 'Dwyane Wade', email: 'dwayne.wade@gmail.com' },
    ]);
    const unknown = { ...state, contactIds: undefined };
    assert.deepEqual(withState(laptop, unknown, general).contacts, laptop.contacts);
  });

  it('adds no fields that have no value', () => {
    const bare = assetWith({});
    assert.deepEqual(withState(bare, stateOf(bare, general), general).customFields, []);
    const filled = withState(bare, stateOf(assetWith({ 45: 'X' }), general), general);
    assert.deepEqual(filled.customFields, [{ id: 45, name: 'Serial Number', type: 'text', order: null, value: 'X' }]);
  });
});
