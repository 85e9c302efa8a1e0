import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { SentValue } from '../../../src/happyfox/asset';
import type { JsonValue } from '../../../src/happyfox/json';
import { blankState, contentOf, sentState, stateOf } from '../../../src/assets/editableState';
import { emptyField, isEmpty } from '../../../src/assets/fieldState';
import { thousand, typeAndAsset } from './arbitraries';
import { assetWith, general, laptop, withoutContacts } from './samples';

describe('contentOf', () => {
  const sent: [string, Record<number, JsonValue>, Record<number, JsonValue>, [number, SentValue][]][] = [
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
    ['a label that matches nothing', { 47: 'Gone', 48: ['EU', 'Gone'] }, { 47: 'Gone', 48: ['EU', 'Gone'] }, [[47, 'Gone'], [48, [6, 'Gone']]]], // prettier-ignore
    ['a label without an id', { 47: 'Server' }, { 47: 'Server' }, [[47, 'Server']]],
    ['a word where a list is due', { 48: 'Spare, EU' }, { 48: 'Spare, EU' }, [[48, 'Spare, EU']]],
    ['null within a list', { 48: [5, null] }, { 48: [5, null] }, [[48, [5, null]]]],
    ['two choices where one is due', { 47: ['Laptop', 2] }, { 47: ['Laptop', 2] }, [[47, [1, 2]]]],
    ['what is of an unknown kind', { 51: 5 }, { 51: 5 }, [[51, 5]]],
    ['a word of an unknown kind', { 51: 'x' }, { 51: 'x' }, [[51, 'x']]],
    ['false of an unknown kind', { 51: false }, { 51: false }, [[51, false]]],
    ['a list of an unknown kind', { 51: ['x', 1, true] }, { 51: ['x', 1, true] }, [[51, ['x', 1, true]]]],
    ['ids of an unknown kind', { 51: [{ id: 4, text: 'x' }, 'y'] }, { 51: [{ id: 4, text: 'x' }, 'y'] }, [[51, [4, 'y']]]], // prettier-ignore
    ['an id of letters', { 51: { id: 'ab', text: 'x' } }, { 51: { id: 'ab', text: 'x' } }, [[51, 'ab']]],
    ['a text where a number is due', { 50: 'C034234ZHY' }, { 50: 'C034234ZHY' }, [[50, 'C034234ZHY']]],
    ['a number of 20 digits as one', { 50: '12345678901234567890' }, { 50: '12345678901234567890' }, [[50, { digits: '12345678901234567890' }]]], // prettier-ignore
    ['zeros before a number', { 50: '007' }, { 50: '007' }, [[50, '007']]],
    ['a day with a time', { 49: '2026-12-31T08:00:00Z' }, { 49: '2026-12-31T08:00:00Z' }, [[49, '2026-12-31T08:00:00Z']]], // prettier-ignore
    ['a day that is none', { 49: '2023-02-29' }, { 49: '2023-02-29' }, [[49, '2023-02-29']]],
    ['a switch where a text is due', { 45: true }, { 45: true }, [[45, true]]],
  ];
  for (const [what, before, after, fields] of sent) {
    it(`sends ${what}`, () => {
      const base = stateOf(assetWith(before), general);
      assert.deepEqual([...contentOf(stateOf(assetWith(after), general), base, general).content.customFields], fields);
    });
  }

  const held: [string, Record<number, JsonValue>, string][] = [
    ['an object of an unknown kind', { 51: { beam: true } }, 'Gadget'],
    ['an object in a list', { 51: ['x', { beam: true }] }, 'Gadget'],
    ['a list in a list', { 51: [['x']] }, 'Gadget'],
    ['an object where a text is due', { 45: { id: 5, text: 'x' } }, 'Serial Number'],
    ['an object without an id where a choice is due', { 47: { text: 'Gone' } }, 'Category'],
    ['a label of two choices', { 47: 'Spare' }, 'Category'],
    ['a word that is a label and an id', { 48: ['5'] }, 'Tags'],
  ];
  for (const [what, values, label] of held) {
    it(`names the field where it can’t send ${what}, unless it is cleared or was not there`, () => {
      const state = stateOf(assetWith(values), general);
      const { content, unsendable } = contentOf(state, state, general);
      assert.deepEqual([[...content.customFields], unsendable], [[], [label]]);
      assert.deepEqual(contentOf(state, undefined, general).unsendable, []);
      const [id] = Object.keys(values).map(Number);
      const cleared = { ...state, fields: new Map([...state.fields, [id ?? 0, emptyField] as const]) };
      assert.deepEqual(contentOf(cleared, state, general).unsendable, []);
      assert.equal(contentOf(cleared, state, general).content.customFields.size, 1);
      assert.equal(sentState(state, general).fields.has(id ?? 0), false);
    });
  }

  it('sends name, display id and all contacts always', () => {
    const state = stateOf(laptop, general);
    const { name, displayId, contactIds } = contentOf(state, state, general).content;
    assert.deepEqual([name, displayId, contactIds], ['ADDISD-W10PC', 'ADDISD-W10PC', [27662]]);
  });

  it('sends no contacts where they are switched off, or were not answered', () => {
    for (const state of [stateOf(laptop, withoutContacts), stateOf({ ...laptop, absent: ['contacts'] }, general)]) {
      assert.ok(!('contactIds' in contentOf(state, state, general).content));
    }
  });

  it('sends of a new asset what is filled in', () => {
    const blank = blankState(general);
    const mine = {
      ...blank,
      name: 'N',
      fields: new Map([...blank.fields, [45, { kind: 'value', value: 'A' }] as const]),
    };
    assert.deepEqual(contentOf(mine, undefined, general).content.customFields, new Map([[45, 'A']]));
  });

  it('keeps what the definition lacks, understood or not', () => {
    const odd = { id: 98, name: 'Odd', type: 'multiple', order: 8, value: [{ id: 3, text: 'y' }] };
    const whole = stateOf(assetWith({}, { customFields: [odd] }), general);
    assert.deepEqual([...contentOf(whole, whole, general).content.customFields], [[98, [3]]]);
    const deep = stateOf(assetWith({}, { customFields: [{ ...odd, value: { a: 1 } }] }), general);
    assert.deepEqual(contentOf(deep, deep, general).unsendable, ['#98']);
    const stranger = { id: 99, name: 'Later', type: 'text', order: 9, value: 'x' };
    const state = stateOf(assetWith({}, { customFields: [stranger] }), general);
    assert.deepEqual([...contentOf(state, state, general).content.customFields], [[99, 'x']]);
  });

  it('never turns a value into none unasked', () => {
    fc.assert(
      fc.property(typeAndAsset, ([type, asset]) => {
        const state = stateOf(asset, type);
        const { customFields } = contentOf(state, state, type).content;
        for (const [id, field] of state.fields) {
          if (field.kind === 'value') assert.deepEqual(customFields.get(id), isEmpty(field) ? undefined : field.value);
          else assert.notEqual(customFields.get(id), null);
        }
      }),
      thousand,
    );
  });
});
