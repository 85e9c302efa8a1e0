import { EventEmitter } from 'node:events';
import { isDeepStrictEqual } from 'node:util';
import type { AssetType } from '../happyfox/assetType';
import type { CallOptions, HappyFoxClient } from '../happyfox/client';
import type { CustomField } from '../happyfox/customField';
import type { Staff } from '../happyfox/staff';
import type { AssetTypeDefinition } from './assetTypeDefinition';
import { LastRead } from './lastRead';

/** Opens the account's client, or says why it can't be had. */
export type OpenClient = () => Promise<HappyFoxClient>;

const userWaits: CallOptions = { priority: 'user' };

/**
 * What an account has beside its assets: types, their fields, and staff. Each is read when it is first asked for, and again by those who name a time
 * since which it must have been read, in epoch milliseconds; what was known stays where that fails.
 */
export class Catalogue {
  private readonly events = new EventEmitter<{ definition: [assetTypeId: number] }>();
  private readonly definitions = new Map<number, LastRead<AssetTypeDefinition>>();
  private readonly knownDefinitions = new Map<number, AssetTypeDefinition>();
  private readonly types = new LastRead<readonly AssetType[]>();
  private readonly staff = new LastRead<readonly Staff[]>();

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
    return this.types.since(notBefore, async () => (await this.openClient()).listAssetTypes(userWaits));
  }

  /** Whether the types were read since then. */
  knowsTypes(notBefore: number): boolean {
    return this.types.isSince(notBefore);
  }

  /** A type with its custom fields. */
  definition(assetTypeId: number, call: CallOptions = userWaits, notBefore = 0): Promise<AssetTypeDefinition> {
    const last = this.definitions.get(assetTypeId) ?? new LastRead();
    this.definitions.set(assetTypeId, last);
    return last.since(notBefore, async () => {
      const client = await this.openClient();
      const [assetType, fields] = await Promise.all([
        this.assetType(client, assetTypeId),
        client.listCustomFields(assetTypeId, call),
      ]);
      const definition = { assetType, fields };
      this.learn(assetTypeId, definition);
      return definition;
    });
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
    return this.staff.since(0, async () => (await this.openClient()).listStaff(userWaits));
  }

  /** Forgets a type's fields, so that the next look reads them again. */
  forgetDefinition(assetTypeId: number): void {
    this.definitions.delete(assetTypeId);
  }

  /** Forgets everything, so that the next look reads it again. */
  forget(): void {
    this.types.forget();
    this.staff.forget();
    this.definitions.clear();
  }

  private learn(assetTypeId: number, definition: AssetTypeDefinition): void {
    if (isDeepStrictEqual(definition, this.knownDefinition(assetTypeId))) return;
    this.knownDefinitions.set(assetTypeId, definition);
    this.events.emit('definition', assetTypeId);
  }

  private async assetType(client: HappyFoxClient, id: number): Promise<AssetType> {
    // A tab restored at start-up asks before the types were read; what they were last time serves until then.
    const types = (await this.types.value?.catch(() => undefined)) ?? this.rememberedTypes();
    return types.find((type) => type.id === id) ?? client.getAssetType(id, userWaits);
  }
}
