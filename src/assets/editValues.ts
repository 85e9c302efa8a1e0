import type { JsonObject, JsonValue } from '../happyfox/json';
import { definitionFor, fieldKeys, fieldLookup } from './assetTypeDefinition';
import type { ChangeKey } from './changes';
import { withJson } from './jsonText';
import { isObject, parseJson, sameJson, valueOf } from './jsonTree';
import type { Rendered } from './openDocument';
import { parseDocument } from './parseDocument';
import type { Problem } from './problem';

/** What a held edit says in place of one value, in the document's form; what makes no sense is there as it was typed. */
interface EditValue {
  readonly value: JsonValue;
  readonly problem?: Problem;
}

/** What a held edit changes, by what it is about. */
export interface EditChanges {
  readonly values: ReadonlyMap<ChangeKey, EditValue>;
  /** The first thing that is wrong and not in one of `values`: the text is no JSON, say. Values are then as far as they could be read. */
  readonly problem?: Problem;
}

const textKeys = ['name', 'display_id', 'contacts'] as const;

/** What a held edit's text changes of the text that it began with, value by value, whether all of it makes sense or not. */
export function editChanges(text: string, base: Rendered): EditChanges {
  const parsed = parseDocument(text, { definition: base.definition, base });
  const problems = parsed.ok ? [] : parsed.problems;
  const before = valuesIn(base.text, base);
  const values = new Map<ChangeKey, EditValue>();
  for (const [key, value] of valuesIn(text, base)) {
    if (sameJson(value, before.get(key) ?? null)) continue;
    const problem = problems.find(({ path }) => keyOf(path, base) === key);
    values.set(key, { value, ...(problem && { problem }) });
  }
  const other = problems.find((problem) => ![...values.values()].some((value) => value.problem === problem));
  return { values, ...(other && { problem: other }) };
}

/** The values that a document's text has, by what they are; empty where it is no JSON. */
export function valuesIn(text: string, base: Rendered): ReadonlyMap<ChangeKey, JsonValue> {
  const root = rootOf(text);
  const values = new Map<ChangeKey, JsonValue>();
  for (const key of textKeys) if (Object.hasOwn(root, key)) values.set(key, root[key] ?? null);
  const fields = fieldsOf(root);
  const find = fieldLookup(definitionFor(base.asset, base.definition));
  for (const [name, value] of Object.entries(fields)) {
    const match = find(name);
    if (match.kind === 'found') values.set(match.item.id, value);
  }
  return values;
}

/** A document's text with other values in it; all else stays as it was typed. */
export function withValues(text: string, values: ReadonlyMap<ChangeKey, JsonValue>, base: Rendered): string {
  const names = fieldKeys(definitionFor(base.asset, base.definition).fields);
  let changed = text;
  for (const [key, value] of values) {
    const path =
      typeof key === 'number' ? ['custom_fields', spelled(text, key, base) ?? names.get(key) ?? `#${key}`] : [key];
    changed = withJson(changed, path, value);
  }
  return changed;
}

/** A field that the text names in its own way keeps that name. */
function spelled(text: string, fieldId: number, base: Rendered): string | undefined {
  const find = fieldLookup(definitionFor(base.asset, base.definition));
  return Object.keys(fieldsOf(rootOf(text))).find((name) => {
    const match = find(name);
    return match.kind === 'found' && match.item.id === fieldId;
  });
}

function rootOf(text: string): JsonObject {
  const tree = parseJson(text);
  const root = tree.ok ? valueOf(tree.root) : null;
  return isObject(root) ? root : {};
}

function fieldsOf({ custom_fields: fields = null }: JsonObject): JsonObject {
  return isObject(fields) ? fields : {};
}

function keyOf([first, second]: Problem['path'], { asset, definition }: Rendered): ChangeKey | undefined {
  if (first !== 'custom_fields') return textKeys.find((key) => key === first);
  const match = fieldLookup(definitionFor(asset, definition))(String(second));
  return match.kind === 'found' ? match.item.id : undefined;
}
