import type { WritableValue } from '../happyfox/asset';
import type { JsonValue } from '../happyfox/json';
import { sameJson } from './jsonTree';

/**
 * The value of one custom field as understood here. `value`: it can be written. `raw`: it matches nothing known
 * (an unknown kind, a choice that is gone), so it is shown as it came, and never replaced silently.
 */
export type FieldState =
  { readonly kind: 'value'; readonly value: WritableValue } | { readonly kind: 'raw'; readonly value: JsonValue };

/** The state of a field without a value. */
export const emptyField: FieldState = { kind: 'value', value: null };

/** True for null, `[]` and `''`: the server may answer any of them for a field without a value, and they clear alike. */
export function isEmpty(state: FieldState): boolean {
  const { kind, value } = state;
  return kind === 'value' && (value === null || value === '' || (Array.isArray(value) && value.length === 0));
}

/** Whether two states mean the same; choices of a multiple-option field count as a set. */
export function sameField(one: FieldState, other: FieldState): boolean {
  if (isEmpty(one) || isEmpty(other)) return isEmpty(one) && isEmpty(other);
  if (one.kind === 'raw' || other.kind === 'raw') return one.kind === other.kind && sameJson(one.value, other.value);
  if (typeof one.value === 'object' && typeof other.value === 'object') {
    return sameIds(one.value ?? [], other.value ?? []);
  }
  return one.value === other.value;
}

/** Whether two lists hold the same ids, whatever their order. */
export function sameIds(one: readonly number[], other: readonly number[]): boolean {
  const ids = new Set(one);
  return ids.size === new Set(other).size && other.every((id) => ids.has(id));
}
