import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import type { ChangeKey } from '../../../src/assets/changes';
import { editChanges, valuesIn, withValues } from '../../../src/assets/editValues';
import { renderAsset } from '../../../src/assets/renderDocument';
import type { JsonValue } from '../../../src/happyfox/json';
import { general, laptop, renderOptions } from './samples';

const base = { asset: laptop, definition: general, text: renderAsset(laptop, general, renderOptions) };

function edited(values: readonly (readonly [ChangeKey, JsonValue])[], text = base.text): string {
  return withValues(text, new Map(values), base);
}

function changes(text: string) {
  const { values, problem } = editChanges(text, base);
  return {
    values: Array.from(values, ([key, { value, problem: wrong }]) => [key, value, wrong?.code]),
    problem: problem?.code,
  };
}

describe('withValues', () => {
  it('changes nothing but the values', () => {
    const text = edited([
      ['name', 'New'],
      [50, 32],
    ]);
    assert.equal(
      text,
      base.text.replace('"name": "ADDISD-W10PC"', '"name": "New"').replace('"Memory": 16', '"Memory": 32'),
    );
  });

  it('keeps what somebody has typed, and the name by which they call a field', () => {
    const typed = base.text.replace('"Memory": 16', '"#50":   16').replace('{\n', '{\n\n');
    assert.equal(edited([[50, 32]], typed), typed.replace('"#50":   16', '"#50":   32'));
  });

  it('puts back what was there, to the letter', () => {
    const before = valuesIn(base.text, base);
    const text = edited([
      [48, ['EU']],
      ['contacts', []],
    ]);
    assert.notEqual(text, base.text);
    assert.deepEqual(
      changes(
        edited(
          [
            [48, before.get(48) ?? null],
            ['contacts', before.get('contacts') ?? null],
          ],
          text,
        ),
      ),
      {
        values: [],
        problem: undefined,
      },
    );
  });
});

describe('editChanges', () => {
  it('finds nothing in a text that nobody has changed', () => {
    assert.deepEqual(changes(base.text), { values: [], problem: undefined });
  });

  it('tells values with what is wrong with them, each at its own', () => {
    const text = edited([
      ['name', ''],
      [47, 'Tower'],
      [49, 'soon'],
      [50, 32],
    ]);
    assert.deepEqual(changes(text), {
      values: [
        ['name', '', 'required'],
        [47, 'Tower', 'unknownChoice'],
        [49, 'soon', 'wrongType'],
        [50, 32, undefined],
      ],
      problem: undefined,
    });
  });

  it('tells of a problem that is in no cell', () => {
    assert.deepEqual(changes(base.text.replace('"id": 6748', '"id": 1')), {
      values: [],
      problem: 'readOnlyKeyChanged',
    });
    assert.equal(changes(`${base.text}}`).problem, 'syntax');
  });
});
