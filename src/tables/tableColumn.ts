import type { AssetTypeDefinition } from '../assets/assetTypeDefinition';
import { contactsAllowed } from '../assets/editableState';
import { kindOf } from '../assets/fieldKinds';
import type { BuiltInName, NamedFields } from '../finding/query/fieldNames';
import type { ChangeKey } from '../assets/changes';
import type { CustomField } from '../happyfox/customField';
import type { FieldEditor, ValueForm } from '../assets/fieldKind';
import { foldName } from '../assets/fold';

/** The key of a column that every table has, whatever the fields. */
export type BuiltInColumn =
  'name' | 'display_id' | 'type' | 'contacts' | 'id' | 'created_at' | 'created_by' | 'updated_at' | 'updated_by';

/** How a column's values are edited; `none` is for what can't be. */
export type ColumnEditor = FieldEditor | 'contacts';

/** A column of the table. */
export interface TableColumn {
  /** A built-in key, or `#45` for a field, the first of those that share it; see `columnCalled` for the others. */
  readonly key: string;
  /** Which of the built-in ones it is; undefined for a field. */
  readonly builtIn: BuiltInColumn | undefined;
  /** The field's name; empty for a built-in column, whose name is a word of the user's language. */
  readonly name: string;
  /** How its texts are compared. */
  readonly form: ValueForm;
  readonly editor: ColumnEditor;
  /** The field, by type: types may have fields of one name and kind, which share the column. */
  readonly fields: ReadonlyMap<number, CustomField>;
  /** What a query in its filter is about. */
  readonly named: NamedFields;
}

const queryNames: Readonly<Record<BuiltInColumn, BuiltInName>> = {
  name: 'name',
  display_id: 'display_id',
  type: 'type',
  contacts: 'contact',
  id: 'id',
  created_at: 'created_at',
  created_by: 'created_by',
  updated_at: 'updated_at',
  updated_by: 'updated_by',
};

/** The columns of a table with assets of these types: name and ids, the fields in their order, and at the end what HappyFox notes itself. */
export function tableColumns(definitions: readonly AssetTypeDefinition[]): readonly TableColumn[] {
  const head: BuiltInColumn[] = definitions.length > 1 ? ['name', 'display_id', 'type'] : ['name', 'display_id'];
  const hasContacts = definitions.some(contactsAllowed);
  const tail: BuiltInColumn[] = ['updated_at', 'updated_by', 'created_at', 'created_by', 'id'];
  return [
    ...head.map(builtInColumn),
    ...(hasContacts ? [builtInColumn('contacts')] : []),
    ...fieldColumns(definitions),
    ...tail.map(builtInColumn),
  ];
}

/** The column that a key names, by any of the fields that share it: which of them comes first depends on what is known of the types. */
export function columnCalled(columns: readonly TableColumn[], key: string): TableColumn | undefined {
  return (
    columns.find((column) => column.key === key) ??
    columns.find(({ fields }) => [...fields.values()].some(({ id }) => `#${id}` === key))
  );
}

/** What an edit of a cell is about; undefined where the asset's type has no such field, or the column can't be edited. */
export function changeKey({ builtIn, fields, editor }: TableColumn, assetTypeId: number): ChangeKey | undefined {
  if (editor === 'none') return undefined;
  if (builtIn === undefined) return fields.get(assetTypeId)?.id;
  return builtIn === 'name' || builtIn === 'display_id' || builtIn === 'contacts' ? builtIn : undefined;
}

function builtInColumn(key: BuiltInColumn): TableColumn {
  const editor = key === 'name' || key === 'display_id' ? 'text' : key === 'contacts' ? 'contacts' : 'none';
  const form = key === 'id' ? 'number' : 'text';
  const named = { kind: 'builtIn', name: queryNames[key] } as const;
  return { key, builtIn: key, name: '', form, editor, fields: new Map(), named };
}

interface Shared {
  readonly first: CustomField;
  readonly fields: Map<number, CustomField>;
}

function fieldColumns(definitions: readonly AssetTypeDefinition[]): readonly TableColumn[] {
  const columns: Shared[] = [];
  for (const { assetType, fields } of definitions) {
    for (const field of fields) {
      const shared = columns.find((column) => !column.fields.has(assetType.id) && areAlike(column.first, field));
      if (shared) shared.fields.set(assetType.id, field);
      else columns.push({ first: field, fields: new Map([[assetType.id, field]]) });
    }
  }
  const taken = new Set<string>();
  return columns.map(({ first, fields }) => {
    const { form, editor } = kindOf(first);
    const [typeId = 0] = fields.keys();
    // A field that types share may be of another kind in one of them.
    const key = taken.has(`#${first.id}`) ? `#${first.id}@${typeId}` : `#${first.id}`;
    taken.add(key);
    return {
      key,
      builtIn: undefined,
      name: first.name || `#${first.id}`,
      form,
      editor,
      fields,
      named: {
        kind: 'custom',
        fields: [...fields.values()],
        isMeant: ({ id }, assetTypeId) => fields.get(assetTypeId)?.id === id,
      },
    };
  });
}

function areAlike(one: CustomField, other: CustomField): boolean {
  return kindOf(one) === kindOf(other) && (one.id === other.id || foldName(one.name) === foldName(other.name));
}
