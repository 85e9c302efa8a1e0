import { modify } from 'jsonc-parser';
import type { Node } from 'jsonc-parser';
import type { JsonValue } from '../happyfox/json';
import { jsonText, withoutSeparators } from './jsonText';
import { isList, isObject, parseJson, propertiesOf, valueOf } from './jsonTree';
import type { ParseOptions } from './parseDocument';
import type { Expected, Problem } from './problem';

/** A replacement of text; offsets in UTF-16 units. */
interface TextEdit {
  readonly offset: number;
  readonly length: number;
  readonly text: string;
}

/** One way to settle a problem. */
export interface Fix {
  readonly kind: 'changeTo' | 'putBack' | 'remove' | 'list' | 'single' | 'quote' | 'unquote';
  /** The word that a `changeTo` puts in place. */
  readonly word?: string;
  readonly edits: readonly TextEdit[];
}

/** What can be done about a problem of `text` without guessing; the likeliest first. */
export function fixesFor(text: string, problem: Problem, { base }: ParseOptions): readonly Fix[] {
  switch (problem.code) {
    case 'unknownKey':
    case 'unknownField':
    case 'unknownChoice':
      return problem.detail.suggestion === undefined ? [] : [changeTo(problem, problem.detail.suggestion)];
    case 'ambiguousField':
    case 'ambiguousChoice':
      return problem.detail.candidates.map((candidate) => changeTo(problem, candidate));
    case 'readOnlyKeyChanged':
    case 'readOnlyField':
      return putBack(text, problem.path, base?.text);
    case 'contactsSwitchedOff':
      return putBack(text, ['contacts'], base?.text);
    case 'contactNotEditable': {
      const contact = base?.asset.contacts.find(({ id }) => id === problem.detail.id);
      return contact ? [replacement('putBack', text, problem.path, contact[problem.detail.key])] : [];
    }
    case 'wrongType':
      return retyped(text, problem, problem.detail.expected);
    default:
      return [];
  }
}

function changeTo({ offset, length }: Problem, word: string): Fix {
  return { kind: 'changeTo', word, edits: [{ offset, length, text: jsonText(word) }] };
}

/** The value as it was opened, in the very characters; a key that was not there goes. */
function putBack(text: string, path: Problem['path'], opened: string | undefined): readonly Fix[] {
  const now = nodeAt(text, path);
  const was = opened === undefined ? undefined : nodeAt(opened, path);
  if (opened !== undefined && now && was) {
    const old = opened.slice(was.offset, was.offset + was.length);
    return [{ kind: 'putBack', edits: [{ offset: now.offset, length: now.length, text: old }] }];
  }
  const edits = modify(text, [...path], undefined, {}).map(({ offset, length, content }) => ({
    offset,
    length,
    text: withoutSeparators(content),
  }));
  return now && edits.length > 0 ? [{ kind: 'remove', edits }] : [];
}

function retyped(text: string, { path }: Problem, expected: Expected): readonly Fix[] {
  const node = nodeAt(text, path);
  const value = node && valueOf(node);
  const fix = value === undefined ? undefined : retype(value, expected);
  return fix ? [replacement(fix.kind, text, path, fix.value)] : [];
}

function retype(value: JsonValue, expected: Expected): { kind: Fix['kind']; value: JsonValue } | undefined {
  const isWord = typeof value === 'string' || typeof value === 'number';
  if (expected === 'choices' && isWord) return { kind: 'list', value: [value] };
  if (expected === 'list' && (isWord || isObject(value))) return { kind: 'list', value: [value] };
  if (expected === 'text' && (typeof value === 'number' || typeof value === 'boolean')) {
    return { kind: 'quote', value: String(value) };
  }
  if ((expected === 'number' || expected === 'contact') && typeof value === 'string' && isNumber(value)) {
    return { kind: 'unquote', value: Number(value) };
  }
  const [only, ...more] = isList(value) ? value : [];
  const alone = only !== undefined && more.length === 0 && standsAlone[expected]?.(only) === true;
  return alone ? { kind: 'single', value: only } : undefined;
}

/** What a list of one may hold that could stand for itself. */
const standsAlone: Partial<Readonly<Record<Expected, (value: JsonValue) => boolean>>> = {
  text: (value) => typeof value === 'string',
  number: (value) => typeof value === 'number',
  date: (value) => typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value),
  choice: (value) => typeof value === 'string' || typeof value === 'number',
};

/** Digits that say the same as a number: no zero in front, not more of them than a number holds. */
function isNumber(text: string): boolean {
  return /^-?\d+(\.\d+)?$/.test(text) && String(Number(text)) === text;
}

function replacement(kind: Fix['kind'], text: string, path: Problem['path'], value: JsonValue): Fix {
  const node = nodeAt(text, path);
  const old = node && text.slice(node.offset, node.offset + node.length);
  // What is wrapped keeps its spelling.
  const written =
    kind === 'list' && old !== undefined
      ? `[${old}]`
      : withoutSeparators(JSON.stringify(kind === 'quote' ? old : value));
  return { kind, edits: node ? [{ offset: node.offset, length: node.length, text: written }] : [] };
}

/** The value at a JSON path; of a key given twice the last. */
function nodeAt(text: string, path: Problem['path']): Node | undefined {
  const tree = parseJson(text);
  if (!tree.ok) return undefined;
  return path.reduce<Node | undefined>((node, step) => {
    if (node?.type === 'array') return node.children?.[Number(step)];
    if (node?.type !== 'object') return undefined;
    return propertiesOf(node).findLast(({ key }) => key === step)?.valueNode;
  }, tree.root);
}
