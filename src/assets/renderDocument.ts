import type { Asset, LinkedContact } from '../happyfox/asset';
import type { CustomField } from '../happyfox/customField';
import type { JsonValue } from '../happyfox/json';
import type { AssetTypeDefinition } from './assetTypeDefinition';
import { definitionFor, fieldKeys } from './assetTypeDefinition';
import { isDocumentKey } from './documentKeys';
import type { EditableState } from './editableState';
import { blankState, contactsAllowed, stateOf } from './editableState';
import { show } from './fieldKinds';
import type { FieldState } from './fieldState';
import { emptyField, isEmpty } from './fieldState';
import { jsonText } from './jsonText';
import { isList, isObject } from './jsonTree';

/** What a document needs beside the asset. */
export interface RenderOptions {
  /** Left out where nobody is to look the document's schema up. */
  readonly schemaUri?: string;
  /** Undefined for an id that the agent list lacks; then the number is shown. */
  readonly staffName: (id: number) => string | undefined;
}

/** What a draft starts with. `contacts` says who the ids of `contactIds` are. */
type Prefill = EditableState & { readonly contacts?: readonly LinkedContact[] };

type Line = readonly [key: string, json: string];

/**
 * The document of an asset: JSON, two spaces, a line break at the end. Keys that the server's answer lacked are absent;
 * keys of it that nobody knows stand at the end.
 */
export function renderAsset(asset: Asset, definition: AssetTypeDefinition, options: RenderOptions): string {
  const whole = definitionFor(asset, definition);
  const lines: Line[] = options.schemaUri === undefined ? [] : [['$schema', jsonText(options.schemaUri)]];
  const absent = new Set(asset.absent);
  if (!absent.has('display_id')) lines.push(['display_id', jsonText(asset.displayId)]);
  if (!absent.has('name')) lines.push(['name', jsonText(asset.name)]);
  if (!absent.has('contacts') && (contactsAllowed(definition) || asset.contacts.length > 0)) {
    lines.push(['contacts', contactLines(asset.contacts)]);
  }
  if (!absent.has('custom_fields')) {
    const { fields } = stateOf(asset, definition);
    lines.push(['custom_fields', fieldLines(inOrder(asset, whole.fields), fields)]);
  }
  return documentText([...lines, ...readOnlyLines(asset, definition, options)]);
}

/** The document of an asset that does not exist yet: every field of the type, empty or as `prefill` has it. Raw values can't be written, so they are left empty. */
export function renderDraft(
  definition: AssetTypeDefinition,
  { schemaUri, prefill }: { readonly schemaUri: string; readonly prefill?: Prefill },
): string {
  const state: Prefill = prefill ?? blankState(definition);
  const people = new Map((state.contacts ?? []).map((contact) => [contact.id, contact]));
  const contacts = (state.contactIds ?? []).map((id) => people.get(id) ?? { id });
  const fields = new Map([...state.fields].filter(([, { kind }]) => kind === 'value'));
  return documentText([
    ['$schema', jsonText(schemaUri)],
    ['display_id', jsonText(state.displayId)],
    ['name', jsonText(state.name)],
    ...(contactsAllowed(definition) ? [['contacts', contactLines(contacts)] as const] : []),
    ['custom_fields', fieldLines(definition.fields, fields)],
  ]);
}

/** What a draft with this prefill leaves out: labels of the fields whose values are raw. */
export function leftOutOfDraft(prefill: EditableState, definition: AssetTypeDefinition): readonly string[] {
  const { fields } = definition;
  const labels = fieldKeys(fields);
  const raw = [...prefill.fields].filter(([id, state]) => state.kind === 'raw' || (!labels.has(id) && !isEmpty(state)));
  return raw.map(([id]) => labels.get(id) ?? `#${id}`);
}

function readOnlyLines(
  asset: Asset,
  { assetType }: AssetTypeDefinition,
  { staffName }: RenderOptions,
): readonly Line[] {
  const person = (id: number | null | undefined): JsonValue | undefined =>
    typeof id === 'number' ? (staffName(id) ?? id) : id;
  const values: readonly (readonly [string, JsonValue | undefined])[] = [
    // The answer to a create does not name the type (article §3).
    ['asset_type', asset.assetType?.name === '' ? assetType.name : asset.assetType?.name],
    ['id', asset.id],
    ['created_by', person(asset.createdBy)],
    ['created_at', asset.createdAt],
    ['updated_by', person(asset.updatedBy)],
    ['updated_at', asset.updatedAt],
    ...Object.entries(asset.unknownKeys).filter(([key]) => !isDocumentKey(key)),
  ];
  return values.flatMap(([key, value]) => (value === undefined ? [] : [[key, compact(value)] as const]));
}

/** By the asset's own order where it has one; a field without stays behind the one it follows in the definition. */
function inOrder(asset: Asset, fields: readonly CustomField[]): readonly CustomField[] {
  const orders = new Map(asset.customFields.map(({ id, order }) => [id, order]));
  let latest = -Infinity;
  const placed = fields.map((field) => {
    latest = orders.get(field.id) ?? latest;
    return { field, place: latest };
  });
  return placed
    .sort((one, other) => (one.place === other.place ? 0 : one.place - other.place))
    .map(({ field }) => field);
}

function fieldLines(fields: readonly CustomField[], states: ReadonlyMap<number, FieldState>): string {
  const keys = fieldKeys(fields);
  const lines = fields.map((field): Line => [
    keys.get(field.id) ?? field.name,
    compact(show(field, states.get(field.id) ?? emptyField)),
  ]);
  return block('{', lines.map(property), '}');
}

function contactLines(contacts: readonly (LinkedContact | { readonly id: number })[]): string {
  const lines = contacts.map((contact) =>
    compact('name' in contact ? { id: contact.id, name: contact.name, email: contact.email } : { id: contact.id }),
  );
  return block('[', lines, ']');
}

function documentText(lines: readonly Line[]): string {
  return `{\n${lines.map((line) => `  ${property(line)}`).join(',\n')}\n}\n`;
}

/** A list or object of the document's second level, one member a line. */
function block(open: string, lines: readonly string[], close: string): string {
  return lines.length === 0 ? open + close : `${open}\n${lines.map((line) => `    ${line}`).join(',\n')}\n  ${close}`;
}

function property([key, json]: Line): string {
  return `${jsonText(key)}: ${json}`;
}

/** JSON on one line, with spaces where a person would put them. */
function compact(value: JsonValue): string {
  if (isList(value)) return `[${value.map(compact).join(', ')}]`;
  if (!isObject(value)) return jsonText(value);
  const members = Object.entries(value).map(([key, member]) => property([key, compact(member)]));
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
}
