import { closest } from '../../assets/closest';
import { fieldKeys, type AssetTypeDefinition } from '../../assets/assetTypeDefinition';
import type { CustomField } from '../../happyfox/customField';
import type { FieldList } from '../indexedAsset';
import type { Word } from './syntax';
import { fold, foldName } from '../../assets/fold';

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
export type NamedFields = { readonly kind: 'builtIn'; readonly name: BuiltInName } | NamedCustom;

/** Some custom fields. A field that types share may be of another kind, or have other choices, in each of them. */
export interface NamedCustom {
  readonly kind: 'custom';
  /** Each as one of its types has it. */
  readonly fields: readonly CustomField[];
  /** Whether a field is one of them in the assets of a type. */
  readonly isMeant: (field: CustomField, assetTypeId: number) => boolean;
}

const builtIns: ReadonlyMap<string, BuiltInName> = new Map<string, BuiltInName>([
  ...builtInNames.map((name) => [foldName(name), name] as const),
  ['assettype', 'type'],
  ['contacts', 'contact'],
  ['created', 'created_at'],
  ['updated', 'updated_at'],
]);

/** The names of an account's fields. */
export class FieldNames {
  /** Every field once, but for those that are another in another type; those of the definitions first. */
  readonly fields: readonly CustomField[];
  private readonly byId: ReadonlyMap<number, readonly CustomField[]>;
  private readonly byName: ReadonlyMap<string, readonly CustomField[]>;
  /** Ids by what documents call fields that have namesakes in their type, `Location (#45)`. */
  private readonly byKey = new Map<string, { readonly key: string; readonly id: number }>();

  /** @param lists what assets list, for fields that no definition has */
  constructor(definitions: Iterable<AssetTypeDefinition>, lists: Iterable<FieldList>) {
    const all = new Map<string, CustomField>();
    const known = new Set<number>();
    for (const { fields } of definitions) {
      const keys = fieldKeys(fields);
      for (const field of fields) {
        const { id, name } = field;
        const key = keys.get(id) ?? name;
        if (key !== name) this.byKey.set(fold(key), { key, id });
        known.add(id);
        all.set(JSON.stringify(field), field);
      }
    }
    for (const { fields } of lists) {
      for (const { id, name, type } of fields) if (!known.has(id)) all.set(`${id}`, { id, name, type, choices: null });
    }
    this.fields = [...all.values()];
    this.byId = Map.groupBy(this.fields, ({ id }) => id);
    this.byName = Map.groupBy(this.fields, ({ name }) => foldName(name));
  }

  /**
   * A built-in name wins over a field's, unless it stands in quotation marks. `#45` and `Name (#45)` are the field with that id alone,
   * unless it is in quotation marks and another is called just so.
   */
  find({ text, quoted }: Word): NamedFields | undefined {
    const folded = fold(text);
    const named = this.byName.get(foldName(text));
    const id = this.idIn(folded);
    const isName = quoted && named?.some(({ name }) => fold(name) === folded) === true;
    if (id !== undefined && (this.byKey.has(folded) || !isName)) return this.withId(id);
    const builtIn = builtIns.get(foldName(text));
    if (builtIn && !(quoted && named)) return { kind: 'builtIn', name: builtIn };
    return named && custom(named, ({ name }) => foldName(name) === foldName(text));
  }

  /** The field with an id, in whatever types. */
  withId(id: number): NamedCustom | undefined {
    const fields = this.byId.get(id);
    return fields && custom(fields, (field) => field.id === id);
  }

  /** What documents call those fields that have namesakes in their type. */
  get keys(): readonly string[] {
    return Array.from(this.byKey.values(), ({ key }) => key);
  }

  private idIn(folded: string): number | undefined {
    const id = this.byKey.get(folded)?.id ?? writtenId(folded);
    return id !== undefined && this.byId.has(id) ? id : undefined;
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

function custom(fields: readonly CustomField[], isMeant: NamedCustom['isMeant']): NamedCustom {
  return { kind: 'custom', fields, isMeant };
}

/** The id in `#45` and `Location (#45)`. */
export function writtenId(text: string): number | undefined {
  const [, alone, behind] = /^#([1-9]\d{0,15})$|\(#([1-9]\d{0,15})\)$/.exec(text) ?? [];
  return alone === undefined && behind === undefined ? undefined : Number(alone ?? behind);
}

/** The name of a custom field as it can stand in front of a colon, in quotation marks where it must. */
export function writtenName(name: string): string {
  const isPlain = /^[^\s\u0085():"#-][^\s\u0085():]*$/.test(name);
  return isPlain && !builtIns.has(foldName(name)) ? name : quoted(name);
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
