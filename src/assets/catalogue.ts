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

/** What an account has beside its assets: types, their fields, and staff. Each is read once, when it is first asked for. */
export class Catalogue {
  private readonly events = new EventEmitter<{ definition: [assetTypeId: number] }>();
  private readonly definitions = new Map<number, Promise<AssetTypeDefinition>>();
  private readonly knownDefinitions = new Map<number, AssetTypeDefinition>();
  private types: Promise<readonly AssetType[]> | undefined;
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

  /** The account's types, read once. */
  assetTypes(): Promise<readonly AssetType[]> {
    this.types ??= this.kept(
      (client) => client.listAssetTypes(userWaits),
      () => (this.types = undefined),
    );
    return this.types;
  }

  /** A type with its custom fields, read once. */
  definition(assetTypeId: number, call: CallOptions = userWaits): Promise<AssetTypeDefinition> {
    const known = this.definitions.get(assetTypeId);
    if (known) return known;
    const read = this.kept(
      async (client) => {
        const [assetType, fields] = await Promise.all([
          this.assetType(client, assetTypeId),
          client.listCustomFields(assetTypeId, call),
        ]);
        const definition = { assetType, fields };
        this.learn(assetTypeId, definition);
        return definition;
      },
      () => this.definitions.delete(assetTypeId),
    );
    this.definitions.set(assetTypeId, read);
    return read;
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
    const types = (await this.types?.catch(() => undefined)) ?? this.rememberedTypes();
    return types.find((type) => type.id === id) ?? client.getAssetType(id, userWaits);
  }

  /** A failed read is forgotten, so that the next look tries again. */
  private kept<T>(read: (client: HappyFoxClient) => Promise<T>, forget: () => void): Promise<T> {
    const promise = this.openClient().then(read);
    promise.catch(forget);
    return promise;
  }
}
