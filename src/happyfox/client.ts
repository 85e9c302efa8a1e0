import type { Asset, AssetContent } from './asset';
import type { AssetType } from './assetType';
import type { Contact } from './contact';
import type { CustomField } from './customField';
import type { Page } from './page';
import type { Staff } from './staff';

/** Leave to send one write at once. Of the turns of one account there is one at a time, so it has to be released, whatever happens. */
export interface WriteTurn {
  /** Lets the next write have its turn, and gives back what was not used of the budget. May be called again, to no effect. */
  release(): void;
}

/** What a turn is for. A PUT or DELETE has the read of its asset before it. */
export interface TurnRequest {
  readonly method: 'POST' | 'PUT' | 'DELETE';
  /** Null for a create. */
  readonly assetId: number | null;
}

/** How a call is carried out. */
export interface CallOptions {
  /** Requests a person waits for go before those nobody does. */
  readonly priority: 'user' | 'background';
  readonly signal?: AbortSignal;
  /** Calls it off while it waits for its turn, and no longer: once it is under way it is finished, so that its outcome is known. */
  readonly untilSent?: AbortSignal;
  /** The turn that the call has already: a read that belongs to a write, or that write. It waits for nothing any more, and throws `TurnLapsed` where that is worth nothing by then. */
  readonly turn?: WriteTurn;
  /** Told each time that it is about to be sent; the answer is no older than the last. */
  readonly onSend?: () => void;
}

/** The API of one account: the nine endpoints of the article, and `staff/` and `users/` beside it. Every method throws `HappyFoxError`. */
export interface HappyFoxClient {
  /**
   * Waits for a write's turn before the read that belongs to it, so that no time passes between the two: `getAsset` and the write are then
   * called with this turn. Throws like any request that is not let go.
   */
  writeTurn(request: TurnRequest, options: CallOptions): Promise<WriteTurn>;
  /** Article §1. `size` 1–50; a 404 past page 1 is an empty last page, and of page 1 throws as it does of `getAsset`. The type is never optional: without one the server lists the first type. */
  listAssets(request: { assetTypeId: number; page: number; size: number }, options: CallOptions): Promise<Page<Asset>>;
  /** Article §2. Of an asset, `notFound` is thrown only where the API has answered something else since; else `notTheApi`, or why it could not be asked. */
  getAsset(id: number, options: CallOptions): Promise<Asset>;
  /** Article §3. Sent once; repeated by itself only while no connection came about, for then nothing was sent. */
  createAsset(
    request: { assetTypeId: number; content: AssetContent; createdBy: number },
    options: CallOptions,
  ): Promise<Asset>;
  /** Article §4. Sent once, never repeated by itself. An answer with another id throws `unreadable`. */
  updateAsset(request: { id: number; content: AssetContent; updatedBy: number }, options: CallOptions): Promise<Asset>;
  /** Article §5. A 404 throws as it does of `getAsset`; any 2xx, with or without a body, is success, unless it is a web page or says that it failed. */
  deleteAsset(request: { id: number; deletedBy: number }, options: CallOptions): Promise<void>;
  /** Article §6, all pages, in the server's order. */
  listCustomFields(assetTypeId: number, options: CallOptions): Promise<readonly CustomField[]>;
  /** Article §7. */
  getCustomField(id: number, options: CallOptions): Promise<CustomField>;
  /** Article §8, all pages. */
  listAssetTypes(options: CallOptions): Promise<readonly AssetType[]>;
  /** Article §9. */
  getAssetType(id: number, options: CallOptions): Promise<AssetType>;
  /** `staff/`, not paged. */
  listStaff(options: CallOptions): Promise<readonly Staff[]>;
  /** `users/?q=`: terms like `name:ann email:ann@acme.com`, joined by a space, all must match. */
  searchContacts(request: { query: string; page: number; size: number }, options: CallOptions): Promise<Page<Contact>>;
  /** `user/<id or e-mail>/`. */
  getContact(idOrEmail: number | string, options: CallOptions): Promise<Contact>;
}
