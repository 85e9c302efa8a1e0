import type { Node } from 'jsonc-parser';
import type { CustomField } from '../happyfox/customField';
import type { JsonValue } from '../happyfox/json';
import { definitionFor, fieldLookup } from './assetTypeDefinition';
import type { Match } from './assetTypeDefinition';
import { show, write } from './fieldKinds';
import type { FieldState } from './fieldState';
import { emptyField, sameField } from './fieldState';
import type { Property } from './jsonTree';
import { isObject, propertiesOf, sameJson, valueOf } from './jsonTree';
import type { Reading } from './parseDocument';
import type { DocumentComplaint } from './problem';

/** Reads `custom_fields` into the states of all fields; those that the document leaves out stay as they were. */
export function parseFields(node: Node, reading: Reading): ReadonlyMap<number, FieldState> {
  const { definition, asset, before, opened, report } = reading;
  const states = new Map(before.fields);
  if (node.type !== 'object') {
    report(node, ['custom_fields'], { code: 'wrongType', detail: { expected: 'object' } });
    return states;
  }
  const find = fieldLookup(asset === undefined ? definition : definitionFor(asset, definition));
  const openedFields = openedValues(opened.get('custom_fields'));
  const seen = new Map<number, string>();
  for (const property of propertiesOf(node)) {
    const { key, keyNode, valueNode } = property;
    const match = find(key);
    if (match.kind === 'found') {
      const { id } = match.item;
      const earlier = seen.get(id);
      // The same spelling twice has been reported as a repeated key.
      if (earlier !== undefined && earlier !== key) {
        report(keyNode, ['custom_fields', key], { code: 'duplicateKey', detail: { key } });
      }
      seen.set(id, key);
    }
    const was = openedFields.get(key);
    if (was !== undefined && sameJson(was, valueOf(valueNode))) continue;
    if (match.kind === 'found') states.set(match.item.id, readField(match.item, property, reading));
    else report(keyNode, ['custom_fields', key], complaintAbout(key, match));
  }
  return states;
}

function openedValues(fields: JsonValue | undefined): ReadonlyMap<string, JsonValue> {
  return new Map(fields !== undefined && isObject(fields) ? Object.entries(fields) : []);
}

/** The state that the document gives a field: the one before wherever it means the same, so that an untouched raw value survives. */
function readField(field: CustomField, { key, valueNode }: Property, { before, report }: Reading): FieldState {
  const was = before.fields.get(field.id) ?? emptyField;
  const value = valueOf(valueNode);
  if (sameJson(value, show(field, was))) return was;
  // Of digits that JavaScript can't hold it may make an integer.
  const isRounded =
    typeof value === 'number' && Math.abs(value) >= 2 ** 46 && String(value).length !== valueNode.length;
  const written = isRounded ? ({ code: 'notAnInteger', path: [] } as const) : write(field, value);
  if ('kind' in written) return sameField(was, written) ? was : written;
  const { path, ...complaint } = written;
  const node = path.reduce((parent, index) => parent.children?.[index] ?? parent, valueNode);
  report(node, ['custom_fields', key, ...path], complaint);
  return was;
}

function complaintAbout(key: string, match: Exclude<Match<CustomField>, { kind: 'found' }>): DocumentComplaint {
  if (match.kind === 'ambiguous') return { code: 'ambiguousField', detail: { key, candidates: match.candidates } };
  const { suggestion } = match;
  return { code: 'unknownField', detail: suggestion === undefined ? { key } : { key, suggestion } };
}
