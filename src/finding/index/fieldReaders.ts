import type { AssetTypeDefinition } from '../../assets/assetTypeDefinition';
import type { CustomField } from '../../happyfox/customField';
import type { FieldList, IndexedAsset } from '../indexedAsset';
import { FieldReader } from './fieldReader';

/** The definitions of an account's types, and readers of the fields that assets list. */
export class FieldReaders {
  readonly definitions = new Map<number, AssetTypeDefinition>();
  private readonly byList = new Map<number, Map<FieldList, readonly FieldReader[]>>();

  /** Returns whether the definition differs from what was known. */
  setDefinition(definition: AssetTypeDefinition): boolean {
    const { id } = definition.assetType;
    const known = this.definitions.get(id);
    if (known && JSON.stringify(known) === JSON.stringify(definition)) return false;
    this.definitions.set(id, definition);
    this.byList.delete(id);
    return true;
  }

  /** Forgets what is known of a type; whatever assets it still has are read by what they say themselves. */
  deleteDefinition(assetTypeId: number): void {
    this.definitions.delete(assetTypeId);
    this.byList.delete(assetTypeId);
  }

  /** The readers of a row's values, in their order. A field that the type's definition lacks is read by what the asset says of it. */
  of({ assetTypeId, fields: list }: IndexedAsset): readonly FieldReader[] {
    const lists = this.byList.get(assetTypeId) ?? new Map<FieldList, readonly FieldReader[]>();
    this.byList.set(assetTypeId, lists);
    const known = lists.get(list);
    if (known) return known;
    const defined = new Map(this.definitions.get(assetTypeId)?.fields.map((field) => [field.id, field]));
    const made = list.fields.map(({ id, name, type }) => {
      const field: CustomField = defined.get(id) ?? { id, name: name || `#${id}`, type, choices: null };
      return new FieldReader(field);
    });
    lists.set(list, made);
    return made;
  }
}
