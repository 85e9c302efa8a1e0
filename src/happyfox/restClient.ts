import type * as z from 'zod';
import { Asset, type AssetContent, type SentValue } from './asset';
import { AssetType } from './assetType';
import type { CallOptions, HappyFoxClient, TurnRequest, WriteTurn } from './client';
import { Contact } from './contact';
import { CustomField } from './customField';
import { HappyFoxError, isGone, type Failure } from './errors';
import { largestPage } from './limits';
import { nameSent } from './newContact';
import { pastTheEnd, readPage, reasonOf, type Page, type PageRequest } from './page';
import { Staff } from './staff';
import type { WireRequest } from './transport';
import { inDoubt } from './verdict';
import { walk } from './walk';
import { pathOf, Unshown, withQuery, type WirePath } from './wirePath';

/** Article §7 has the plural, its newest edition the singular. */
const fieldPaths = {
  plural: (id: number) => pathOf`asset_custom_fields/${checked(id)}/`,
  singular: (id: number) => pathOf`asset_custom_field/${checked(id)}/`,
};

type Query = Readonly<Record<string, string | number>>;

/** What the client sends its requests through. */
export interface Sender {
  send(request: WireRequest, options: CallOptions): Promise<unknown>;
  describe(request: WireRequest): Pick<Failure, 'method' | 'path' | 'host'>;
  /** Waits for the turn of a write, and of a read before it where `reads`. */
  turn(request: WireRequest, reads: boolean, options: CallOptions): Promise<WriteTurn>;
  /** Rows of a list that could not be read and have no other way to be told. */
  unreadable(request: WireRequest, count: number): void;
}

/** The endpoints of the article, each as a method. Throws `RangeError` for an id that is none, before anything is sent. */
export class RestClient implements HappyFoxClient {
  readonly #sender: Sender;
  /** What answered once is asked again. */
  #fieldPath: keyof typeof fieldPaths | undefined;

  constructor(sender: Sender) {
    this.#sender = sender;
  }

  async writeTurn({ method, assetId }: TurnRequest, options: CallOptions): Promise<WriteTurn> {
    const path = assetId === null ? pathOf`assets/` : pathOf`asset/${checked(assetId)}/`;
    return this.#sender.turn({ method, ...path }, method !== 'POST', options);
  }

  async listAssets(request: { assetTypeId: number } & PageRequest, options: CallOptions): Promise<Page<Asset>> {
    const query = { asset_type: checked(request.assetTypeId) };
    return this.#believed(options, () => this.#page(pathOf`assets/`, query, Asset, request, options));
  }

  async getAsset(id: number, options: CallOptions): Promise<Asset> {
    const request: WireRequest = { method: 'GET', ...pathOf`asset/${checked(id)}/` };
    return this.#believed(options, () => this.#one(request, Asset, id, options));
  }

  async createAsset(
    { assetTypeId, content, createdBy }: { assetTypeId: number; content: AssetContent; createdBy: number },
    options: CallOptions,
  ): Promise<Asset> {
    const body = JSON.stringify({ ...payload(content), created_by: checked(createdBy) });
    const path = withQuery(pathOf`assets/`, { asset_type: checked(assetTypeId) });
    const request: WireRequest = { method: 'POST', ...path, body };
    const asset = await this.#one(request, Asset, undefined, options);
    return asset.assetType ? asset : { ...asset, assetType: { id: assetTypeId, name: '' } };
  }

  async updateAsset(
    { id, content, updatedBy }: { id: number; content: AssetContent; updatedBy: number },
    options: CallOptions,
  ): Promise<Asset> {
    const body = JSON.stringify({ ...payload(content), updated_by: checked(updatedBy) });
    return this.#one({ method: 'PUT', ...pathOf`asset/${checked(id)}/`, body }, Asset, id, options);
  }

  async deleteAsset({ id, deletedBy }: { id: number; deletedBy: number }, options: CallOptions): Promise<void> {
    const path = withQuery(pathOf`asset/${checked(id)}/`, { deleted_by: checked(deletedBy) });
    const request: WireRequest = { method: 'DELETE', ...path };
    await this.#believed(options, () => this.#sender.send(request, options));
  }

  async listCustomFields(assetTypeId: number, options: CallOptions): Promise<readonly CustomField[]> {
    return this.#all(pathOf`asset_custom_fields/`, { asset_type: checked(assetTypeId) }, CustomField, options);
  }

  async getCustomField(id: number, options: CallOptions): Promise<CustomField> {
    const read = (path: keyof typeof fieldPaths) =>
      this.#one({ method: 'GET', ...fieldPaths[path](id) }, CustomField, id, options);
    if (this.#fieldPath) return read(this.#fieldPath);
    try {
      const field = await read('plural');
      this.#fieldPath = 'plural';
      return field;
    } catch (error) {
      // A server that doesn't have the path at all may say so with a page of its own.
      if (!HappyFoxError.is(error) || error.failure.status !== 404) throw error;
    }
    const field = await read('singular');
    this.#fieldPath = 'singular';
    return field;
  }

  async listAssetTypes(options: CallOptions): Promise<readonly AssetType[]> {
    return this.#all(pathOf`asset_types/`, {}, AssetType, options);
  }

  async getAssetType(id: number, options: CallOptions): Promise<AssetType> {
    return this.#one({ method: 'GET', ...pathOf`asset_type/${checked(id)}/` }, AssetType, id, options);
  }

  async listStaff(options: CallOptions): Promise<readonly Staff[]> {
    const request: WireRequest = { method: 'GET', ...pathOf`staff/` };
    const answer = await this.#sender.send(request, options);
    const { items, unreadable } = this.#read(request, () => readPage(answer, Staff, { page: 1, size: largestPage }));
    if (unreadable.length > 0) this.#sender.unreadable(request, unreadable.length);
    return items;
  }

  async searchContacts(request: { query: string } & PageRequest, options: CallOptions): Promise<Page<Contact>> {
    return this.#page(pathOf`users/`, { q: request.query }, Contact, request, options);
  }

  async getContact(idOrEmail: number | string, options: CallOptions): Promise<Contact> {
    const id = typeof idOrEmail === 'number' ? checked(idOrEmail) : undefined;
    const path = pathOf`user/${new Unshown(idOrEmail)}/`;
    return this.#one({ method: 'GET', ...path }, Contact, id, options);
  }

  /** That an asset or a type is gone is believed only where something else is there: an API that is switched off may have a 404 for everything. */
  async #believed<Result>({ signal, turn }: CallOptions, ask: () => Promise<Result>): Promise<Result> {
    try {
      return await ask();
    } catch (error) {
      // Others wait while somebody has the asset's turn, so this has to be quick, and wait for nothing within it.
      if (isGone(error))
        await this.#ensureThere({ priority: 'user', ...(signal && { signal }), ...(turn && { turn }) });
      throw error;
    }
  }

  async #ensureThere(options: CallOptions): Promise<void> {
    try {
      const path = withQuery(pathOf`asset_types/`, { size: 1, page: 1 });
      await this.#sender.send({ method: 'GET', ...path }, options);
    } catch (error) {
      if (!HappyFoxError.is(error) || !isGone(error)) throw error;
      throw new HappyFoxError({ ...error.failure, kind: 'notTheApi' }, { cause: error });
    }
  }

  async #one<Item extends { readonly id: number }>(
    request: WireRequest,
    schema: z.ZodType<Item>,
    id: number | undefined,
    options: CallOptions,
  ): Promise<Item> {
    const answer = await this.#sender.send(request, options);
    const item = this.#read(request, () => schema.parse(answer));
    if (id !== undefined && item.id !== id) throw this.#unreadable(request, `asked for id ${id}, answered ${item.id}`);
    return item;
  }

  async #page<Item>(
    path: WirePath,
    query: Query,
    schema: z.ZodType<Item>,
    asked: PageRequest,
    options: CallOptions,
  ): Promise<Page<Item>> {
    const size = Math.min(Math.max(Math.trunc(asked.size), 1), largestPage);
    const page = Math.max(Math.trunc(asked.page), 1);
    const request: WireRequest = { method: 'GET', ...withQuery(path, { ...query, size, page }) };
    try {
      const answer = await this.#sender.send(request, options);
      return this.#read(request, () => readPage(answer, schema, { page, size }));
    } catch (error) {
      if (page > 1 && isGone(error)) return pastTheEnd({ page, size });
      throw error;
    }
  }

  async #all<Item extends { readonly id: number }>(
    path: WirePath,
    query: Query,
    schema: z.ZodType<Item>,
    options: CallOptions,
  ): Promise<readonly Item[]> {
    const { items, unreadable } = await walk((page) =>
      this.#page(path, query, schema, { page, size: largestPage }, options),
    );
    if (unreadable > 0) this.#sender.unreadable({ method: 'GET', ...path }, unreadable);
    return items;
  }

  #read<Result>(request: WireRequest, read: () => Result): Result {
    try {
      return read();
    } catch (error) {
      throw this.#unreadable(request, isZodError(error) ? reasonOf(error) : 'not readable');
    }
  }

  #unreadable(request: WireRequest, reason: string): HappyFoxError {
    const described = this.#sender.describe(request);
    return new HappyFoxError({ kind: 'unreadable', execution: inDoubt(request), ...described, reason });
  }
}

/** The wire's form of an asset's content (article §3): custom fields are an object by bare field id. */
function payload({
  name,
  displayId,
  contactIds,
  newContacts = [],
  customFields,
}: AssetContent): Readonly<Record<string, unknown>> {
  return {
    name,
    display_id: displayId,
    ...(contactIds && { contact_ids: contactIds }),
    ...(newContacts.length > 0 && {
      contacts: newContacts.map((person) => ({
        name: nameSent(person),
        ...(person.email !== null && { email: person.email }),
        ...(person.phone !== undefined && { phone: person.phone }),
      })),
    }),
    ...(customFields.size > 0 && {
      custom_fields: Object.fromEntries(Array.from(customFields, ([id, value]) => [id, spelled(value)])),
    }),
  };
}

/** The value as JSON has to write it. */
function spelled(value: SentValue): unknown {
  return typeof value === 'object' && value !== null && 'digits' in value ? JSON.rawJSON(value.digits) : value;
}

function checked(id: number): number {
  if (!Number.isSafeInteger(id) || id <= 0) throw new RangeError(`No id: ${id}`);
  return id;
}

function isZodError(error: unknown): error is z.ZodError {
  return error instanceof Error && 'issues' in error;
}
