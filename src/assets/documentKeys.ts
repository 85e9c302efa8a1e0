import type { EditableKey } from '../happyfox/asset';

/** The longest name that the server takes, in code points (article §3). */
export const longestName = 200;

/** The keys of a document that a person may edit. */
export const editableKeys = ['display_id', 'name', 'contacts', 'custom_fields'] as const satisfies EditableKey[];

/** The keys of a document that HappyFox or this program sets; refused when changed, ignored when missing. */
export const readOnlyKeys = ['asset_type', 'id', 'created_by', 'created_at', 'updated_by', 'updated_at'] as const;

/** A key of the read-only block. */
export type ReadOnlyKey = (typeof readOnlyKeys)[number];

const documentKeys: ReadonlySet<string> = new Set(['$schema', ...editableKeys, ...readOnlyKeys]);

/** True for the keys that a document of any asset may have; the server's unknown keys come on top. */
export function isDocumentKey(key: string): boolean {
  return documentKeys.has(key);
}
