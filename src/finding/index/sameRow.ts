import { sameJson } from '../../assets/jsonTree';
import type { IndexedAsset } from '../indexedAsset';

/** Whether two rows of one pool say the same, whenever that was learnt. */
export function sameRow(one: IndexedAsset, other: IndexedAsset): boolean {
  return (
    one.id === other.id &&
    one.assetTypeId === other.assetTypeId &&
    one.displayId === other.displayId &&
    one.name === other.name &&
    one.fields === other.fields &&
    one.assetType === other.assetType &&
    one.createdBy === other.createdBy &&
    one.createdAt === other.createdAt &&
    one.updatedBy === other.updatedBy &&
    one.updatedAt === other.updatedAt &&
    sameItems(one.absent, other.absent, Object.is) &&
    sameItems(one.contacts, other.contacts, sameContact) &&
    sameItems(one.values, other.values, sameJson)
  );
}

function sameItems<T>(ones: readonly T[], others: readonly T[], same: (one: T, other: T) => boolean): boolean {
  return (
    ones === others ||
    (ones.length === others.length &&
      ones.every((one, index) => {
        const other = others[index];
        return other !== undefined && same(one, other);
      }))
  );
}

function sameContact(one: IndexedAsset['contacts'][number], other: IndexedAsset['contacts'][number]): boolean {
  return one === other || (one.id === other.id && one.name === other.name && one.email === other.email);
}
