import { EventEmitter } from 'node:events';
import { isDeepStrictEqual } from 'node:util';
import type { AssetType } from '../happyfox/assetType';
import type { CallOptions, HappyFoxClient } from '../happyfox/client';
import type { CustomField } from '../happyfox/customField';
import type { Staff } from '../happyfox/staff';
import type { AssetTypeDefinition } from './assetTypeDefinition';

/** Opens the account's client, or says why it can't be had. */
export type OpenClient = () => Promise<HappyFoxClient>;

const userWaits: CallOptions = { priority: 'user' };

/** Something read, or being read, and when that began, in epoch milliseconds. */
interface Read<T> {
  readonly value: Promise<T>;
  readonly at: number;
}

/**
 * What an account has beside its assets: types, their fields, and staff. Each is read when it is first asked for, and again by those who name a time
 * since which it must have been read, in epoch milliseconds; what was known stays where that fails.
 */
export class Catalogue {
  private readonly events = new EventEmitter<{ definition: [assetTypeId: number] }>();
  private readonly definitions = new Map<number, Read<AssetTypeDefinition>>();
  private readonly knownDefinitions = new Map<number, AssetTypeDefinition>();
  private types: Read<readonly AssetType[]> | undefined;
  private staff: Promise<readonly Staff[]> | undefined;

  constructor(
    private readonly openClient: OpenClient,
    private readonly rememberedTypes: () => readonly AssetType[],
  ) {}

  /** Calls `listener` with a type's id when its fields have been read and are not what was known of them; the returned function stops that. */
  onDefinition(listener: (assetTypeId: number) => void): () => void {
    this.events.on('definition', listener);
    return () => this.events.off('definition', listener);
  }

  /** The account's types. */
  assetTypes(notBefore = 0): Promise<readonly AssetType[]> {
    const before = this.types;
    if (before && isSince(before, notBefore)) return before.value;
    const value = this.kept(
      (client) => client.listAssetTypes(userWaits),
      () => (this.types = before),
    );
    this.types = { value, at: Date.now() };
    return value;
  }

  /** Whether the types were read since then. */
  knowsTypes(notBefore: number): boolean {
    return this.types !== undefined && isSince(this.types, notBefore);
  }

  /** A type with its custom fields. */
  definition(assetTypeId: number, call: CallOptions = userWaits, notBefore = 0): Promise<AssetTypeDefinition> {
    const before = this.definitions.get(assetTypeId);
    if (before && isSince(before, notBefore)) return before.value;
    const value = this.kept(
      async (client) => {
        const [assetType, fields] = await Promise.all([
          this.assetType(client, assetTypeId),
          client.listCustomFields(assetTypeId, call),
        ]);
        const definition = { assetType, fields };
        this.learn(assetTypeId, definition);
        return definition;
      },
      () => {
        if (before) this.definitions.set(assetTypeId, before);
        else this.definitions.delete(assetTypeId);
      },
    );
    this.definitions.set(assetTypeId, { value, at: Date.now() });
    return value;
  }

  /** A type's fields as they were last read, without a request. */
  knownFields(assetTypeId: number): readonly CustomField[] | undefined {
    return this.knownDefinition(assetTypeId)?.fields;
  }

  /** A type with its custom fields as they were last read, without a request. */
  knownDefinition(assetTypeId: number): AssetTypeDefinition | undefined {
    return this.knownDefinitions.get(assetTypeId);
  }

  /** The account's staff, read once. */
  agents(): Promise<readonly Staff[]> {
    this.staff ??= this.kept(
      (client) => client.listStaff(userWaits),
      () => (this.staff = undefined),
    );
    return this.staff;
  }

  /** Forgets a type's fields, so that the next look reads them again. */
  forgetDefinition(assetTypeId: number): void {
    this.definitions.delete(assetTypeId);
  }

  /** Forgets everything, so that the next look reads it again. */
  forget(): void {
    this.types = undefined;
    this.staff = undefined;
    this.definitions.clear();
  }

  private learn(assetTypeId: number, definition: AssetTypeDefinition): void {
    if (isDeepStrictEqual(definition, this.knownDefinition(assetTypeId))) return;
    this.knownDefinitions.set(assetTypeId, definition);
    this.events.emit('definition', assetTypeId);
  }

  private async assetType(client: HappyFoxClient, id: number): Promise<AssetType> {
    // A tab restored at start-up asks before the types were read; what they were last time serves until then.
    const types = (await this.types?.value.catch(() => undefined)) ?? this.rememberedTypes();
    return types.find((type) => type.id === id) ?? client.getAssetType(id, userWaits);
  }

  /** A failed read is forgotten, so that the next look tries again. */
  private kept<T>(read: (client: HappyFoxClient) => Promise<T>, forget: () => void): Promise<T> {
    const promise = this.openClient().then(read);
    promise.catch(forget);
    return promise;
  }
}

/** What seems to have been read later than now was read before the clock was set back. */
function isSince({ at }: Read<unknown>, notBefore: number): boolean {
  return notBefore === 0 || (at >= notBefore && at <= Date.now());
}
