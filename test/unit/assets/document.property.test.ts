import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { JsonValue } from '../../../src/happyfox/json';
import { changesBetween, sameState } from '../../../src/assets/changes';
import { definitionFor, fieldKeys } from '../../../src/assets/assetTypeDefinition';
import { blankState, contentOf, stateOf } from '../../../src/assets/editableState';
import { show, kindNameOf } from '../../../src/assets/fieldKinds';
import { isEmpty } from '../../../src/assets/fieldState';
import { isObject, parseJson, valueOf } from '../../../src/assets/jsonTree';
import { noText } from '../../../src/assets/plainText';
import { parseDocument } from '../../../src/assets/parseDocument';
import { renderAsset, renderDraft } from '../../../src/assets/renderDocument';
import { definition, thousand, typeAndAsset, writableValue } from './arbitraries';
import { renderOptions } from './samples';

function parsed(...args: Parameters<typeof parseDocument>) {
  const result = parseDocument(...args);
  assert.ok(result.ok, JSON.stringify(result));
  return result.mine;
}

/**
 * The document's value. Not by JSON.parse: in V8 13.6 (Node 24) it takes a key like "\n" for "\\" once an object of the same shape
 * has had the key "\\", and the names here are just so hostile.
 */
function contents(text: string): Record<string, JsonValue> {
  const tree = parseJson(text);
  assert.ok(tree.ok);
  const value = valueOf(tree.root);
  assert.ok(isObject(value));
  return value;
}

/** The text with another value for a custom field, whatever it is called. */
function withField(text: string, key: string, value: unknown): string {
  const document = contents(text);
  const others = Object.entries(document.custom_fields ?? {}).filter(([name]) => name !== key);
  return JSON.stringify({ ...document, custom_fields: Object.fromEntries([...others, [key, value]]) });
}

describe('a document of any asset', () => {
  it('is JSON', () => {
    fc.assert(
      fc.property(typeAndAsset, ([type, asset]) => {
        const text = renderAsset(asset, type, renderOptions);
        assert.ok(text.endsWith('}\n'));
        assert.doesNotThrow(() => void JSON.parse(text));
        const { custom_fields: fields } = contents(text);
        const expected = new Set([...type.fields, ...asset.customFields].map(({ id }) => id)).size;
        if (!asset.absent.includes('custom_fields')) assert.equal(Object.keys(fields ?? {}).length, expected);
      }),
      thousand,
    );
  });

  it('read back says what the asset says', () => {
    fc.assert(
      fc.property(typeAndAsset, ([type, asset]) => {
        const text = renderAsset(asset, type, renderOptions);
        assert.deepEqual(parsed(text, { definition: type, base: { asset, text } }), stateOf(asset, type));
      }),
      thousand,
    );
  });

  it('may be laid out in any way', () => {
    fc.assert(
      fc.property(typeAndAsset, fc.constantFrom('', ' ', '\t'), ([type, asset], indent) => {
        const text = renderAsset(asset, type, renderOptions);
        const edited = JSON.stringify(contents(text), null, indent);
        assert.deepEqual(parsed(edited, { definition: type, base: { asset, text } }), stateOf(asset, type));
      }),
      thousand,
    );
  });

  it('tells one edit of a field as one change', () => {
    const edits = typeAndAsset
      .filter(([{ fields }, { absent }]) => fields.some(writableValue) && !absent.includes('custom_fields'))
      .chain(([type, asset]) => {
        const writable = type.fields.filter((field) => writableValue(field) !== undefined);
        return fc
          .constantFrom(...writable)
          .chain((field) => fc.tuple(fc.constant({ type, asset, field }), writableValue(field) ?? fc.constant(1)));
      });
    fc.assert(
      fc.property(edits, ([{ type, asset, field }, value]) => {
        const text = renderAsset(asset, type, renderOptions);
        const key = fieldKeys(definitionFor(asset, type).fields).get(field.id) ?? '';
        const edited = withField(text, key, show(field, { kind: 'value', value }));
        const mine = parsed(edited, { definition: type, base: { asset, text } });
        const before = stateOf(asset, type);
        const after = { ...before, fields: new Map([...before.fields, [field.id, { kind: 'value', value }] as const]) };
        const changes = changesBetween(before, mine, type);
        // A raw value that looks like the edit is not one: the text has not changed.
        if (
          before.fields.get(field.id)?.kind === 'raw' &&
          edited === withField(text, key, before.fields.get(field.id)?.value)
        )
          return;
        assert.deepEqual(changes, changesBetween(before, after, type));
        assert.ok(changes.length <= 1);
        for (const change of changes) assert.equal(change.key, field.id);
      }),
      thousand,
    );
  });

  it('clears with null what it held', () => {
    const cleared = typeAndAsset.filter(
      ([type, { absent }]) =>
        !absent.includes('custom_fields') && type.fields.some((field) => kindNameOf(field) !== 'unknown'),
    );
    fc.assert(
      fc.property(cleared, fc.nat(), ([type, asset], index) => {
        const fields = type.fields.filter((field) => kindNameOf(field) !== 'unknown');
        const field = fields[index % fields.length]!;
        const text = renderAsset(asset, type, renderOptions);
        const key = fieldKeys(definitionFor(asset, type).fields).get(field.id) ?? '';
        const before = stateOf(asset, type);
        const mine = parsed(withField(text, key, null), { definition: type, base: { asset, text } });
        const sent = contentOf(mine, before, type).content.customFields;
        if (isEmpty(before.fields.get(field.id)!)) assert.ok(!sent.has(field.id));
        else assert.deepEqual(sent.get(field.id), kindNameOf(field) === 'multipleOptions' ? [] : null);
      }),
      thousand,
    );
  });
});

describe('a draft of any type', () => {
  it('starts empty', () => {
    fc.assert(
      fc.property(definition, (type) => {
        const text = renderDraft(type, { schemaUri: 'x' });
        const result = parseDocument(text, { definition: type });
        assert.deepEqual(result.ok ? [] : result.problems.map(({ code }) => code), ['required', 'required']);
      }),
      thousand,
    );
  });

  it('starts with what it copies, raw values left out', () => {
    fc.assert(
      fc.property(typeAndAsset, ([type, asset]) => {
        // A number of more decimal places than a write may have is a problem for the person, as it is in any document; so is what is no text.
        const isTold = [...stateOf(asset, type).fields.values()].some(
          ({ kind, value }) =>
            kind === 'value' &&
            ((typeof value === 'number' && Math.round(value * 100) / 100 !== value) ||
              (typeof value === 'string' && noText(value) !== undefined)),
        );
        fc.pre(!isTold);
        const copied = { ...stateOf(asset, type), name: 'Copy', displayId: 'C1', contacts: asset.contacts };
        const mine = parsed(renderDraft(type, { schemaUri: 'x', prefill: copied }), { definition: type });
        const known = type.fields.map(({ id }) => id);
        const fields = new Map([...copied.fields].filter(([id, { kind }]) => kind === 'value' && known.includes(id)));
        const contactIds = copied.contactIds ?? blankState(type).contactIds;
        assert.ok(sameState(mine, { ...copied, contactIds, fields }, type));
      }),
      thousand,
    );
  });
});
