import { closest } from '../../assets/closest';
import type { AssetTypeDefinition } from '../../assets/assetTypeDefinition';
import type { CustomField } from '../../happyfox/customField';
import { fold, foldName } from '../fold';
import type { FieldList } from '../indexedAsset';
import type { Word } from './syntax';

/** What every asset has, by the names that queries have for it. */
export type BuiltInName =
  'name' | 'display_id' | 'id' | 'type' | 'contact' | 'created_by' | 'created_at' | 'updated_by' | 'updated_at' | 'is';

/** The built-in names as completion offers them. */
export const builtInNames = [
  'name',
  'display_id',
  'id',
  'type',
  'contact',
  'created_by',
  'created_at',
  'updated_by',
  'updated_at',
  'is',
] as const satisfies readonly BuiltInName[];

/** What the name in `name:value` stands for: something that every asset has, or the fields of that name, whatever their types. */
export type NamedFields =
  | { readonly kind: 'builtIn'; readonly name: BuiltInName }
  | { readonly kind: 'custom'; readonly fields: readonly CustomField[] };

const builtIns: ReadonlyMap<string, BuiltInName> = new Map<string, BuiltInName>([
  ...builtInNames.map((name) => [foldName(name), name] as const),
  ['assettype', 'type'],
  ['contacts', 'contact'],
  ['created', 'created_at'],
  ['updated', 'updated_at'],
]);

/** The names of an account's fields. */
export class FieldNames {
  /** Every field once, those of the definitions first. */
  readonly fields: readonly CustomField[];
  private readonly byId: ReadonlyMap<number, CustomField>;
  private readonly byName: ReadonlyMap<string, readonly CustomField[]>;

  /** @param lists what assets list, for fields that no definition has */
  constructor(definitions: Iterable<AssetTypeDefinition>, lists: Iterable<FieldList>) {
    const byId = new Map<number, CustomField>();
    for (const { fields } of definitions) for (const field of fields) byId.set(field.id, field);
    for (const { fields } of lists) {
      for (const { id, name, type } of fields) if (!byId.has(id)) byId.set(id, { id, name, type, choices: null });
    }
    this.byId = byId;
    this.fields = [...byId.values()];
    this.byName = Map.groupBy(this.fields, ({ name }) => foldName(name));
  }

  /** A built-in name wins over a field's, unless it stands in quotation marks. `#45` and `Name (#45)` are the field with that id alone. */
  find({ text, quoted }: Word): NamedFields | undefined {
    const key = foldName(text);
    const fields = this.byName.get(key);
    const builtIn = builtIns.get(key);
    if (builtIn && !(quoted && fields)) return { kind: 'builtIn', name: builtIn };
    if (fields) return { kind: 'custom', fields };
    const numbered = this.byId.get(Number(/^(?:.*\(#|#)([1-9]\d{0,15})\)?$/.exec(fold(text))?.[1]));
    return numbered && { kind: 'custom', fields: [numbered] };
  }

  /** The name that may have been meant. */
  suggest(text: string): string | undefined {
    const key = foldName(text);
    const names = [...builtInNames, ...this.fields.map(({ name }) => name)];
    const folded = names.map((name) => foldName(name));
    const near = folded.find((name) => key !== '' && name.startsWith(key)) ?? closest(key, folded);
    return near === undefined ? undefined : names[folded.indexOf(near)];
  }
}

/** The name of a custom field as it can stand in front of a colon, in quotation marks where it must. */
export function writtenName(name: string): string {
  return /^[^\s\u0085():"-][^\s\u0085():]*$/.test(name) && !builtIns.has(foldName(name)) ? name : quoted(name);
}

/** A value as it can stand behind a colon, in quotation marks where it must. */
export function writtenValue(value: string): string {
  const isPlain = /^[^\s\u0085()"<>=][^\s\u0085()]*$/.test(value) && !value.includes('*') && !value.includes('..');
  return isPlain && fold(value) !== 'empty' ? value : quoted(value);
}

/** A text in quotation marks, in which it means itself alone. */
export function quoted(text: string): string {
  return `"${text.replaceAll(/["\\]/g, '\\$&')}"`;
}
