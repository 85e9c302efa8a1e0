import type { Node } from 'jsonc-parser';
import type { FieldError } from '../happyfox/errors';
import type { JsonValue } from '../happyfox/json';
import type { AssetTypeDefinition } from './assetTypeDefinition';
import { fieldLookup } from './assetTypeDefinition';
import { isDocumentKey } from './documentKeys';
import type { Property } from './jsonTree';
import { parseJson, propertiesOf, valueOf } from './jsonTree';
import type { Place } from './problem';

/** A complaint of the server at its place in a document. */
export interface PlacedError {
  readonly error: FieldError;
  /** The key that it is about. Where the document lacks it, the key around it; for want of that, the opening brace. */
  readonly place: Place;
  /** What the document says about it: undefined where the key is missing, the whole document where the complaint names no key. */
  readonly value: JsonValue | undefined;
}

/** The document's keys for what a payload calls otherwise (article §3). */
const payloadKeys: ReadonlyMap<string, string> = new Map([
  ['contact_ids', 'contacts'],
  ['contact_group_ids', 'contact_groups'],
]);

/**
 * Finds what the complaints of a 400 (article §3, “Example failure response”) are about: keys by name, custom fields by whatever
 * the server calls them: id or name, `custom_fields.45` or bare. Undefined while the text is not JSON.
 */
export function fieldErrorPlaces(
  text: string,
  errors: readonly FieldError[],
  definition: AssetTypeDefinition,
): readonly PlacedError[] | undefined {
  const tree = parseJson(text);
  if (!tree.ok) return undefined;
  const places = new Places(tree.root, definition);
  return errors.map((error) => ({ error, ...places.of(error.path) }));
}

type Found = Omit<PlacedError, 'error'>;

class Places {
  private readonly findField: ReturnType<typeof fieldLookup>;
  private readonly properties: ReadonlyMap<string, Property>;

  constructor(
    private readonly root: Node,
    private readonly definition: AssetTypeDefinition,
  ) {
    this.findField = fieldLookup(definition);
    this.properties = byKey(root);
  }

  of(path: readonly string[]): Found {
    const [head, ...rest] = undotted(path);
    if (head === undefined) return this.whole();
    if (head === 'custom_fields' && rest[0] !== undefined) return this.field(rest[0]);
    if (head === 'contacts' && rest.length > 0) return this.newContact(rest);
    const property = this.properties.get(payloadKeys.get(head) ?? head);
    if (property) return at(property, [property.key]);
    // Some answers name a field without saying that it is one.
    const isField = this.findField(head).kind === 'found';
    return isField
      ? this.field(head)
      : { ...this.whole(), value: isDocumentKey(head) ? undefined : valueOf(this.root) };
  }

  private field(name: string): Found {
    const fields = this.properties.get('custom_fields');
    if (!fields) return { ...this.whole(), value: undefined };
    // To the server a number is an id, be there a field of that name.
    const wanted = this.definition.fields.find(({ id }) => String(id) === name)?.id ?? this.idOf(name);
    const property = propertiesOf(fields.valueNode).findLast(({ key }) =>
      wanted === undefined ? key === name : this.idOf(key) === wanted,
    );
    if (property) return at(property, ['custom_fields', property.key]);
    return { ...at(fields, ['custom_fields']), value: wanted === undefined ? valueOf(fields.valueNode) : undefined };
  }

  /** People to be created are sent in a list of their own: those who have no id here, in this order. */
  private newContact([index, key]: readonly string[]): Found {
    const contacts = this.properties.get('contacts');
    if (!contacts) return { ...this.whole(), value: undefined };
    const entries = [...(contacts.valueNode.children ?? []).entries()];
    const sent = entries.filter(([, entry]) => entry.type === 'object' && !byKey(entry).has('id'));
    const [position, entry] = sent[Number(index)] ?? [];
    if (position === undefined || entry === undefined) return at(contacts, ['contacts']);
    const property = key === undefined ? undefined : byKey(entry).get(key);
    return property
      ? at(property, ['contacts', position, property.key])
      : { place: { path: ['contacts', position], offset: entry.offset, length: entry.length }, value: valueOf(entry) };
  }

  private whole(): Found {
    return { place: { path: [], offset: this.root.offset, length: 1 }, value: valueOf(this.root) };
  }

  private idOf(name: string): number | undefined {
    const match = this.findField(name);
    return match.kind === 'found' ? match.item.id : undefined;
  }
}

function at({ keyNode, valueNode }: Property, path: Place['path']): Found {
  return { place: { path, offset: keyNode.offset, length: keyNode.length }, value: valueOf(valueNode) };
}

/** `custom_fields.45`, as lists of errors have it, in its parts. */
function undotted(path: readonly string[]): readonly string[] {
  const [head = '', ...rest] = path;
  const [, key, part] = /^(custom_fields|contacts)[.[](.+?)\]?$/s.exec(head) ?? [];
  return key === undefined || part === undefined ? path : [key, part, ...rest];
}

function byKey(node: Node): ReadonlyMap<string, Property> {
  return new Map(node.type === 'object' ? propertiesOf(node).map((property) => [property.key, property]) : []);
}
