import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { contactEdits, contactSlotAt } from '../../../src/assets/contactSlot';
import { thousand } from './arbitraries';

const ann = { id: 5, name: 'Ann "A" Lee', email: 'ann@x.example' };
const chosen = '{ "id": 5, "name": "Ann \\"A\\" Lee", "email": "ann@x.example" }';

/** A document with these contacts; `|` is the cursor. */
function at(contacts: string): { text: string; offset: number } {
  const marked = `{ "name": "ann",\n  "contacts": ${contacts},\n  "custom_fields": {} }`;
  return { text: marked.replace('|', ''), offset: marked.indexOf('|') };
}

/** The document once Ann has been chosen at the cursor. */
function choose(contacts: string): string {
  const { text, offset } = at(contacts);
  const slot = contactSlotAt(text, offset);
  assert.ok(slot, contacts);
  const { token, before, after, around } = contactEdits(slot, ann);
  const edits = [
    { ...slot.token, by: token },
    ...around.map((one, index) => ({ ...one, by: [before, after][index] ?? '' })),
  ];
  return edits
    .toSorted((one, other) => other.offset - one.offset)
    .reduce((now, { offset: start, length, by }) => now.slice(0, start) + by + now.slice(start + length), text);
}

describe('contactSlotAt', () => {
  const slots: [contacts: string, query: string, byEmail: boolean][] = [
    ['[{ "name": "an|" }]', 'an', false],
    ['[{ "name": "ann le|e" }]', 'ann le', false],
    ['[{ "name": "|ann" }]', '', false],
    ['[{ "email": "an|" }]', 'an', true],
    ['[{ "name": "ann@|" }]', 'ann@', true],
    ['[{ "name": "ann.lee|" }]', 'ann.lee', true],
    ['[{ "id": "an|" }]', 'an', false],
    ['["an|"]', 'an', false],
    ['[an|]', 'an', false],
    ['[1, Jör|]', 'Jör', false],
    ['[{ "id": 1 }, { "name": "an| }]', 'an', false],
    ['[{ "name": "\\u0061n|" }]', 'an', false],
  ];
  for (const [contacts, query, byEmail] of slots) {
    it(`finds “${query}” in ${contacts}`, () => {
      const { text, offset } = at(contacts);
      const slot = contactSlotAt(text, offset);
      assert.deepEqual([slot?.query, slot?.byEmail], [query, byEmail]);
    });
  }

  for (const contacts of [
    ...['[|]', '[1|2]', '|["an"]', '["an"]|', '[{ "na|me": "an" }]', '[{ "name": "an"| }]', '[{ "name": |"an" }]'],
    ...['[{ "phone": "an|" }]', '[{ "id": 12| }]', '{ "name": "an|" }', '"an|"', 'an|'],
  ]) {
    it(`finds nobody named in ${contacts}`, () => {
      const { text, offset } = at(contacts);
      assert.equal(contactSlotAt(text, offset), undefined);
    });
  }

  it('finds nobody outside of contacts', () => {
    const text = '{ "name": "ann", "contacts": [], "custom_fields": { "contacts": ["an"] } }';
    for (const word of ['"ann"', '"an"]']) assert.equal(contactSlotAt(text, text.indexOf(word) + 2), undefined);
    assert.equal(contactSlotAt('["an"]', 3), undefined);
  });

  it('knows who stands in the other entries', () => {
    const { text, offset } = at('[{ "id": 1, "name": "x" }, 2, { "id": 3, "name": "an|" }, { "email": "y" }]');
    assert.deepEqual(contactSlotAt(text, offset)?.others, new Set([1, 2]));
  });

  it('takes any text at any place', () => {
    const piece = fc.constantFrom(
      '"contacts"',
      ':',
      '[',
      ']',
      '{',
      '}',
      '"an',
      '"',
      ',',
      'an',
      ' ',
      '\n',
      '"name"',
      '1',
      '\\',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 14 }), fc.nat(40), (pieces, place) => {
        const text = `{"contacts":[${pieces.join('')}`;
        const offset = Math.min(place, text.length);
        const slot = contactSlotAt(text, offset);
        if (!slot) return;
        const { token, entry } = slot;
        assert.ok(token.offset <= offset && offset <= token.offset + token.length);
        assert.ok(entry.offset <= token.offset && token.offset + token.length <= entry.offset + entry.length);
      }),
      thousand,
    );
  });
});

describe('contactEdits', () => {
  const replaced: [contacts: string, expected: string][] = [
    ['[{ "name": "an|" }]', `[${chosen}]`],
    ['[{ "id": 9, "name": "an|n", "email": "b" }, 3]', `[${chosen}, 3]`],
    ['[{\n    "name": "x",\n    "email": "an|"\n  }]', `[${chosen}]`],
    ['[{ "id": "an|" }]', `[${chosen}]`],
    ['["an|"]', `[${chosen}]`],
    ['[1, an|, 2]', `[1, ${chosen}, 2]`],
  ];
  for (const [contacts, expected] of replaced) {
    it(`put a person in the place of ${contacts.replaceAll('\n', ' ')}`, () => {
      assert.ok(choose(contacts).includes(`"contacts": ${expected},\n  "custom_fields"`), choose(contacts));
    });
  }
});
