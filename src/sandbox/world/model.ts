/** The kinds of custom fields, by the names of the article's table in §3. */
export type FieldKind = 'text' | 'textarea' | 'number' | 'dropdown' | 'multiple' | 'date';

/** One option of a dropdown or a multiple options field. Ids are unique in the account, and say nothing about the order. */
export interface Choice {
  readonly id: number;
  readonly text: string;
}

/** The definition of a custom field (article §6). */
export interface CustomField {
  readonly id: number;
  readonly typeId: number;
  readonly name: string;
  readonly kind: FieldKind;
  /** Empty for kinds without choices. */
  readonly choices: readonly Choice[];
  /** Assumption: a type may demand a field; the article never shows which. */
  readonly required: boolean;
}

/** An asset type (article §8). */
export interface AssetType {
  readonly id: number;
  readonly name: string;
  readonly description: string | null;
  readonly ticketAssociation: boolean;
  readonly contactAssociation: boolean;
  readonly quantityForTicket: boolean;
}

/** What a custom field of an asset holds: choices by id, dates as `YYYY-MM-DD`. */
export type FieldValue = string | number | readonly number[] | null;

/** An asset as the account keeps it. It is never altered in place: an edit makes a new one. */
export interface Asset {
  readonly id: number;
  readonly typeId: number;
  readonly displayId: string;
  readonly name: string;
  readonly contactIds: readonly number[];
  readonly contactGroupIds: readonly number[];
  /** By field id. A field without an entry is one the asset doesn't list: it is younger than the asset. */
  readonly values: ReadonlyMap<number, FieldValue>;
  readonly createdBy: number;
  /** Milliseconds since 1970, UTC. */
  readonly createdAt: number;
  readonly updatedBy: number | null;
  /** Milliseconds since 1970, UTC. */
  readonly updatedAt: number;
}

/** A staff member: an agent who may sign writes. */
export interface Staff {
  readonly id: number;
  readonly name: string;
  readonly email: string;
  readonly active: boolean;
  readonly accountAdmin: boolean;
  readonly role: { readonly id: number; readonly name: string };
  readonly categories: readonly number[];
  /** Slugs, such as `manage_assets` and `manage_contacts`. */
  readonly permissions: readonly string[];
}

/** A contact: one of the people the account's tickets come from. */
export interface Contact {
  readonly id: number;
  readonly name: string;
  readonly email: string | null;
  /** Digits and blanks, without a plus sign. */
  readonly phones: readonly string[];
  readonly groupIds: readonly number[];
}

/** A group of contacts. */
export interface ContactGroup {
  readonly id: number;
  readonly name: string;
}
