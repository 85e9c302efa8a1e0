import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import { changesBetween } from '../../../src/assets/changes';
import { stateOf } from '../../../src/assets/editableState';
import { parseDocument } from '../../../src/assets/parseDocument';
import { renderAsset } from '../../../src/assets/renderDocument';
import { assetWith, general, laptop, renderOptions, serialNumber, withoutContacts } from './samples';

const asset = { ...laptop, unknownKeys: { contact_groups: [{ id: 1, name: 'VIP' }] } };
const text = renderAsset(asset, general, renderOptions);
const base = { asset, text };

/** The problems of the opened document with `old` replaced, each as `code` and the text it stands at. */
function problemsOf(old: string, replacement: string, definition = general): [string, string][] {
  assert.ok(text.includes(old), old);
  const edited = text.replace(old, () => replacement);
  const result = parseDocument(edited, { definition, base });
  return result.ok
    ? []
    : result.problems.map(({ code, offset, length }) => [code, edited.slice(offset, offset + length)]);
}

function changesOf(old: string, replacement: string): [unknown, unknown][] {
  assert.ok(text.includes(old), old);
  const result = parseDocument(
    text.replace(old, () => replacement),
    { definition: general, base },
  );
  assert.ok(result.ok, JSON.stringify(result));
  return changesBetween(stateOf(asset, general), result.mine, general).map(({ key, after }) => [key, after]);
}

const contact = '{ "id": 27662, "name": "Dwyane Wade", "email": "dwayne.wade@gmail.com" }';

describe('parseDocument of new people', () => {
  function peopleIn(entry: string) {
    const result = parseDocument(`{ "contacts": [${entry}] }`, { definition: general, base });
    return result.ok ? result.newContacts : result.problems.map(({ code }) => code);
  }
  const named: readonly (readonly [entry: string, people: unknown])[] = [
    ['{ "name": "Ann", "phone": "+1 (555) 010-0" }', [{ name: 'Ann', email: null, phone: '+1 (555) 010-0' }]],
    ['{ "phone": " 555 0100 " }', [{ name: null, email: null, phone: '555 0100' }]],
    ['{ "name": "Ann", "email": null, "phone": "555" }', [{ name: 'Ann', email: null, phone: '555' }]],
    ['{ "email": "ann@acme.com", "phone": "555" }', [{ name: null, email: 'ann@acme.com', phone: '555' }]],
    ['{ "phone": "+1 555" }, { "name": "Ann", "phone": "1555" }', [{ name: 'Ann', email: null, phone: '+1 555' }]],
    ['{ "name": "Ann" }', ['contactWithoutId']],
    ['{ "name": "Ann", "phone": "call me" }', ['contactWithoutId']],
    ['{ "name": "Ann", "phone": 5550100 }', ['contactWithoutId']],
    ['{ "email": "ann", "phone": "5550100" }', ['contactWithoutId']],
    ['{ "phone": "5550100", "fax": "1" }', ['contactWithoutId']],
    ['{ "name": "A\\u0000nn", "phone": "5550100" }', ['notText']],
    ['{ "email": "ann\\u0000@acme.com" }', ['notText']],
  ];
  for (const [entry, people] of named) {
    it(`reads ${entry}`, () => {
      assert.deepEqual(peopleIn(entry), people);
    });
  }
});

describe('parseDocument of what is no text', () => {
  const odd = assetWith({ 45: 'A\u0000B', 46: '\ud83d' }, { name: 'N\u0007', displayId: 'D\u0000' });
  const opened = { asset: odd, text: renderAsset(odd, general, renderOptions) };

  it('never refuses what the server has, and takes what is text', () => {
    const renamed = opened.text.replace('N\\u0007', 'Bell');
    const result = parseDocument(renamed, { definition: general, base: opened });
    assert.ok(result.ok, JSON.stringify(result));
    assert.deepEqual([result.mine.name, result.mine.displayId], ['Bell', 'D\u0000']);
    const tabs = parseDocument(text.replace('GCJ1353', 'a\\tb\\r\\n\\ud83d\\ude00\\u2028\\u0085'), {
      definition: general,
      base,
    });
    assert.ok(tabs.ok, JSON.stringify(tabs));
    assert.equal(tabs.mine.fields.get(45)?.value, 'a\tb\r\n😀\u2028\u0085');
  });

  it('names the character', () => {
    const result = parseDocument(opened.text.replace('A\\u0000B', 'A\\u0000C'), { definition: general, base: opened });
    assert.deepEqual(result.ok ? [] : result.problems.map(({ code, detail }) => [code, detail]), [
      ['notText', { character: 'U+0000' }],
    ]);
  });
});

describe('parseDocument', () => {
  const refused: [what: string, old: string, replacement: string, problems: [string, string][]][] = [
    ['a missing comma', '"Dell",', '"Dell"', [['syntax', '"Category"']]],
    ['a comment', '"Dell",', '"Dell", // new', [['syntax', '// new']]],
    ['a trailing comma', '"EU"]', '"EU",]', [['syntax', ']']]],
    ['a key given twice', '"name":', '"name": "x", "name":', [['duplicateKey', '"name"']]],
    ['a field given twice', '"Memory": 16', '"Memory": 1, "Memory": 2', [['duplicateKey', '"Memory"']]],
    ['a field given by name and id', '"Memory": 16', '"Memory": 1, "#50": 2', [['duplicateKey', '"#50"']]],
    ['a key twice in a contact', '{ "id": 27662,', '{ "id": 27662, "id": 27662,', [['duplicateKey', '"id"']]],
    ['an unknown key', '"name":', '"nmae": 1, "name":', [['unknownKey', '"nmae"']]],
    ['another id', '"id": 6748', '"id": 6749', [['readOnlyKeyChanged', '"id"']]],
    ['another type', '"asset_type": "General"', '"asset_type": "Device"', [['readOnlyKeyChanged', '"asset_type"']]],
    ['another schema', '"happyfox-schema:', '"https:', [['readOnlyKeyChanged', '"$schema"']]],
    ['a date the server sets', '"id": 6748', '"id": 6748, "created_at": "x"', [['readOnlyKeyChanged', '"created_at"']]],
    ['an edit of what nobody knows', '"VIP"', '"V"', [['readOnlyKeyChanged', '"contact_groups"']]],
    ['an unknown field', '"Memory"', '"Memroy"', [['unknownField', '"Memroy"']]],
    ['an unknown choice', '"Laptop"', '"Labtop"', [['unknownChoice', '"Labtop"']]],
    ['an unknown choice among others', '"EU"]', '"EU", "US"]', [['unknownChoice', '"US"']]],
    ['an ambiguous choice', '"Laptop"', '"Spare"', [['ambiguousChoice', '"Spare"']]],
    ['a number as text', '"GCJ1353"', '1353', [['wrongType', '1353']]],
    ['a day that is none', '2026-12-31', '2026-02-30', [['impossibleDate', '"2026-02-30"']]],
    ['a number of three places', '16', '16.125', [['notAnInteger', '16.125']]],
    ['a number whose hundredths JSON would round', '16', '80000000000000.93', [['notAnInteger', '80000000000000.93']]],
    [
      'a number that JSON would round to an integer',
      '16',
      '4503599627370497.5',
      [['notAnInteger', '4503599627370497.5']],
    ],
    ['a number that JSON would round', '16', '12345678901234567890', [['notAnInteger', '12345678901234567890']]],
    ['a change of an unknown kind', '"beam": true', '"beam": false', [['readOnlyField', '{ "id": 9, "beam": false }']]],
    ['NUL in a text', '"GCJ1353"', '"GCJ\\u00001353"', [['notText', '"GCJ\\u00001353"']]],
    ['half a character in a text', '"Dell"', '"\\ud83d"', [['notText', '"\\ud83d"']]],
    ['half a character as it is', '"Dell"', '"\ud83d"', [['notText', '"\ud83d"']]],
    ['a control character in a name', '"name": "ADDISD-W10PC"', '"name": "\\u001b[0m"', [['notText', '"\\u001b[0m"']]],
    ['a bell in a display id', '"display_id": "ADDISD-W10PC"', '"display_id": "A\\u0007"', [['notText', '"A\\u0007"']]],
    ['NUL in a field’s key', '"Memory"', '"Mem\\u0000ory"', [['unknownField', '"Mem\\u0000ory"']]],
    ['an empty name', '"name": "ADDISD-W10PC"', '"name": " "', [['required', '" "']]],
    ['an empty display id', '"display_id": "ADDISD-W10PC"', '"display_id": ""', [['required', '""']]],
    ['a display id that is a number', '"display_id": "ADDISD-W10PC"', '"display_id": 2', [['wrongType', '2']]],
    ['a name that is null', '"name": "ADDISD-W10PC"', '"name": null', [['wrongType', 'null']]],
    ['a contact without id or e-mail', contact, '{ "name": "Ann" }', [['contactWithoutId', '{ "name": "Ann" }']]], // prettier-ignore
    ['a contact renamed', '"Dwyane Wade"', '"Dwayne"', [['contactNotEditable', '"name"']]],
    ['a contact by name', contact, '"Dwyane Wade"', [['wrongType', '"Dwyane Wade"']]],
    ['a contact whose id is none', '"id": 27662', '"id": "27662"', [['wrongType', '"27662"']]],
    ['a contact’s phone', '"id": 27662', '"id": 27662, "phone": 1', [['unknownKey', '"phone"']]],
  ];
  for (const [what, old, replacement, problems] of refused) {
    it(`refuses ${what}`, () => {
      assert.deepEqual(problemsOf(old, replacement), problems);
    });
  }

  const understood: [what: string, old: string, replacement: string, changes: [unknown, unknown][]][] = [
    ['white space', '"name": ', '\n\n "name"  :\t', []],
    ['a byte-order mark', '{\n  "$schema"', '\uFEFF{\n  "$schema"', []],
    ['a missing field', '"Manufacturer": "Dell",', '', []],
    ['a missing key', '"name": "ADDISD-W10PC",', '', []],
    ['missing read-only keys', '"asset_type": "General",\n  "id": 6748,', '', []],
    ['a cleared text', '"Dell"', 'null', [[46, null]]],
    ['an emptied text', '"Dell"', '""', [[46, '']]],
    ['cleared options', '["Spare", "EU"]', '[]', [[48, []]]],
    ['options in another order', '["Spare", "EU"]', '["EU", "Spare"]', []],
    ['a choice by its number', '"Laptop"', '2', [[47, 'Desktop']]],
    ['a choice by # and its number', '"Laptop"', '"#3"', [[47, 'Spare (#3)']]],
    ['the same choice by its number', '"Laptop"', '1', []],
    ['a field by its id', '"Memory": 16', '"50": 32', [[50, 32]]],
    ['a field by # and its id', '"Memory": 16', '"#50": 16', []],
    ['a contact by its id alone', contact, '27662', []],
    ['a contact by its id in an object', contact, '{ "id": 27662 }', []],
    ['one more contact', contact, `${contact}, 5, 5`, [['contacts', [27662, 5]]]],
    ['a new contact with a name', contact, '{ "id": 5, "name": "Ann", "email": null }', [['contacts', [5]]]],
    ['no contact', contact, '', [['contacts', []]]],
    ['another name', '"name": "ADDISD-W10PC"', '"name": "\\u00e9"', [['name', 'é']]],
  ];
  for (const [what, old, replacement, changes] of understood) {
    it(`understands ${what}`, () => {
      assert.deepEqual(changesOf(old, replacement), changes);
    });
  }

  it('counts a name in code points', () => {
    const name = '"name": "ADDISD-W10PC"';
    assert.deepEqual(problemsOf(name, `"name": "${'😀'.repeat(200)}"`), []);
    const result = parseDocument(text.replace(name, `"name": "${'😀'.repeat(201)}"`), { definition: general, base });
    assert.deepEqual(result.ok || result.problems[0]?.detail, { limit: 200, actual: 201 });
  });

  it('tells every problem, in the order of the text, with its path', () => {
    const edited = text
      .replace('"EU"]', '"US", "UK"]')
      .replace('"Memory": 16', '"Memory": "x"')
      .replace('"name":', '"nam":');
    const result = parseDocument(edited, { definition: general, base });
    assert.deepEqual(result.ok || result.problems.map(({ code, path }) => [code, ...path]), [
      ['unknownKey', 'nam'],
      ['unknownChoice', 'custom_fields', 'Tags', 1],
      ['wrongType', 'custom_fields', 'Memory'],
    ]);
  });

  for (const json of [
    '',
    ' ',
    '[]',
    'null',
    '"x"',
    '{',
    '{"a"}',
    '\uFEFF',
    '['.repeat(100_000),
    '{"a":'.repeat(100_000),
  ]) {
    it(`refuses ${JSON.stringify(json.slice(0, 20))}`, () => {
      const result = parseDocument(json, { definition: general, base });
      assert.ok(!result.ok);
      const [problem] = result.problems;
      assert.ok(problem && ['syntax', 'notAnObject'].includes(problem.code));
    });
  }

  it('refuses fields and contacts of another type', () => {
    const result = parseDocument('{"custom_fields": [], "contacts": null}', { definition: general, base });
    assert.deepEqual(result.ok || result.problems.map(({ code, detail }) => [code, detail]), [
      ['wrongType', { expected: 'object' }],
      ['wrongType', { expected: 'list' }],
    ]);
  });

  it('keeps a raw value untouched, and lets it be replaced by a good one', () => {
    const odd = assetWith({ 47: 'Gone', 50: 'C034234ZHY' });
    const shown = renderAsset(odd, general, renderOptions);
    const options = { definition: general, base: { asset: odd, text: shown } };
    const kept = parseDocument(shown, options);
    assert.deepEqual(kept.ok && kept.mine.fields.get(47), { kind: 'raw', value: 'Gone' });
    const replaced = parseDocument(shown.replace('"Gone"', '"Laptop"'), options);
    assert.deepEqual(replaced.ok && replaced.mine.fields.get(47), { kind: 'value', value: 1 });
    const bad = parseDocument(shown.replace('"C034234ZHY"', '"C03"'), options);
    assert.deepEqual(bad.ok || bad.problems.map(({ code }) => code), ['wrongType']);
  });

  it('refuses contacts where they are switched off, unless they stand as they were', () => {
    assert.deepEqual(problemsOf('"name"', '"name"', withoutContacts), []);
    assert.deepEqual(problemsOf(contact, '', withoutContacts), [['contactsSwitchedOff', '"contacts"']]);
    const draft = { definition: withoutContacts };
    const empty = parseDocument('{"name": "N", "display_id": "D", "contacts": []}', draft);
    assert.ok(empty.ok);
    assert.equal(empty.mine.contactIds, undefined);
    assert.ok(!parseDocument('{"name": "N", "display_id": "D", "contacts": [5]}', draft).ok);
  });

  it('refuses keys that the server did not answer', () => {
    const bare = { ...laptop, absent: ['contacts', 'name'] as const };
    const opened = { asset: bare, text: renderAsset(bare, general, renderOptions) };
    const edited = opened.text.replace('"display_id"', '"name": "N", "contacts": [], "display_id"');
    const result = parseDocument(edited, { definition: general, base: opened });
    assert.deepEqual(result.ok || result.problems.map(({ code, path }) => [code, ...path]), [
      ['readOnlyKeyChanged', 'name'],
      ['readOnlyKeyChanged', 'contacts'],
    ]);
  });

  it('lets a name be that the server has, whatever it is', () => {
    const odd = { ...laptop, name: ' ', displayId: '' };
    const shown = renderAsset(odd, general, renderOptions);
    assert.ok(parseDocument(shown, { definition: general, base: { asset: odd, text: shown } }).ok);
  });
});

describe('a document that is older than its type', () => {
  it('may hold a field that is gone, untouched', () => {
    const gone = assetWith({ 46: 'Dell' });
    const definition = { ...general, fields: [serialNumber] };
    assert.ok(parseDocument(text, { definition, base: { asset: { ...asset, customFields: [] }, text } }).ok);
    const edited = text.replace('"Dell"', '"HP"');
    const result = parseDocument(edited, { definition, base: { asset: { ...gone, customFields: [] }, text } });
    assert.ok(!result.ok);
    assert.ok(result.problems.some(({ code, path }) => code === 'unknownField' && path[1] === 'Manufacturer'));
  });

  it('may hold a label that has changed', () => {
    const fields = general.fields.map((field) =>
      field.id === 47 ? { ...field, choices: [{ id: 1, label: 'Notebook' }] } : field,
    );
    const result = parseDocument(text, { definition: { ...general, fields }, base });
    assert.deepEqual(result.ok && result.mine.fields.get(47), { kind: 'value', value: 1 });
  });

  it('may hold a name that two fields have now', () => {
    const fields = [...general.fields, { ...serialNumber, id: 70 }];
    assert.ok(parseDocument(text, { definition: { ...general, fields }, base }).ok);
    const result = parseDocument(text.replace('GCJ1353', 'NEW'), { definition: { ...general, fields }, base });
    assert.deepEqual(result.ok || result.problems.map(({ code, detail }) => [code, detail]), [
      ['ambiguousField', { key: 'Serial Number', candidates: ['Serial Number (#45)', 'Serial Number (#70)'] }],
    ]);
  });
});

describe('a draft', () => {
  it('says what the new asset shall be', () => {
    const json = '{"name": "N", "display_id": "007", "contacts": [5], "custom_fields": {"Category": "Laptop"}}';
    const result = parseDocument(json, { definition: general });
    assert.ok(result.ok);
    const { name, displayId, contactIds, fields } = result.mine;
    assert.deepEqual([name, displayId, contactIds, fields.get(47)], ['N', '007', [5], { kind: 'value', value: 1 }]);
    assert.equal(fields.size, general.fields.length);
  });

  it('names a new person once, however often and however written', () => {
    const contacts = [{ email: 'ann@acme.com' }, { name: 'Ann', email: ' Ann@acme.com ' }, { email: 'bo@acme.com' }];
    const result = parseDocument(JSON.stringify({ name: 'N', display_id: 'D', contacts }), { definition: general });
    assert.deepEqual(result.ok && result.newContacts, [
      { name: 'Ann', email: 'ann@acme.com' },
      { name: null, email: 'bo@acme.com' },
    ]);
  });

  it('may name its schema and type, but nothing that the server sets', () => {
    const json = '{"$schema": "x", "name": "N", "display_id": "D", "asset_type": "General"}';
    assert.ok(parseDocument(json, { definition: general }).ok);
    const result = parseDocument(json.replace('"General"', '"Device", "id": 5'), { definition: general });
    assert.deepEqual(result.ok || result.problems.map(({ code, path }) => [code, ...path]), [
      ['readOnlyKeyChanged', 'asset_type'],
      ['readOnlyKeyChanged', 'id'],
    ]);
  });

  it('needs a name and a display id', () => {
    const result = parseDocument(' {"name": ""}', { definition: general });
    assert.deepEqual(result.ok || result.problems, [
      { code: 'required', detail: { key: 'display_id' }, path: ['display_id'], offset: 1, length: 1 },
      { code: 'required', detail: { key: 'name' }, path: ['name'], offset: 10, length: 2 },
    ]);
  });
});
