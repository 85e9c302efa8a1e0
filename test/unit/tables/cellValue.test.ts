import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import { CellReader } from '../../../src/tables/cellReader';
import { documentValue, valueText } from '../../../src/tables/cellValue';
import { tableColumns } from '../../../src/tables/tableColumn';
import type { JsonValue } from '../../../src/happyfox/json';
import { general } from '../assets/samples';

const ann = { id: 7, name: 'Ann', email: 'ann@example.com' };
const words = { typeName: String, staffName: () => undefined, moment: String };

function valueIn(key: string, text: string): JsonValue | undefined {
  const column = tableColumns([general]).find((one) => one.key === key);
  assert.ok(column);
  return documentValue(new CellReader(column, words), 1, text, (word) =>
    ['Ann', '#7', 'ann@example.com'].includes(word) ? ann : undefined,
  );
}

describe('documentValue', () => {
  const cases: [key: string, text: string, value: JsonValue | undefined][] = [
    ['name', ' New name ', 'New name'],
    ['#45', 'SN 1', 'SN 1'],
    ['#45', '', null],
    ['#50', '16', 16],
    ['#50', 'many', 'many'],
    ['#49', '2026-12-31', '2026-12-31'],
    ['#49', 'soon', 'soon'],
    ['#47', 'laptop', 'Laptop'],
    ['#47', 'Tower', 'Tower'],
    ['#47', ' ', null],
    ['#48', 'EU; Spare', ['EU', 'Spare']],
    ['#48', 'EU, Mars', ['EU', 'Mars']],
    ['#48', '', []],
    ['#51', 'x', undefined],
    ['id', '5', undefined],
    ['contacts', 'Ann; new@example.com; Nobody', [ann, { email: 'new@example.com' }, { name: 'Nobody' }]],
    ['contacts', '#7', [ann]],
    ['contacts', 'Ann (#7)', [ann]],
    ['contacts', 'Ann <ann@example.com> (#7)', [ann]],
    ['contacts', 'Ann (#8)', [{ name: 'Ann (#8)' }]],
    [
      'contacts',
      'New One <new@example.com>; +1 555 0100',
      [{ name: 'New One', email: 'new@example.com' }, { phone: '+1 555 0100' }],
    ],
    ['contacts', 'Ann Lee <ann@example.com>', [ann]],
    ['contacts', 'Ann <foo>', [{ name: 'Ann <foo>' }]],
    ['contacts', '"a@example.com; b@example.com"', [{ name: 'a@example.com; b@example.com' }]],
    ['#47', 'Spare (#4)', 'Spare (#4)'],
    ['#47', '#4', 'Spare (#4)'],
    ['contacts', '', []],
  ];
  for (const [key, text, value] of cases) {
    it(`makes ${JSON.stringify(value)} of “${text}” in ${key}`, () => assert.deepEqual(valueIn(key, text), value));
  }
});

describe('valueText', () => {
  it('says of somebody new what tells them apart, so that what is read back is the same', () => {
    for (const text of ['New One <new@example.com>', 'New One <+1 555 0100>', 'new@example.com; +1 555 0100']) {
      const value = valueIn('contacts', text);
      assert.ok(value !== undefined);
      assert.equal(valueText(value), text);
      assert.deepEqual(valueIn('contacts', valueText(value)), value);
    }
  });

  it('names those who are known by their ids where it is to be exact', () => {
    assert.equal(valueText([ann, { email: 'new@example.com' }], true), '#7; new@example.com');
  });

  const cases: [value: JsonValue, text: string][] = [
    [null, ''],
    [16, '16'],
    [[], ''],
    [['EU', 'a; b'], 'EU; "a; b"'],
    [[ann, { email: 'new@example.com' }], 'Ann; new@example.com'],
    [{ beam: true }, '{"beam":true}'],
  ];
  for (const [value, text] of cases) {
    it(`shows ${JSON.stringify(value)} as “${text}”`, () => assert.equal(valueText(value), text));
  }
});
