import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { readComplaint, saysFailed } from '../../../src/happyfox/fieldErrors';
import refusal from '../../fixtures/article/refusal.json';

describe('readComplaint', () => {
  const cases: [string, unknown, [string, string][], string | undefined][] = [
    [
      'the article’s mix of list, string and object',
      refusal,
      [
        ['display_id', 'This field is required.'],
        ['contact_ids', 'Enter a list of values.'],
        ['custom_fields/1', 'Provide a valid choice. 5 is not one of the available choices.'],
      ],
      undefined,
    ],
    [
      'a list of fields',
      {
        error: [
          { field: 'name', errors: ['Too long.', 'Too odd.'] },
          { field: 'display_id', errors: 'Taken.' },
        ],
      },
      [
        ['name', 'Too long.'],
        ['name', 'Too odd.'],
        ['display_id', 'Taken.'],
      ],
      undefined,
    ],
    ['text', { error: 'No such asset type.' }, [], 'No such asset type.'],
    ['a message', { message: 'Not today.' }, [], 'Not today.'],
    ['a flag and a message', { error: true, message: 'Not today.' }, [], 'Not today.'],
    [
      'success false',
      { success: false, message: 'Not today.', errors: { name: ['Bad.'] } },
      [['name', 'Bad.']],
      'Not today.',
    ],
    ['no wrapper', { name: ['Bad.'] }, [['name', 'Bad.']], undefined],
    [
      'a whole-record complaint',
      { error: { non_field_errors: ['Inactive.'], name: 'Bad.' } },
      [['name', 'Bad.']],
      'Inactive.',
    ],
    ['a list of texts', { error: ['One.', 'Two.'] }, [], 'One. Two.'],
    [
      'a list of what was sent',
      { error: { contacts: [{}, { email: ['Bad.'] }] } },
      [['contacts/1/email', 'Bad.']],
      undefined,
    ],
    ['plain text', '  Not today.\n', [], 'Not today.'],
    ['HTML', '<html><body>Not today.</body></html>', [], undefined],
    ['nothing', '', [], undefined],
    ['null', null, [], undefined],
    ['a number', 5, [], undefined],
    [
      'a hostile key',
      JSON.parse('{"error": {"__proto__": "a", "constructor": ["b"]}}'),
      [
        ['__proto__', 'a'],
        ['constructor', 'b'],
      ],
      undefined,
    ],
  ];
  for (const [what, body, fields, message] of cases) {
    it(`reads ${what}`, () => {
      const { fieldErrors, serverMessage } = readComplaint(body);
      assert.deepEqual(
        fieldErrors.map((error) => [error.path.join('/'), error.message]),
        fields,
      );
      assert.equal(serverMessage, message);
    });
  }

  it('survives anything, and keeps it short', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (body) => {
        const { fieldErrors, serverMessage } = readComplaint(body);
        assert.ok(fieldErrors.length <= 100);
        assert.ok((serverMessage ?? '').length <= 500);
      }),
    );
    const many = readComplaint({
      error: Object.fromEntries(Array.from({ length: 5_000 }, (_, i) => [`f${i}`, 'x'.repeat(5_000)])),
    });
    assert.equal(many.fieldErrors.length, 100);
    assert.equal(many.fieldErrors[0]!.message.length, 500);
  });
});

describe('saysFailed', () => {
  it('hears a refusal in a 2xx', () => {
    assert.equal(saysFailed({ success: false }), true);
    assert.equal(saysFailed({ error: 'No.' }), true);
  });

  it('takes an answer for one, whatever else it holds', () => {
    for (const body of [
      { id: 1, error: 'No.' },
      { data: [], error: 'x' },
      [],
      null,
      'x',
      { success: true, id: 1 },
      { error: false },
    ]) {
      assert.equal(saysFailed(body), false);
    }
  });
});
