import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { fixesFor } from '../../../src/assets/documentFixes';
import type { Fix } from '../../../src/assets/documentFixes';
import { parseDocument } from '../../../src/assets/parseDocument';
import { renderAsset } from '../../../src/assets/renderDocument';
import { thousand, typeAndAsset } from './arbitraries';
import { general, laptop, renderOptions, withoutContacts } from './samples';

const text = renderAsset(laptop, general, renderOptions);
const options = { definition: general, base: { asset: laptop, text } };

function applied(document: string, { edits }: Fix): string {
  return edits
    .toSorted((one, other) => other.offset - one.offset)
    .reduce((now, { offset, length, text: by }) => now.slice(0, offset) + by + now.slice(offset + length), document);
}

/** What each fix of the only problem makes of a document. */
function fixed(document: string, definition = general): [kind: string, text: string][] {
  const held = { ...options, definition };
  const parsed = parseDocument(document, held);
  assert.ok(!parsed.ok);
  const [problem, ...others] = parsed.problems;
  assert.ok(problem && others.length === 0, JSON.stringify(parsed.problems));
  return fixesFor(document, problem, held).map((fix) => [fix.kind, applied(document, fix)]);
}

describe('fixesFor', () => {
  const restored: [kind: string, before: string, after: string][] = [
    ['changeTo', '"Laptop"', '"Labtop"'],
    ['changeTo', '"EU"]', '"EUU"]'],
    ['changeTo', '"Memory"', '"Memroy"'],
    ['changeTo', '"name": "ADD', '"nmae": "ADD'],
    ['putBack', '"id": 6748', '"id": [6748,\n 1]'],
    ['putBack', '"asset_type": "General"', '"asset_type": null'],
    ['putBack', '{ "id": 9, "beam": true }', '{ "id": 9, "beam":false }'],
    ['putBack', '"Dwyane Wade"', '"Dwayne Wade"'],
    ['putBack', '"dwayne.wade@gmail.com"', 'null'],
    ['remove', '  "asset_type"', '  "created_at": 5,\n  "asset_type"'],
    ['single', '"Category": "Laptop"', '"Category": ["Laptop"]'],
    ['unquote', '"Memory": 16', '"Memory": "16"'],
  ];
  for (const [kind, before, after] of restored) {
    it(`undoes ${after.replaceAll('\n', ' ')} by ${kind}`, () => {
      assert.deepEqual(fixed(text.replace(before, after)), [[kind, text]]);
    });
  }

  it('makes a list of one choice as it is spelled', () => {
    const document = text.replace('["Spare", "EU"]', '"\\u0045U"');
    assert.deepEqual(fixed(document), [['list', text.replace('["Spare", "EU"]', '["\\u0045U"]')]]);
  });

  it('makes a list of one contact', () => {
    const entry = '{ "id": 27662, "name": "Dwyane Wade", "email": "dwayne.wade@gmail.com" }';
    const document = text.replace(/"contacts": \[[^\]]*\]/, `"contacts": ${entry}`);
    assert.deepEqual(fixed(document), [['list', document.replace(entry, `[${entry}]`)]]);
  });

  it('quotes a number as it is spelled', () => {
    assert.deepEqual(fixed(text.replace('"GCJ1353"', '12.50')), [['quote', text.replace('GCJ1353', '12.50')]]);
  });

  it('offers each candidate of an ambiguous word', () => {
    const document = text.replace('"Laptop"', '"Spare"');
    assert.deepEqual(
      fixed(document),
      ['Spare (#3)', 'Spare (#4)'].map((word) => ['changeTo', document.replace('"Spare",\n', `"${word}",\n`)]),
    );
  });

  it('takes contacts out where they are switched off', () => {
    const bare = { ...laptop, contacts: [] };
    const without = renderAsset(bare, withoutContacts, renderOptions);
    const document = without.replace('  "custom_fields"', '  "contacts": [5],\n  "custom_fields"');
    const held = { definition: withoutContacts, base: { asset: bare, text: without } };
    const parsed = parseDocument(document, held);
    assert.ok(!parsed.ok && parsed.problems[0]);
    const fixes = fixesFor(document, parsed.problems[0], held);
    assert.deepEqual(
      fixes.map((fix) => applied(document, fix)),
      [without],
    );
  });

  for (const [before, after] of [
    ['2026-12-31', '2026-02-30'],
    ['"Memory": 16', '"Memory": "016"'],
    ['"Memory": 16', '"Memory": "12345678901234567890"'],
    ['"Laptop"', '["Laptop", "Desktop"]'],
    ['"Laptop"', '"Xylophone"'],
    ['"GCJ1353"', '{ "a": 1 }'],
    ['"name": "ADDISD-W10PC"', '"name": ""'],
    ['"Dell",', '"Dell"'],
  ] as const) {
    it(`does not guess about ${after}`, () => assert.deepEqual(fixed(text.replace(before, after)), []));
  }

  it('never makes matters worse, whatever the type and the asset', () => {
    const value = fc.oneof(
      fc.constant(7),
      fc.constant('7'),
      fc.constant('A'),
      fc.constant(['A']),
      fc.constant({ id: 1 }),
    );
    fc.assert(
      fc.property(typeAndAsset, value, fc.nat(), ([definition, asset], wrong, place) => {
        const opened = renderAsset(asset, definition, renderOptions);
        const lines = opened.split('\n');
        const at = place % lines.length;
        const document = [
          ...lines.slice(0, at),
          (lines[at] ?? '').replace(/: .*?(,?)$/, `: ${JSON.stringify(wrong)}$1`),
          ...lines.slice(at + 1),
        ].join('\n');
        const held = { definition, base: { asset, text: opened } };
        const parsed = parseDocument(document, held);
        if (parsed.ok) return;
        for (const problem of parsed.problems) {
          for (const fix of fixesFor(document, problem, held)) {
            const after = parseDocument(applied(document, fix), held);
            assert.ok(after.ok || after.problems.length <= parsed.problems.length, JSON.stringify({ problem, fix }));
            if (fix.kind === 'changeTo') continue;
            const same = after.ok
              ? undefined
              : after.problems.find((one) => one.code === problem.code && one.offset === problem.offset);
            assert.equal(same, undefined);
          }
        }
      }),
      thousand,
    );
  });
});
