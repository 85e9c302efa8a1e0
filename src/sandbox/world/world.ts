import type { SandboxClock } from '../clock';
import { AssetTable } from './assetTable';
import type { Asset, AssetType, Contact, ContactGroup, CustomField, FieldKind, FieldValue, Staff } from './model';

/** What may be said about an asset when it is added or edited in process. Values are set by field id, choices by their ids. */
export interface AssetChange {
  readonly displayId?: string;
  readonly name?: string;
  readonly contactIds?: readonly number[];
  readonly contactGroupIds?: readonly number[];
  /** Fields that are not named stay as they are. */
  readonly values?: Readonly<Record<number, FieldValue>> | ReadonlyMap<number, FieldValue>;
  /** The staff id that signs; another than the account's administrator by default. */
  readonly by?: number;
}

/** A new asset: `id`, times and signatures are made up where they are missing. */
export interface NewAsset extends AssetChange {
  readonly id?: number;
  readonly createdBy?: number;
  /** Milliseconds since 1970, UTC. */
  readonly createdAt?: number;
  readonly updatedBy?: number | null;
}

/** Who signs edits in process unless a test says otherwise. */
const ANOTHER_AGENT = 2;

/** Everything the account holds, and the edits that other agents make meanwhile. */
export class World {
  readonly assets = new AssetTable();
  readonly #clock: SandboxClock;
  readonly #types = new Map<number, AssetType>();
  readonly #fields = new Map<number, CustomField>();
  readonly #staff = new Map<number, Staff>();
  readonly #contacts = new Map<number, Contact>();
  readonly #contactGroups = new Map<number, ContactGroup>();

  constructor(clock: SandboxClock) {
    this.#clock = clock;
  }

  /** The types in their order: the first one is what the API takes when none is named. */
  get types(): readonly AssetType[] {
    return [...this.#types.values()];
  }

  type(id: number): AssetType | undefined {
    return this.#types.get(id);
  }

  /** Adds or replaces a type. Whatever is not said is as in General. */
  addType(type: Partial<AssetType> & { readonly id: number; readonly name: string }): AssetType {
    const settings = { description: '', ticketAssociation: true, contactAssociation: true, quantityForTicket: true };
    const added = { ...settings, ...type };
    this.#types.set(added.id, added);
    return added;
  }

  /** The fields of a type, in their order. */
  fields(typeId: number): readonly CustomField[] {
    return [...this.#fields.values()].filter((field) => field.typeId === typeId);
  }

  field(id: number): CustomField | undefined {
    return this.#fields.get(id);
  }

  /** Adds or replaces a field. Assets that exist already don't list a new one until it gets a value. */
  addField(field: Partial<CustomField> & { id: number; typeId: number; name: string; kind: FieldKind }): CustomField {
    const added = { choices: [], required: false, ...field };
    this.#fields.set(added.id, added);
    return added;
  }

  /** Removes a field's definition; assets keep no trace of it in what they list. */
  removeField(id: number): void {
    this.#fields.delete(id);
  }

  get staff(): readonly Staff[] {
    return [...this.#staff.values()];
  }

  staffMember(id: number): Staff | undefined {
    return this.#staff.get(id);
  }

  /** Adds or replaces a staff member: an active agent who may manage assets, unless said otherwise. */
  addStaff(staff: Partial<Staff> & { readonly id: number; readonly name: string }): Staff {
    const agent = { active: true, accountAdmin: false, role: { id: 2, name: 'Agent' }, categories: [1] };
    const added = { ...agent, email: `agent${staff.id}@example.com`, permissions: ['manage_assets'], ...staff };
    this.#staff.set(added.id, added);
    return added;
  }

  /** Changes a staff member, such as `{ active: false }`. @throws RangeError when there is none with this id */
  editStaff(id: number, change: Partial<Omit<Staff, 'id'>>): void {
    const staff = this.#staff.get(id);
    if (staff === undefined) throw new RangeError(`No staff member ${id}`);
    this.#staff.set(id, { ...staff, ...change });
  }

  get contacts(): readonly Contact[] {
    return [...this.#contacts.values()];
  }

  contact(id: number): Contact | undefined {
    return this.#contacts.get(id);
  }

  /** The contact with this e-mail address, whatever its case. */
  contactByEmail(email: string): Contact | undefined {
    const wanted = email.toLowerCase();
    return this.contacts.find((contact) => contact.email?.toLowerCase() === wanted);
  }

  /** Adds a contact; the id is the next free one unless it is given. */
  addContact(contact: Partial<Contact> & { readonly name: string }): Contact {
    const id = contact.id ?? Math.max(0, ...this.#contacts.keys()) + 1;
    const added = { email: null, phones: [], groupIds: [], ...contact, id };
    this.#contacts.set(id, added);
    return added;
  }

  get contactGroups(): readonly ContactGroup[] {
    return [...this.#contactGroups.values()];
  }

  contactGroup(id: number): ContactGroup | undefined {
    return this.#contactGroups.get(id);
  }

  addContactGroup(group: ContactGroup): void {
    this.#contactGroups.set(group.id, group);
  }

  /** The asset as it is now, or undefined. */
  asset(id: number): Asset | undefined {
    return this.assets.get(id);
  }

  /** All assets of a type by ascending id; makes each one, so it is for small types and tests. */
  assetsOf(typeId: number): readonly Asset[] {
    return this.assets.ids(typeId).flatMap((id) => this.assets.get(id) ?? []);
  }

  /** Adds an asset without a request, as another agent would. @throws RangeError for an unknown type or a taken id */
  addAsset(typeId: number, asset: NewAsset & { readonly name: string }): Asset {
    if (!this.#types.has(typeId)) throw new RangeError(`No asset type ${typeId}`);
    const id = asset.id ?? this.assets.nextId;
    if (this.assets.get(id) !== undefined) throw new RangeError(`Asset ${id} exists`);
    const now = asset.createdAt ?? this.#clock.now();
    const empty = this.fields(typeId).map((field): [number, FieldValue] => [field.id, null]);
    const added: Asset = {
      id,
      typeId,
      displayId: asset.displayId ?? `asset-${id}`,
      name: asset.name,
      contactIds: asset.contactIds ?? [],
      contactGroupIds: asset.contactGroupIds ?? [],
      values: new Map([...empty, ...entries(asset.values)]),
      createdBy: asset.createdBy ?? asset.by ?? ANOTHER_AGENT,
      createdAt: now,
      updatedBy: asset.updatedBy ?? null,
      updatedAt: now,
    };
    this.assets.put(added);
    return added;
  }

  /** Changes an asset without a request, as another agent would. @throws RangeError when it is gone */
  editAsset(id: number, change: AssetChange): Asset {
    const asset = this.assets.get(id);
    if (asset === undefined) throw new RangeError(`No asset ${id}`);
    const edited: Asset = {
      ...asset,
      displayId: change.displayId ?? asset.displayId,
      name: change.name ?? asset.name,
      contactIds: change.contactIds ?? asset.contactIds,
      contactGroupIds: change.contactGroupIds ?? asset.contactGroupIds,
      values: new Map([...asset.values, ...entries(change.values)]),
      updatedBy: change.by ?? ANOTHER_AGENT,
      updatedAt: this.#clock.now(),
    };
    this.assets.put(edited);
    return edited;
  }

  /** Deletes an asset without a request, as another agent would. @throws RangeError when it is gone */
  deleteAsset(id: number): void {
    if (!this.assets.delete(id)) throw new RangeError(`No asset ${id}`);
  }
}

function entries(values: AssetChange['values']): [number, FieldValue][] {
  if (values === undefined) return [];
  const pairs: Iterable<[number | string, FieldValue]> = isMap(values) ? values : Object.entries(values);
  return Array.from(pairs, ([id, value]) => [Number(id), value]);
}

function isMap(values: NonNullable<AssetChange['values']>): values is ReadonlyMap<number, FieldValue> {
  return values instanceof Map;
}
