import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import type { CustomField } from '../../../src/happyfox/customField';
import type { JsonValue } from '../../../src/happyfox/json';
import { read, show, write, kindNameOf } from '../../../src/assets/fieldKinds';
import { category, gadget, memory, serialNumber, tags, warranty } from './samples';
import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';

const yearly: CustomField = {
  id: 60,
  name: 'Year',
  type: 'choice',
  choices: [
    { id: 1, label: '2' },
    { id: 2, label: '1' },
    { id: 3, label: '9' },
    { id: 4, label: '__proto__' },
  ],
};

describe('kindNameOf', () => {
  const slugs: [string, ReturnType<typeof kindNameOf>][] = [
    ['text', 'text'],
    ['textarea', 'textarea'],
    ['number', 'number'],
    ['Date', 'date'],
    ['dropdown', 'dropdown'],
    ['choice', 'dropdown'],
    ['select', 'dropdown'],
    ...['multiple_option', 'multiple_options', 'multi_choice', 'multiple', 'checkbox'].map(
      (slug) => [slug, 'multipleOptions'] as [string, 'multipleOptions'],
    ),
    ['hologram', 'unknown'],
    ['', 'unknown'],
    ['__proto__', 'unknown'],
  ];
  for (const [type, kind] of slugs) {
    it(`${type} is ${kind}`, () => {
      assert.equal(kindNameOf({ ...serialNumber, type }), kind);
    });
  }
});

describe('the name of a kind', () => {
  it('is known to the words about it alone: all else asks the row', () => {
    const named = globSync('src/**/*.ts').filter((path) =>
      /\b(?:FieldKindName|kindNameOf)\b/.test(readFileSync(path, 'utf8')),
    );
    assert.deepEqual(named.map((path) => basename(path)).sort(), [
      'documentSchema.ts',
      'fieldKinds.ts',
      'schemaWords.ts',
    ]);
  });
});

describe('read', () => {
  const understood: [CustomField, JsonValue, string | number | null | number[]][] = [
    [serialNumber, 'GCJ1353', 'GCJ1353'],
    [serialNumber, '', ''],
    [serialNumber, null, null],
    [serialNumber, 12, '12'],
    [memory, 16, 16],
    [memory, 12.5, 12.5],
    [memory, '16', 16],
    [memory, '12.50', 12.5],
    [memory, '-3', -3],
    [memory, '', null],
    [warranty, '2026-12-31', '2026-12-31'],
    [warranty, '2024-02-29', '2024-02-29'],
    [warranty, '2026-12-31T00:00:00Z', '2026-12-31'],
    [warranty, '2026-12-31 00:00:00', '2026-12-31'],
    [warranty, '', null],
    [category, 1, 1],
    [category, '1', 1],
    [category, 'Laptop', 1],
    [category, { id: 1, text: 'whatever' }, 1],
    [category, { id: '2' }, 2],
    [category, { name: 'Desktop' }, 2],
    [category, ['Laptop'], 1],
    [category, [], null],
    [category, '', null],
    [yearly, '9', 3],
    [yearly, '__proto__', 4],
    [tags, [5, 'EU', { id: 7 }], [5, 6, 7]],
    [tags, [5, 5], [5]],
    [tags, 'EU', [6]],
    [tags, [], []],
    [tags, null, null],
    [gadget, null, null],
  ];
  for (const [field, raw, value] of understood) {
    it(`${field.name} ${JSON.stringify(raw)} as ${JSON.stringify(value)}`, () => {
      assert.deepEqual(read(field, raw), { kind: 'value', value });
    });
  }

  const kept: [CustomField, JsonValue][] = [
    [serialNumber, { text: 'x' }],
    [serialNumber, true],
    [memory, 'C034234ZHY'],
    [memory, '007'],
    [memory, '1e3'],
    [memory, '0.10000000000000000001'],
    [memory, '12345678901234567890'],
    [memory, 2 ** 64],
    [memory, 1e300],
    [memory, true],
    [warranty, '2023-02-29'],
    [warranty, '0000-01-01'],
    [warranty, '31/12/2026'],
    [warranty, '2026-12-31T08:00:00Z'],
    [warranty, 20261231],
    [category, 999],
    [category, 'Gone'],
    [category, 'Spare'],
    [category, 'Server'],
    [category, ['Laptop', 'Desktop']],
    [category, { id: 999, text: 'Laptop' }],
    [category, { other: 1 }],
    [category, JSON.parse('{"__proto__": {"id": 1}}') as JsonValue],
    [category, -1],
    [category, false],
    [yearly, '1'],
    [tags, ['Gone']],
    [tags, 'Spare, EU'],
    [tags, [null]],
    [tags, '5'],
    [gadget, 'anything'],
  ];
  for (const [field, raw] of kept) {
    it(`${field.name} ${JSON.stringify(raw)} stays raw`, () => {
      assert.deepEqual(read(field, raw), { kind: 'raw', value: raw });
      assert.deepEqual(show(field, read(field, raw)), raw);
    });
  }

  it('stays raw as a whole where one choice is unknown, and shows the others', () => {
    const raw = [5, 'Gone', { id: 6, text: 'EU' }, 99];
    assert.deepEqual(read(tags, raw), { kind: 'raw', value: raw });
    assert.deepEqual(show(tags, read(tags, raw)), ['Spare', 'Gone', 'EU', 99]);
    assert.deepEqual(show(category, read(category, [1, 3])), ['Laptop', 'Spare (#3)']);
  });
});

describe('write', () => {
  const accepted: [CustomField, JsonValue, JsonValue][] = [
    [serialNumber, 'x', 'x'],
    [serialNumber, '', ''],
    [serialNumber, null, null],
    [memory, 16, 16],
    [memory, 12.25, 12.25],
    [memory, 0.07, 0.07],
    [memory, 1.1, 1.1],
    [memory, -0, 0],
    [warranty, '2024-02-29', '2024-02-29'],
    [category, 'Laptop', 1],
    [category, 1, 1],
    [category, '1', 1],
    [category, '#1', 1],
    [category, 'Spare (#3)', 3],
    [category, null, null],
    [yearly, '1', 2],
    [yearly, 1, 1],
    [yearly, '#1', 1],
    [tags, ['Spare', 6, '#6'], [5, 6]],
    [tags, ['5'], [7]],
    [tags, [5], [5]],
    [tags, [], []],
    [tags, null, null],
  ];
  for (const [field, value, written] of accepted) {
    it(`${field.name} ${JSON.stringify(value)} as ${JSON.stringify(written)}`, () => {
      assert.deepEqual(write(field, value), { kind: 'value', value: written });
    });
  }

  const refused: [CustomField, JsonValue, object][] = [
    [serialNumber, 12, { code: 'wrongType', detail: { expected: 'text' }, path: [] }],
    [serialNumber, ['x'], { code: 'wrongType', detail: { expected: 'text' }, path: [] }],
    [memory, '16', { code: 'wrongType', detail: { expected: 'number' }, path: [] }],
    [memory, 1.005, { code: 'notAnInteger', path: [] }],
    [memory, 2 ** 64, { code: 'notAnInteger', path: [] }],
    [memory, Infinity, { code: 'notAnInteger', path: [] }],
    [warranty, '31/12/2026', { code: 'wrongType', detail: { expected: 'date' }, path: [] }],
    [warranty, '2026-1-1', { code: 'wrongType', detail: { expected: 'date' }, path: [] }],
    [warranty, '2023-02-29', { code: 'impossibleDate', detail: { value: '2023-02-29' }, path: [] }],
    [warranty, '2026-13-01', { code: 'impossibleDate', detail: { value: '2026-13-01' }, path: [] }],
    [category, 'Lapotp', { code: 'unknownChoice', detail: { key: 'Lapotp', suggestion: 'Laptop' }, path: [] }],
    [category, 999, { code: 'unknownChoice', detail: { key: '999' }, path: [] }],
    [category, 'Server', { code: 'readOnlyChoice', detail: { key: 'Server' }, path: [] }],
    [category, ['Laptop'], { code: 'wrongType', detail: { expected: 'choice' }, path: [] }],
    [
      category,
      'Spare',
      { code: 'ambiguousChoice', detail: { key: 'Spare', candidates: ['Spare (#3)', 'Spare (#4)'] }, path: [] },
    ],
    [tags, 'EU', { code: 'wrongType', detail: { expected: 'choices' }, path: [] }],
    [tags, ['EU', 'Gone'], { code: 'unknownChoice', detail: { key: 'Gone' }, path: [1] }],
    [tags, ['EU', null], { code: 'wrongType', detail: { expected: 'choice' }, path: [1] }],
    [gadget, 'x', { code: 'readOnlyField', path: [] }],
    [gadget, null, { code: 'readOnlyField', path: [] }],
  ];
  for (const [field, value, problem] of refused) {
    it(`refuses ${field.name} ${JSON.stringify(value)}`, () => {
      assert.deepEqual(write(field, value), problem);
    });
  }
});
