import * as z from 'zod';
import type { JsonValue } from './json';

/** A positive integer as text, within what a number holds exactly. */
export const idText = /^[1-9]\d{0,14}$/;

/** An id of the server's: an integer above zero, quoted in some answers (article §3 writes `"1"` where §4 writes `2`). */
export const Id = z.union([z.int().positive(), z.string().regex(idText).transform(Number)]);

/** Text that may come as a bare number, as display ids do. */
export const Text = z.union([z.string(), z.number().transform(String)]);

/** Text that may be missing or null. */
export const OptionalText = Text.nullish();

/** Any value at all. It came out of `JSON.parse`, so nothing is left to check. */
export const Json: z.ZodType<JsonValue> = z.any();

const spacedTimestamp = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d(?:\.\d+)?)$/;

/** Both forms of the server's timestamps (`…T…Z` and `YYYY-MM-DD HH:MM:SS`, both UTC) as the first. Anything else stays as it came. */
export function isoTimestamp(text: string): string {
  return text.replace(spacedTimestamp, '$1T$2Z');
}
