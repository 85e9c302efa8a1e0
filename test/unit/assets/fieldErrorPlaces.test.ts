import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { definitionFor, fieldKeys } from '../../../src/assets/assetTypeDefinition';
import { fieldErrorPlaces } from '../../../src/assets/fieldErrorPlaces';
import { renderAsset, renderDraft } from '../../../src/assets/renderDocument';
import { readComplaint } from '../../../src/happyfox/fieldErrors';
import { thousand, typeAndAsset } from './arbitraries';
import { general, laptop, renderOptions } from './samples';

const text = renderAsset(laptop, general, renderOptions);

/** Where complaints land in a text: the text at the place, and the JSON path. */
function landed(paths: readonly string[][], document = text): [string, readonly (string | number)[]][] {
  const errors = paths.map((path) => ({ path, message: 'no' }));
  const places = fieldErrorPlaces(document, errors, general);
  assert.ok(places);
  return places.map(({ place: { offset, length, path } }) => [document.slice(offset, offset + length), path]);
}

describe('fieldErrorPlaces', () => {
  const cases: [what: string, path: string[], at: string, jsonPath: (string | number)[]][] = [
    ['a key', ['name'], '"name"', ['name']],
    ['another key', ['display_id'], '"display_id"', ['display_id']],
    ['the payload’s name for contacts', ['contact_ids'], '"contacts"', ['contacts']],
    ['contacts', ['contacts'], '"contacts"', ['contacts']],
    ['the agent who signs', ['updated_by'], '"updated_by"', ['updated_by']],
    ['custom fields as a whole', ['custom_fields'], '"custom_fields"', ['custom_fields']],
    ['a field by id', ['custom_fields', '45'], '"Serial Number"', ['custom_fields', 'Serial Number']],
    ['a field by name', ['custom_fields', 'Tags'], '"Tags"', ['custom_fields', 'Tags']],
    ['an element of a field', ['custom_fields', '48', '1'], '"Tags"', ['custom_fields', 'Tags']],
    ['a field by id, dotted', ['custom_fields.47'], '"Category"', ['custom_fields', 'Category']],
    ['a field by id, in brackets', ['custom_fields[47]'], '"Category"', ['custom_fields', 'Category']],
    ['a field by its bare id', ['49'], '"Warranty Date"', ['custom_fields', 'Warranty Date']],
    ['a field by its bare name', ['Memory'], '"Memory"', ['custom_fields', 'Memory']],
    ['a field nobody knows', ['custom_fields', '999'], '"custom_fields"', ['custom_fields']],
    ['a key nobody knows', ['flavour'], '{', []],
    ['a key the document lacks', ['deleted_by'], '{', []],
    ['no key', [], '{', []],
  ];
  for (const [what, path, at, jsonPath] of cases) {
    it(`finds ${what}`, () => assert.deepEqual(landed([path]), [[at, jsonPath]]));
  }

  it('finds a field however the document names it', () => {
    for (const key of ['45', '#45']) {
      const renamed = text.replace('"Serial Number"', JSON.stringify(key));
      assert.deepEqual(landed([['custom_fields', '45']], renamed), [[JSON.stringify(key), ['custom_fields', key]]]);
    }
  });

  it('points at the key around one that was left out', () => {
    const shorter = text.replace(/ {4}"Serial Number".*\n/, '');
    assert.deepEqual(landed([['custom_fields', '45']], shorter), [['"custom_fields"', ['custom_fields']]]);
    assert.deepEqual(landed([['custom_fields', '45'], ['name']], '\n{}'), [
      ['{', []],
      ['{', []],
    ]);
  });

  it('counts new people alone', () => {
    const people = '[{ "id": 1 }, { "email": "a@b.c" }, 5, { "name": "Ann", "email": "x" }]';
    const document = `{ "contacts": ${people} }`;
    assert.deepEqual(
      landed(
        [
          ['contacts', '1', 'email'],
          ['contacts', '0'],
          ['contacts', '1', 'phone'],
          ['contacts', '9'],
        ],
        document,
      ),
      [
        ['"email"', ['contacts', 3, 'email']],
        ['{ "email": "a@b.c" }', ['contacts', 1]],
        ['{ "name": "Ann", "email": "x" }', ['contacts', 3]],
        ['"contacts"', ['contacts']],
      ],
    );
  });

  it('knows of no place in what is no JSON, and of the start of what is no object', () => {
    assert.equal(fieldErrorPlaces('{', [{ path: ['name'], message: 'no' }], general), undefined);
    assert.deepEqual(landed([['name'], ['custom_fields', '45']], ' [1]'), [
      ['[', []],
      ['[', []],
    ]);
  });

  it('gives each complaint the value it is about, so that an edit elsewhere leaves it alone', () => {
    const errors = [['name'], ['custom_fields', '45'], ['flavour']].map((path) => ({ path, message: 'no' }));
    const values = (document: string) => fieldErrorPlaces(document, errors, general)?.map(({ value }) => value);
    const [name, serial, whole] = values(text) ?? [];
    assert.deepEqual([name, serial], ['ADDISD-W10PC', 'GCJ1353']);
    const edited = values(text.replace('GCJ1353', 'X'));
    assert.deepEqual([edited?.[0], edited?.[1]], ['ADDISD-W10PC', 'X']);
    assert.notDeepEqual(edited?.[2], whole);
  });

  it('places what a real answer says', () => {
    const body = {
      error: {
        display_id: ['Taken.'],
        contact_ids: 'Enter a list.',
        custom_fields: { 45: 'Too long.', 49: ['No date.'] },
      },
    };
    const { fieldErrors } = readComplaint(body);
    const places = fieldErrorPlaces(text, fieldErrors, general);
    assert.deepEqual(
      new Map(
        places?.map(({ error, place: { offset, length } }) => [error.message, text.slice(offset, offset + length)]),
      ),
      new Map([
        ['Taken.', '"display_id"'],
        ['Enter a list.', '"contacts"'],
        ['Too long.', '"Serial Number"'],
        ['No date.', '"Warranty Date"'],
      ]),
    );
  });

  it('lands every complaint on its key, whatever fields are called', () => {
    fc.assert(
      fc.property(typeAndAsset, fc.boolean(), ([type, asset], draft) => {
        const document = draft
          ? renderDraft(type, { schemaUri: 's' })
          : renderAsset({ ...asset, absent: [] }, type, renderOptions);
        const { fields } = draft ? type : definitionFor(asset, type);
        const keys = fieldKeys(fields);
        const errors = fields.map(({ id }) => ({ path: ['custom_fields', String(id)], message: 'no' }));
        const places = fieldErrorPlaces(document, errors, { ...type, fields });
        for (const [index, { id }] of fields.entries()) {
          const found = places?.[index];
          assert.ok(found);
          const { offset, length } = found.place;
          assert.equal(JSON.parse(document.slice(offset, offset + length)), keys.get(id));
        }
      }),
      thousand,
    );
  });
});
