import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { Asset } from '../../../src/happyfox/asset';
import { parseExactly } from '../../../src/happyfox/exactJson';
import { judge } from '../../../src/happyfox/verdict';

const scalar = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.maxSafeInteger(), fc.string());

describe('parseExactly', () => {
  const table: readonly (readonly [json: string, value: unknown])[] = [
    ['{"value": 12345678901234567890}', { value: '12345678901234567890' }],
    ['{"value":-12345678901234567890}', { value: '-12345678901234567890' }],
    ['[9007199254740993, 9007199254740991]', ['9007199254740993', 9007199254740991]],
    ['[12345678901234567000]', [12345678901234567000]],
    ['[0.1, 12.5, 0.30000000000000004]', [0.1, 12.5, 0.30000000000000004]],
    ['[0.12345678901234567891]', ['0.12345678901234567891']],
    ['[1e400, -1e400, 1e-400, 1e5, 1.0, 0.0]', ['1e400', '-1e400', '1e-400', 100000, 1, 0]],
    ['{"type": "text", "value": 1.10}', { type: 'text', value: '1.10' }],
    ['{"value": 1.10, "type": "Textarea"}', { value: '1.10', type: 'Textarea' }],
    ['{"type": "number", "value": 1.10}', { type: 'number', value: 1.1 }],
    ['{"type": "decimal", "value": 5.0}', { type: 'decimal', value: 5 }],
    ['{"display_id": 1.0, "name": 1e3, "id": 5.0}', { display_id: '1.0', name: '1e3', id: 5 }],
    ['{"name": "a, 12345678901234567890"}', { name: 'a, 12345678901234567890' }],
  ];
  for (const [json, value] of table) {
    it(`reads ${json}`, () => {
      assert.deepEqual(parseExactly(json), value);
    });
  }

  it('reads whatever JavaScript has written as JSON.parse does', () => {
    fc.assert(
      fc.property(fc.array(scalar), fc.nat(4), (value, indent) => {
        const json = JSON.stringify({ value, id: 1.5, list: [value] }, null, indent);
        assert.deepEqual(parseExactly(json), JSON.parse(json));
      }),
    );
  });

  it('is how an answer is read', () => {
    const text =
      '{"id": 7, "display_id": 12345678901234567890, "name": "N", "contacts": [], "custom_fields": [' +
      '{"id": 45, "name": "IMEI", "type": "text", "order": 1, "value": 353915101234567890123}]}';
    const described = { method: 'GET', path: 'asset/7/', host: 'acme' } as const;
    const answer = { status: 200, headers: {}, text };
    const asset = Asset.parse(judge({ request: { method: 'GET' }, answer, described, now: 0 }));
    assert.deepEqual(
      [asset.displayId, asset.customFields[0]?.value],
      ['12345678901234567890', '353915101234567890123'],
    );
  });
});
