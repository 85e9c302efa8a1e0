import type { Node } from 'jsonc-parser';
import type { Asset, NewContact } from '../happyfox/asset';
import type { JsonValue } from '../happyfox/json';
import type { AssetTypeDefinition } from './assetTypeDefinition';
import { closest } from './closest';
import { editableKeys, isDocumentKey } from './documentKeys';
import { type EditableState, blankState, contactsAllowed, stateOf } from './editableState';
import { type Property, parseJson, propertiesOf, sameJson, valueOf } from './jsonTree';
import { parseContacts } from './parseContacts';
import { parseFields } from './parseFields';
import { textComplaint } from './plainText';
import type { DocumentComplaint, FieldComplaint, Problem } from './problem';
import { eachPersonOnce } from './person';

export type { Problem, ProblemCode } from './problem';

/** What a document is held against. */
export interface ParseOptions {
  readonly definition: AssetTypeDefinition;
  /** The asset as it was opened, and the text that showed it. Absent for a draft of a new asset. */
  readonly base?: { readonly asset: Asset; readonly text: string };
  /** Set for documents from a file, in which what HappyFox sets stands as it was at some other time. */
  readonly readOnlyKeys?: 'ignored';
}

/** What a document says: the whole editable state, or everything that is wrong with it. */
type ParsedDocument =
  | {
      readonly ok: true;
      readonly mine: EditableState;
      /** People named by e-mail alone: they may exist, or have to be created. */
      readonly newContacts: readonly NewContact[];
    }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Notes a complaint at a node. */
type Report = (node: Node, path: Problem['path'], complaint: DocumentComplaint | FieldComplaint) => void;

/** A document being read: what it is held against, and where its problems go. */
export interface Reading {
  readonly definition: AssetTypeDefinition;
  readonly asset: Asset | undefined;
  /** The state before the edit, in which everything is kept that the document does not mention. */
  readonly before: EditableState;
  /** The values of the opened document's keys; empty for a draft. */
  readonly opened: ReadonlyMap<string, JsonValue>;
  readonly report: Report;
  /** Where people named by e-mail alone go. */
  readonly newContacts: NewContact[];
  readonly readOnlyKeys: ParseOptions['readOnlyKeys'];
}

/**
 * Reads a document in strict JSON. An omitted key or field is left alone; null and `[]` clear a field. A value that stands as it
 * was rendered means what it meant then, even if the type's fields have changed since.
 */
export function parseDocument(text: string, { definition, base, readOnlyKeys }: ParseOptions): ParsedDocument {
  const tree = parseJson(text);
  if (!tree.ok) {
    const { error, offset, length } = tree;
    return { ok: false, problems: [{ code: 'syntax', detail: { error }, path: [], offset, length }] };
  }
  const problems: Problem[] = [];
  const report: Report = ({ offset, length }, path, complaint) => {
    problems.push({ ...complaint, path, offset, length });
  };
  const newContacts: NewContact[] = [];
  const mine = readRoot(tree.root, {
    newContacts,
    definition,
    readOnlyKeys,
    asset: base?.asset,
    before: base === undefined ? blankState(definition) : stateOf(base.asset, definition),
    opened: base === undefined ? new Map() : openedValues(base.text),
    report,
  });
  if (problems.length > 0) return { ok: false, problems: problems.sort(byOffset) };
  return { ok: true, mine, newContacts: eachPersonOnce(newContacts) };
}

function byOffset(one: Problem, other: Problem): number {
  return one.offset - other.offset;
}

function openedValues(text: string): ReadonlyMap<string, JsonValue> {
  const tree = parseJson(text);
  if (!tree.ok) throw new RangeError('The opened document is not JSON');
  return new Map(propertiesOf(tree.root).map(({ key, valueNode }) => [key, valueOf(valueNode)]));
}

function readRoot(root: Node, reading: Reading): EditableState {
  const { before, report } = reading;
  if (root.type !== 'object') {
    report(root, [], { code: 'notAnObject' });
    return before;
  }
  reportRepeatedKeys(root, [], report);
  const properties = new Map(propertiesOf(root).map((property) => [property.key, property]));
  for (const property of properties.values()) checkKey(property, reading);
  const contacts = properties.get('contacts');
  const fields = properties.get('custom_fields');
  return {
    displayId: readText(root, properties.get('display_id'), 'display_id', before.displayId, reading),
    name: readText(root, properties.get('name'), 'name', before.name, reading),
    contactIds: contacts === undefined ? before.contactIds : readContacts(contacts, reading),
    fields: fields === undefined ? before.fields : parseFields(fields.valueNode, reading),
  };
}

function reportRepeatedKeys(node: Node, path: Problem['path'], report: Report): void {
  if (node.type === 'array') {
    for (const [index, item] of (node.children ?? []).entries()) reportRepeatedKeys(item, [...path, index], report);
  }
  if (node.type !== 'object') return;
  const seen = new Set<string>();
  for (const { key, keyNode, valueNode } of propertiesOf(node)) {
    if (seen.has(key)) report(keyNode, [...path, key], { code: 'duplicateKey', detail: { key } });
    seen.add(key);
    reportRepeatedKeys(valueNode, [...path, key], report);
  }
}

/** Refuses unknown keys, and whatever the read-only keys say now that they did not say when the asset was opened. */
function checkKey(
  { key, keyNode, valueNode }: Property,
  { definition, asset, opened, report, readOnlyKeys }: Reading,
): void {
  const editable: readonly string[] = editableKeys;
  if (editable.includes(key)) {
    const known = asset === undefined || opened.has(key) || (key === 'contacts' && !asset.absent.includes('contacts'));
    if (!known) report(keyNode, [key], { code: 'readOnlyKeyChanged', detail: { key } });
    return;
  }
  if (readOnlyKeys === 'ignored' && isDocumentKey(key)) return;
  const value = valueOf(valueNode);
  const was = opened.get(key);
  if (was !== undefined && sameJson(value, was)) return;
  // A draft may name its schema and its type: neither says anything about the asset.
  if (asset === undefined && (key === '$schema' || (key === 'asset_type' && value === definition.assetType.name)))
    return;
  if (was !== undefined || isDocumentKey(key)) {
    report(keyNode, [key], { code: 'readOnlyKeyChanged', detail: { key } });
    return;
  }
  const suggestion = closest(key, editableKeys);
  report(keyNode, [key], { code: 'unknownKey', detail: suggestion === undefined ? { key } : { key, suggestion } });
}

function readText(
  root: Node,
  property: Property | undefined,
  key: 'name' | 'display_id',
  before: string,
  { asset, report }: Reading,
): string {
  if (property === undefined) {
    const start = { ...root, length: 1 };
    if (asset === undefined) report(start, [key], { code: 'required', detail: { key } });
    return before;
  }
  const { valueNode } = property;
  const value = valueOf(valueNode);
  if (typeof value !== 'string') {
    report(valueNode, [key], { code: 'wrongType', detail: { expected: 'text' } });
    return before;
  }
  // What the server has is never refused, whatever it is.
  if (asset !== undefined && value === before) return before;
  const complaint = textComplaint(key, value);
  if (complaint) report(valueNode, [key], complaint);
  return value;
}

function readContacts({ keyNode, valueNode }: Property, reading: Reading): EditableState['contactIds'] {
  const { definition, before, opened, report } = reading;
  if (contactsAllowed(definition)) return parseContacts(valueNode, reading);
  if (!sameJson(valueOf(valueNode), opened.get('contacts') ?? [])) {
    report(keyNode, ['contacts'], { code: 'contactsSwitchedOff' });
  }
  return before.contactIds;
}
