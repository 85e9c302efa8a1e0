import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { WritableValue } from '../../../src/happyfox/asset';
import type { JsonValue } from '../../../src/happyfox/json';
import { blankState, contentOf, stateOf } from '../../../src/assets/editableState';
import { isEmpty } from '../../../src/assets/fieldState';
import { thousand, typeAndAsset } from './arbitraries';
import { assetWith, general, laptop, withoutContacts } from './samples';

describe('contentOf', () => {
  const sent: [string, Record<number, JsonValue>, Record<number, JsonValue>, [number, WritableValue][]][] = [
    ['every field with a value, touched or not', { 45: 'A', 46: 'B' }, { 45: 'C', 46: 'B' }, [[45, 'C'], [46, 'B']]], // prettier-ignore
    ['null for a text that was cleared', { 45: 'A' }, { 45: null }, [[45, null]]],
    ["null for a text that was cleared with ''", { 45: 'A' }, { 45: '' }, [[45, null]]],
    ['null for a dropdown that was cleared', { 47: 1 }, { 47: null }, [[47, null]]],
    ['null for a raw value that was cleared', { 47: 'Gone' }, { 47: null }, [[47, null]]],
    ['[] for multiple options that were cleared', { 48: [5] }, { 48: null }, [[48, []]]],
    ['nothing for what was and is empty', { 45: '', 48: [] }, { 45: null, 48: null }, []],
    ['the id of a choice that is gone', { 47: 999 }, { 47: 999 }, [[47, 999]]],
    ['the id in an object', { 47: { id: '999', text: 'Gone' } }, { 47: { id: '999', text: 'Gone' } }, [[47, 999]]],
    ['ids of choices that are gone beside others', { 48: ['EU', 999] }, { 48: ['EU', 999] }, [[48, [6, 999]]]],
    ['no label that matches nothing', { 47: 'Gone', 48: ['EU', 'Gone'] }, { 47: 'Gone', 48: ['EU', 'Gone'] }, []],
    ['nothing of an unknown kind', { 51: 5 }, { 51: 5 }, []],
    ['no text where a number is due', { 50: 'C034234ZHY' }, { 50: 'C034234ZHY' }, []],
  ];
  for (const [what, before, after, fields] of sent) {
    it(`sends ${what}`, () => {
      const base = stateOf(assetWith(before), general);
      assert.deepEqual([...contentOf(stateOf(assetWith(after), general), base, general).customFields], fields);
    });
  }

  it('sends name, display id and all contacts always', () => {
    const state = stateOf(laptop, general);
    const { name, displayId, contactIds } = contentOf(state, state, general);
    assert.deepEqual([name, displayId, contactIds], ['ADDISD-W10PC', 'ADDISD-W10PC', [27662]]);
  });

  it('sends no contacts where they are switched off, or were not answered', () => {
    for (const state of [stateOf(laptop, withoutContacts), stateOf({ ...laptop, absent: ['contacts'] }, general)]) {
      assert.ok(!('contactIds' in contentOf(state, state, general)));
    }
  });

  it('sends of a new asset what is filled in', () => {
    const blank = blankState(general);
    const mine = {
      ...blank,
      name: 'N',
      fields: new Map([...blank.fields, [45, { kind: 'value', value: 'A' }] as const]),
    };
    assert.deepEqual(contentOf(mine, undefined, general).customFields, new Map([[45, 'A']]));
  });

  it('keeps what the definition lacks', () => {
    const stranger = { id: 99, name: 'Later', type: 'text', order: 9, value: 'x' };
    const state = stateOf(assetWith({}, { customFields: [stranger] }), general);
    assert.deepEqual([...contentOf(state, state, general).customFields], [[99, 'x']]);
  });

  it('never turns a value into none unasked', () => {
    fc.assert(
      fc.property(typeAndAsset, ([type, asset]) => {
        const state = stateOf(asset, type);
        const { customFields } = contentOf(state, state, type);
        for (const [id, field] of state.fields) {
          if (field.kind === 'value') assert.deepEqual(customFields.get(id), isEmpty(field) ? undefined : field.value);
          else assert.notEqual(customFields.get(id), null);
        }
      }),
      thousand,
    );
  });
});
