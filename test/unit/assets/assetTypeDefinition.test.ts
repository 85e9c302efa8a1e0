import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { choiceKeys, closest, fieldByKey, fieldKeys } from '../../../src/assets/assetTypeDefinition';
import { definition, thousand } from './arbitraries';
import { category, general, serialNumber } from './samples';

function keysOf(...named: [id: number, name: string][]): string[] {
  return [...fieldKeys(named.map(([id, name]) => ({ ...serialNumber, id, name }))).values()];
}

describe('fieldKeys', () => {
  it('are the names', () => {
    assert.deepEqual(keysOf([45, 'Serial'], [46, 'Model']), ['Serial', 'Model']);
  });

  it('have the id behind both of two like names', () => {
    assert.deepEqual(keysOf([45, 'X'], [46, 'X']), ['X (#45)', 'X (#46)']);
  });

  it('stay apart from names that look like keys', () => {
    assert.deepEqual(keysOf([45, 'X'], [46, 'X'], [47, 'X (#45)']), ['X (#45)', 'X (#46)', 'X (#45) (#47)']);
    assert.deepEqual(keysOf([1, 'A'], [2, 'A'], [3, 'A (#1)'], [4, 'A (#1) (#3)']), [
      'A (#1)',
      'A (#2)',
      'A (#1) (#3)',
      'A (#1) (#3) (#4)',
    ]);
  });

  it('are unique, and each finds its own field', () => {
    fc.assert(
      fc.property(definition, (type) => {
        const keys = fieldKeys(type.fields);
        assert.equal(new Set(keys.values()).size, type.fields.length);
        for (const field of type.fields) {
          assert.deepEqual(fieldByKey(type, keys.get(field.id)!), { kind: 'found', item: field });
        }
      }),
      thousand,
    );
  });
});

describe('choiceKeys', () => {
  it('name the choices that can be written', () => {
    assert.deepEqual(
      [...choiceKeys(category)],
      [
        [1, 'Laptop'],
        [2, 'Desktop'],
        [3, 'Spare (#3)'],
        [4, 'Spare (#4)'],
      ],
    );
  });

  it('are none for other kinds', () => {
    assert.equal(choiceKeys(serialNumber).size, 0);
  });
});

describe('fieldByKey', () => {
  const type = {
    ...general,
    fields: [
      { ...serialNumber, id: 45, name: '46' },
      { ...serialNumber, id: 46, name: 'Model' },
      { ...serialNumber, id: 47, name: 'Dup' },
      { ...serialNumber, id: 48, name: 'Dup' },
    ],
  };
  const found: [string, number][] = [
    ['Model', 46],
    ['46', 45],
    ['#46', 46],
    ['45', 45],
    ['Dup (#48)', 48],
    ['#47', 47],
  ];
  for (const [key, id] of found) {
    it(`finds ${id} by ${key}`, () => {
      const match = fieldByKey(type, key);
      assert.equal(match.kind === 'found' ? match.item.id : match.kind, id);
    });
  }

  it('does not choose between two of one name', () => {
    assert.deepEqual(fieldByKey(type, 'Dup'), { kind: 'ambiguous', candidates: ['Dup (#47)', 'Dup (#48)'] });
  });

  it('suggests what is near, and nothing else', () => {
    assert.deepEqual(fieldByKey(type, 'model'), { kind: 'unknown', suggestion: 'Model' });
    assert.deepEqual(fieldByKey(type, '__proto__'), { kind: 'unknown' });
    assert.deepEqual(fieldByKey(type, '#045'), { kind: 'unknown' });
  });
});

describe('closest', () => {
  const cases: [string, string[], string | undefined][] = [
    ['Serail Number', ['Serial Number', 'Serial No'], 'Serial Number'],
    ['serial number', ['Serial Number'], 'Serial Number'],
    ['ab', ['ba', 'xy'], 'ba'],
    ['Manufacturer', ['Model'], undefined],
    ['', ['a'], 'a'],
    ['x', [], undefined],
  ];
  for (const [key, candidates, expected] of cases) {
    it(`to ${JSON.stringify(key)} is ${String(expected)}`, () => {
      assert.equal(closest(key, candidates), expected);
    });
  }
});
