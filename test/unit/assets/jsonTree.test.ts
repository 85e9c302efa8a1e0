import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { JsonValue } from '../../../src/happyfox/json';
import { parseJson, sameJson, valueOf } from '../../../src/assets/jsonTree';
import { thousand } from './arbitraries';

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe('parseJson', () => {
  it('accepts what JSON.parse accepts, and nothing else', () => {
    const pieces = [
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"a"',
      '"',
      '\\',
      '\\u00',
      '1',
      '-',
      '0',
      '.5',
      'e3',
      'true',
      'nul',
      'null',
    ];
    const text = fc
      .array(fc.constantFrom(...pieces, ' ', '\n', '\t', '//', '/**/', '\u00A0', '\u2028', '\0', "'", '\uFEFF'), {
        maxLength: 6,
      })
      .map((parts) => parts.join(''))
      .filter((json) => !json.startsWith('\uFEFF'));
    fc.assert(
      fc.property(fc.oneof(text, fc.json()), (json) => {
        assert.equal(parseJson(json).ok, isJson(json));
      }),
      { numRuns: 5000 },
    );
  });

  it('reads the values that JSON.parse reads', () => {
    fc.assert(
      fc.property(fc.json(), (json) => {
        const tree = parseJson(json);
        assert.ok(tree.ok);
        assert.ok(sameJson(valueOf(tree.root), JSON.parse(json) as JsonValue));
      }),
      thousand,
    );
  });

  it('keeps __proto__ as a key', () => {
    const tree = parseJson('{"__proto__": {"polluted": true}}');
    assert.ok(tree.ok);
    const value = valueOf(tree.root);
    assert.deepEqual(Object.keys(value ?? {}), ['__proto__']);
    assert.equal(Reflect.get({}, 'polluted'), undefined);
  });

  it('says where a text is not JSON, counted with the byte-order mark', () => {
    assert.deepEqual(parseJson('\uFEFF{"a" 1}'), { ok: false, error: 'ColonExpected', offset: 6, length: 1 });
  });

  it('survives any depth', () => {
    assert.deepEqual(parseJson('['.repeat(1_000_000)), { ok: false, error: 'TooDeep', offset: 100, length: 1 });
    assert.equal(parseJson(`${'['.repeat(100)}${']'.repeat(100)}`).ok, true);
    assert.equal(parseJson(JSON.stringify('['.repeat(1000))).ok, true);
  });
});

describe('sameJson', () => {
  const cases: [JsonValue, JsonValue, boolean][] = [
    [{ a: 1, b: [2] }, { b: [2], a: 1 }, true],
    [[1, 2], [2, 1], false],
    [{}, [], false],
    [null, {}, false],
    [{ a: null }, {}, false],
    [{ a: null }, { b: null }, false],
    ['1', 1, false],
  ];
  for (const [one, other, same] of cases) {
    it(`${JSON.stringify(one)} and ${JSON.stringify(other)}: ${same ? 'same' : 'different'}`, () => {
      assert.equal(sameJson(one, other), same);
      assert.equal(sameJson(other, one), same);
    });
  }
});
