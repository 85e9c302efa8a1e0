import * as z from 'zod';
import { Id, OptionalText } from './wire';

/** A staff member, called agent (`staff/`). */
export interface Staff {
  readonly id: number;
  readonly name: string;
  readonly email: string | null;
  /** True where the server does not say: the write itself will tell. */
  readonly active: boolean;
  /** Slugs; those that matter here are `manage_assets`, `manage_contacts` and `create_contacts`. */
  readonly permissions: readonly string[];
  readonly isAccountAdmin: boolean;
}

const Permission = z.union([
  z.string(),
  z.object({ slug: OptionalText, name: OptionalText }).transform(({ slug, name }) => slug ?? name ?? ''),
]);

/** Reads the wire's form; only `id` is certain. */
export const Staff = z
  .object({
    id: Id,
    name: OptionalText,
    email: OptionalText,
    active: z.boolean().nullish(),
    permissions: z.array(Permission).nullish(),
    is_account_admin: z.boolean().nullish(),
  })
  .transform(({ id, name, email, active, permissions, is_account_admin }): Staff => ({
    id,
    name: name ?? '',
    email: email ?? null,
    active: active ?? true,
    permissions: permissions ?? [],
    isAccountAdmin: is_account_admin ?? false,
  }));
