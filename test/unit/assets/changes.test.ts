import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import type { JsonValue } from '../../../src/happyfox/json';
import { changesBetween, sameState } from '../../../src/assets/changes';
import { stateOf } from '../../../src/assets/editableState';
import { assetWith, general, laptop, withoutContacts } from './samples';

const state = (values: Record<number, JsonValue>) => stateOf(assetWith(values), general);

describe('changesBetween', () => {
  const same: [string, Record<number, JsonValue>, Record<number, JsonValue>][] = [
    ['null and nothing', { 45: null }, {}],
    ["'' and null", { 45: '' }, { 45: null }],
    ['[] and null', { 48: [] }, { 48: null }],
    ['choices in another order', { 48: [5, 6] }, { 48: [6, 5] }],
    ['a choice by id and by label', { 47: 1 }, { 47: 'Laptop' }],
    ['a number and its digits', { 50: 16 }, { 50: '16.00' }],
    ['a raw object with its keys in another order', { 51: { a: 1, b: 2 } }, { 51: { b: 2, a: 1 } }],
  ];
  for (const [what, one, other] of same) {
    it(`sees no difference between ${what}`, () => {
      assert.deepEqual(changesBetween(state(one), state(other), general), []);
      assert.ok(sameState(state(other), state(one), general));
    });
  }

  it('names each change in words of the document, in its order', () => {
    const after = stateOf(
      assetWith(
        { 45: 'GCJ1353', 46: null, 47: 2, 48: [6], 49: '2026-12-31', 50: 16, 51: 5 },
        {
          name: 'New',
          displayId: 'N1',
          contacts: [],
        },
      ),
      general,
    );
    assert.deepEqual(changesBetween(stateOf(laptop, general), after, general), [
      { key: 'display_id', label: 'display_id', before: 'ADDISD-W10PC', after: 'N1' },
      { key: 'name', label: 'name', before: 'ADDISD-W10PC', after: 'New' },
      { key: 'contacts', label: 'contacts', before: [27662], after: [] },
      { key: 46, label: 'Manufacturer', before: 'Dell', after: null },
      { key: 47, label: 'Category', before: 'Laptop', after: 'Desktop' },
      { key: 48, label: 'Tags', before: ['Spare', 'EU'], after: ['EU'] },
      { key: 51, label: 'Gadget', before: { id: 9, beam: true }, after: 5 },
    ]);
  });

  it('names a field that the type lacks by its id', () => {
    const stranger = { id: 99, name: 'Gone', type: 'text', order: 9, value: 'x' };
    const after = stateOf(assetWith({}, { customFields: [stranger] }), general);
    assert.deepEqual(changesBetween(state({}), after, general), [{ key: 99, label: '#99', before: null, after: 'x' }]);
  });

  it('knows nothing about contacts where the type has none', () => {
    const off = stateOf(laptop, withoutContacts);
    assert.ok(sameState(off, stateOf({ ...laptop, contacts: [] }, general), general));
  });

  it('takes a choice by its label for the one by its id, as a server may answer it', () => {
    assert.deepEqual(changesBetween(state({ 45: 'a ', 47: 1 }), state({ 45: 'a', 47: 'Laptop' }), general), [
      { key: 45, label: 'Serial Number', before: 'a ', after: 'a' },
    ]);
  });
});
