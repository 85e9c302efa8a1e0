import * as z from 'zod';
import { Id, OptionalText } from './wire';

/** A type of asset (article §8 and §9). */
export interface AssetType {
  readonly id: number;
  readonly name: string;
  readonly description: string | null;
  readonly settings: {
    /** False: contacts may not be linked to assets of this type. True where the server does not say. */
    readonly enableContactAssociation: boolean;
  };
}

/** Reads the wire's form; only `id` is certain. */
export const AssetType = z
  .object({
    id: Id,
    name: OptionalText,
    description: OptionalText,
    settings: z.object({ enable_contact_association: z.boolean().nullish() }).nullish(),
  })
  .transform(({ id, name, description, settings }): AssetType => ({
    id,
    name: name ?? '',
    description: description ?? null,
    settings: { enableContactAssociation: settings?.enable_contact_association ?? true },
  }));
