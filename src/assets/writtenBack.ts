import { applyEdits, type Edit, type Node } from 'jsonc-parser';
import { definitionFor, fieldLookup } from './assetTypeDefinition';
import { withJson } from './jsonText';
import { parseJson, propertiesOf, sameJson, valueOf, type Property } from './jsonTree';
import type { Rendered } from './openDocument';

/**
 * The text of an asset's document that looks like `text`: only values that are not the asset's are replaced, and keys added that it lacks,
 * so that an editor keeps its layout and its caret. Where `text` has a key that the document has not, it is the document as it is rendered.
 */
export function writtenBack(text: string, rendered: Rendered): string {
  const [old, wanted] = [parseJson(text), parseJson(rendered.text)];
  if (!old.ok || !wanted.ok) return rendered.text;
  const find = fieldLookup(definitionFor(rendered.asset, rendered.definition));
  const edits = editsOf({ old: old.root, wanted: wanted.root, text, wantedText: rendered.text, find });
  return edits ? withMissing(applyEdits(text, edits), wanted.root, find) : rendered.text;
}

interface Sides {
  readonly old: Node;
  readonly wanted: Node;
  readonly text: string;
  readonly wantedText: string;
  readonly find: ReturnType<typeof fieldLookup>;
}

/** Undefined where the old one has a key that the wanted one lacks. */
function editsOf(sides: Sides, isFields = false): Edit[] | undefined {
  const { old, wanted, text, wantedText, find } = sides;
  if (old.type !== 'object' || wanted.type !== 'object') return undefined;
  const nameOf = naming(isFields ? find : undefined);
  const wantedByName = new Map(propertiesOf(wanted).map((property) => [nameOf(property), property.valueNode]));
  const edits: Edit[] = [];
  for (const property of propertiesOf(old)) {
    const [is, shall] = [property.valueNode, wantedByName.get(nameOf(property))];
    if (!shall) return undefined;
    if (sameJson(valueOf(is), valueOf(shall))) continue;
    const within = !isFields && property.key === 'custom_fields' && editsOf({ ...sides, old: is, wanted: shall }, true);
    const content = wantedText.slice(shall.offset, shall.offset + shall.length);
    if (within) edits.push(...within);
    else edits.push({ offset: is.offset, length: is.length, content: withEndsOf(text, content) });
  }
  return edits;
}

/** Fields may be named by their ids. */
function naming(find: Sides['find'] | undefined): (property: Property) => string {
  return ({ key }) => {
    const match = find?.(key);
    return match?.kind === 'found' ? `#${match.item.id}` : key;
  };
}

/** The text with the keys that it lacks, each in its place, laid out as the text is. */
function withMissing(text: string, wanted: Node, find: Sides['find']): string {
  const [, indent = '  '] = /\n([ \t]+)"/.exec(text) ?? [];
  const formattingOptions = {
    insertSpaces: !indent.startsWith('\t'),
    tabSize: indent.startsWith('\t') ? 1 : indent.length,
    eol: text.includes('\r\n') ? '\r\n' : '\n',
  };
  let whole = text;
  const fields = propertiesOf(wanted).find(({ key }) => key === 'custom_fields')?.valueNode;
  for (const [path, node, nameOf] of [
    [[], wanted, naming(undefined)],
    ...(fields ? [[['custom_fields'], fields, naming(find)] as const] : []),
  ] as const) {
    for (const [index, property] of propertiesOf(node).entries()) {
      const tree = parseJson(whole);
      const there = tree.ok && path.reduce<Node | undefined>(valueAt, tree.root);
      if (!there || propertiesOf(there).some((one) => nameOf(one) === nameOf(property))) continue;
      const options = { formattingOptions, getInsertionIndex: () => index };
      whole = withJson(whole, [...path, property.key], valueOf(property.valueNode), options);
    }
  }
  return whole;
}

function valueAt(node: Node | undefined, key: string): Node | undefined {
  return node && propertiesOf(node).find((property) => property.key === key)?.valueNode;
}

function withEndsOf(text: string, content: string): string {
  return text.includes('\r\n') ? content.replaceAll('\n', '\r\n') : content;
}

/** Where a place in a text is after it was written back: the same value, or as near as can be. Offsets in UTF-16 units. */
export function placeAfter(offset: number, before: string, after: string): number {
  let start = 0;
  while (start < before.length && before[start] === after[start]) start += 1;
  if (offset <= start) return offset;
  let end = 0;
  while (end < before.length - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end += 1;
  if (before.length - offset <= end) return offset + after.length - before.length;
  return Math.min(offset, after.length - end);
}
