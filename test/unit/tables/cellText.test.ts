import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { CustomField } from '../../../src/happyfox/customField';
import { sameField } from '../../../src/assets/fieldState';
import { CellText, isState } from '../../../src/tables/cellText';
import { definition, thousand, writableValue } from '../assets/arbitraries';

function field(type: string, ...labels: readonly string[]): CustomField {
  const choices = labels.map((label, index) => ({ id: index + 1, label }));
  return { id: 45, name: 'Field', type, choices: labels.length > 0 ? choices : null };
}

const status = field('dropdown', 'Active', 'Active', 'Retired', 'active', 'In Use', '12', '');
const tags = field('multiple_options', 'Spare', 'EU', 'a; b', 'x, y', 'UK');

describe('text of cells', () => {
  it('reads back every value that can be written, whatever the field', () => {
    const fieldAndValue = definition.chain(({ fields }) =>
      fc.tuple(
        ...fields.map((one) =>
          fc.tuple(fc.constant(one), writableValue(one)?.filter(survivesUtf8) ?? fc.constant(null)),
        ),
      ),
    );
    fc.assert(
      fc.property(fieldAndValue, (pairs) => {
        for (const [one, value] of pairs) {
          if (value === null) continue;
          const cells = new CellText(one);
          const read = cells.read(cells.show({ kind: 'value', value }));
          assert.ok(isState(read) && sameField(read, { kind: 'value', value }), JSON.stringify([one, value, read]));
        }
      }),
      thousand,
    );
  });

  const good: readonly (readonly [CustomField, text: string, value: unknown])[] = [
    [field('text'), ' as it is ', ' as it is '],
    [field('text'), '', null],
    [field('number'), ' 12 ', 12],
    [field('number'), '-3,5', -3.5],
    [field('number'), '3.50', 3.5],
    [field('number'), '1.2E+3', 1200],
    [field('number'), '\u22125', -5],
    [field('date'), ' 2026-12-31 ', '2026-12-31'],
    [status, 'Active (#1)', 1],
    [status, '#2', 2],
    [status, '2', 2],
    [status, 'active', 4],
    [status, ' in  USE ', 5],
    [status, '12', 6],
    [status, '#7', 7],
    [tags, 'Spare; eu', [1, 2]],
    [tags, 'Spare, EU', [1, 2]],
    [tags, 'a; b', [3]],
    [tags, '"a; b"; Spare', [3, 1]],
    [tags, 'x, y', [4]],
    [tags, 'Spare; Spare', [1]],
  ];
  for (const [one, text, value] of good) {
    it(`reads ${JSON.stringify(text)} in a ${one.type} field`, () => {
      assert.deepEqual(new CellText(one).read(text), { kind: 'value', value });
    });
  }

  const bad: readonly (readonly [CustomField, text: string, problem: unknown])[] = [
    [field('number'), 'twelve', { code: 'wrongType', detail: { expected: 'number' }, path: [] }],
    [field('number'), '1,234', { code: 'wrongType', detail: { expected: 'number' }, path: [] }],
    [field('number'), '1E-3', { code: 'notAnInteger', path: [] }],
    [field('date'), '31/12/2026', { code: 'wrongType', detail: { expected: 'date' }, path: [] }],
    [field('date'), '2026-02-30', { code: 'impossibleDate', detail: { value: '2026-02-30' }, path: [] }],
    [status, 'Retird', { code: 'unknownChoice', detail: { key: 'Retird', suggestion: 'Retired' }, path: [] }],
    [status, 'Broken', { code: 'unknownChoice', detail: { key: 'Broken' }, path: [] }],
    [
      status,
      'ACTIVE',
      {
        code: 'ambiguousChoice',
        detail: { key: 'ACTIVE', candidates: ['Active (#1)', 'Active (#2)', 'active'] },
        path: [],
      },
    ],
    [
      status,
      'Active',
      { code: 'ambiguousChoice', detail: { key: 'Active', candidates: ['Active (#1)', 'Active (#2)'] }, path: [] },
    ],
    [tags, 'Spare; Nope', { code: 'unknownChoice', detail: { key: 'Nope' }, path: [1] }],
    [field('hologram'), 'x', { code: 'readOnlyField', path: [] }],
  ];
  for (const [one, text, problem] of bad) {
    it(`refuses ${JSON.stringify(text)} in a ${one.type} field`, () => {
      assert.deepEqual(new CellText(one).read(text), problem);
    });
  }

  it('reads dates in the order it is told', () => {
    const date = new CellText(field('date'));
    assert.deepEqual(date.read('01/02/2026', 'dmy'), { kind: 'value', value: '2026-02-01' });
    assert.deepEqual(date.read('01/02/2026', 'mdy'), { kind: 'value', value: '2026-01-02' });
  });

  it('shows what it does not understand as it came', () => {
    const cells = new CellText(status);
    assert.equal(cells.show({ kind: 'raw', value: 99 }), '99');
    assert.equal(cells.show({ kind: 'raw', value: 'Gone' }), 'Gone');
    assert.equal(cells.show({ kind: 'raw', value: { beam: 3 } }), '{"beam":3}');
  });

  it('shows what it understands beside what it does not', () => {
    const cells = new CellText(tags);
    assert.equal(cells.show({ kind: 'raw', value: [2, 99, 'Gone', { id: 98 }] }), 'EU; 99; Gone; "{""id"":98}"');
    assert.equal(new CellText(status).show({ kind: 'raw', value: [1, 3] }), 'Active (#1); Retired');
  });
});

/** Half a character is written as a replacement, so it can't come back; what is there is compared in that form. */
function survivesUtf8(value: string | number | readonly number[]): boolean {
  return typeof value !== 'string' || value.isWellFormed();
}
