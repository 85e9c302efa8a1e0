import { createScanner, parseTree, printParseErrorCode } from 'jsonc-parser';
import type { Node, ParseError } from 'jsonc-parser';
import type { JsonObject, JsonValue } from '../happyfox/json';

/** Deeper nesting than any asset has; the parser recurses, so without a bound a text of brackets would exhaust the stack. */
const deepest = 100;

/** A strictly parsed JSON text: its tree, or the first syntax error. Offsets count from the start of the text as given. */
type JsonTree =
  | { readonly ok: true; readonly root: Node }
  | { readonly ok: false; readonly error: string; readonly offset: number; readonly length: number };

/** Parses strict JSON (no comments, no trailing commas). A byte-order mark is read as white space. */
export function parseJson(text: string): JsonTree {
  // Blank instead of cut, so that offsets stay those of the editor.
  const json = text.startsWith('\uFEFF') ? ` ${text.slice(1)}` : text;
  const tooDeep = firstTooDeep(json);
  if (tooDeep !== undefined) return { ok: false, error: 'TooDeep', offset: tooDeep, length: 1 };
  const errors: ParseError[] = [];
  const root = parseTree(json, errors, { disallowComments: true, allowTrailingComma: false, allowEmptyContent: false });
  const [first] = errors;
  if (first !== undefined) {
    return {
      ok: false,
      error: printParseErrorCode(first.error),
      offset: first.offset,
      length: Math.max(1, first.length),
    };
  }
  return root === undefined ? { ok: false, error: 'ValueExpected', offset: 0, length: 1 } : { ok: true, root };
}

function firstTooDeep(json: string): number | undefined {
  const scanner = createScanner(json, true);
  let depth = 0;
  for (scanner.scan(); scanner.getTokenOffset() < json.length; scanner.scan()) {
    // The first character tells a bracket from a string or comment that holds one.
    const first = json[scanner.getTokenOffset()];
    if (first === '{' || first === '[') depth += 1;
    if (first === '}' || first === ']') depth -= 1;
    if (depth > deepest) return scanner.getTokenOffset();
  }
  return undefined;
}

/** One property of an object in the tree. */
export interface Property {
  readonly key: string;
  readonly keyNode: Node;
  readonly valueNode: Node;
}

/** The properties of an object's node, in the text's order, repeated keys included. */
export function propertiesOf(node: Node): readonly Property[] {
  return (node.children ?? []).flatMap(({ children }) => {
    const [keyNode, valueNode] = children ?? [];
    if (keyNode === undefined || valueNode === undefined) return [];
    return [{ key: String(keyNode.value), keyNode, valueNode }];
  });
}

/** The value of a node; a key `__proto__` becomes a property like any other. */
export function valueOf(node: Node): JsonValue {
  if (node.type === 'array') return (node.children ?? []).map(valueOf);
  if (node.type === 'object') {
    return Object.fromEntries(propertiesOf(node).map(({ key, valueNode }) => [key, valueOf(valueNode)]));
  }
  const scalar: unknown = node.value;
  return typeof scalar === 'string' || typeof scalar === 'number' || typeof scalar === 'boolean' ? scalar : null;
}

/** Whether two JSON values are equal; the order of keys does not matter. */
export function sameJson(one: JsonValue, other: JsonValue): boolean {
  if (isList(one) && isList(other)) {
    return one.length === other.length && one.every((item, index) => sameJson(item, other[index] ?? null));
  }
  if (isObject(one) && isObject(other)) {
    const keys = Object.keys(one);
    return (
      keys.length === Object.keys(other).length &&
      keys.every((key) => Object.hasOwn(other, key) && sameJson(one[key] ?? null, other[key] ?? null))
    );
  }
  return one === other;
}

/** True for a list. */
export function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}

/** True for an object that is not a list. */
export function isObject(value: JsonValue): value is JsonObject {
  return typeof value === 'object' && value !== null && !isList(value);
}
