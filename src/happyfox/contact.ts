import * as z from 'zod';
import { Id, OptionalText, Text } from './wire';

/** A person of the account (`users/` and `user/<id or e-mail>/`). */
export interface Contact {
  readonly id: number;
  readonly name: string;
  readonly email: string | null;
  readonly phones: readonly string[];
}

const Phone = z.union([Text, z.object({ number: OptionalText }).transform(({ number }) => number ?? '')]);

/** Reads the wire's form; only `id` is certain. A phone is a string or a record with a `number`. */
export const Contact = z
  .object({ id: Id, name: OptionalText, email: OptionalText, phones: z.array(Phone).nullish() })
  .transform(({ id, name, email, phones }): Contact => ({
    id,
    name: name ?? '',
    email: email ?? null,
    phones: (phones ?? []).filter((phone) => phone !== ''),
  }));
