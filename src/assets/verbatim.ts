import type { SentValue } from '../happyfox/asset';
import type { JsonValue } from '../happyfox/json';
import { isList, isObject } from './jsonTree';

type Scalar = string | number | boolean;

/**
 * What sends a value back that was read and not understood: scalars and lists of them as they came. Undefined where a write has no form
 * for it; null clears, so it is never the answer.
 * @param ofObject what stands for an object, where anything does
 */
export function verbatim(
  raw: JsonValue,
  ofObject: (raw: JsonValue) => Scalar | undefined = () => undefined,
): SentValue | undefined {
  const one = (value: JsonValue): Scalar | undefined => (isScalar(value) ? value : ofObject(value));
  if (!isList(raw)) return one(raw);
  const all = raw.map((value) => (value === null ? null : one(value)));
  return all.every((value) => value !== undefined) ? all : undefined;
}

/** The id in `{ "id": 5, "text": "…" }`, which is how a write names what a read describes. */
export function idIn(raw: JsonValue): Scalar | undefined {
  const id = isObject(raw) && Object.hasOwn(raw, 'id') ? (raw.id ?? null) : null;
  return isScalar(id) && typeof id !== 'boolean' ? id : undefined;
}

function isScalar(value: JsonValue): value is Scalar {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}
