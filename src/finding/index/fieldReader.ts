import type { CustomField } from '../../happyfox/customField';
import type { JsonValue } from '../../happyfox/json';
import type { FieldKindName } from '../../assets/fieldKinds';
import { kindOf, read } from '../../assets/fieldKinds';
import { foldName } from '../fold';
import { isList, isObject } from '../../assets/jsonTree';

/** Reads the values of one field as a person sees them: choices by label, one text each; nothing for an empty or blank value. */
export class FieldReader {
  readonly kind: FieldKindName;
  /** The name, as names in queries are compared. */
  readonly foldedName: string;
  private readonly labels: ReadonlyMap<number, string>;
  private readonly known = new Map<JsonValue, readonly string[]>();

  constructor(readonly field: CustomField) {
    this.kind = kindOf(field);
    this.foldedName = foldName(field.name);
    this.labels = new Map(
      (field.choices ?? []).flatMap(({ id, label }) => (id === null ? [] : [[id, label] as const])),
    );
  }

  /** Whether the field's values are picked from a list. */
  get hasChoices(): boolean {
    return this.kind === 'dropdown' || this.kind === 'multipleOptions';
  }

  /** The texts of a raw value. */
  texts(raw: JsonValue): readonly string[] {
    if (raw === null || raw === '') return nothing;
    if (!this.hasChoices) return this.plainTexts(raw);
    const known = this.known.get(raw);
    if (known) return known;
    const texts = this.choiceTexts(raw);
    // Lists and objects are new ones in every row, so only plain values can be met again.
    if (typeof raw !== 'object' && this.known.size < mostRemembered) this.known.set(raw, texts);
    return texts;
  }

  private plainTexts(raw: JsonValue): readonly string[] {
    const { value } = read(this.field, raw);
    return textsWithin(value, 0);
  }

  private choiceTexts(raw: JsonValue): readonly string[] {
    const { kind, value } = read(this.field, raw);
    if (kind === 'raw' || value === null) return textsWithin(value, 0);
    const ids = typeof value === 'object' ? value : [value];
    return ids.flatMap((id) => textsWithin((typeof id === 'number' ? this.labels.get(id) : undefined) ?? id, 0));
  }
}

const nothing: readonly string[] = Object.freeze([]);
const mostRemembered = 1_000;
const deepestLook = 8;

/** The texts in a value of unknown form; whatever nests deeper than anything sensible is left out. */
function textsWithin(value: JsonValue, depth: number): readonly string[] {
  if (typeof value === 'string') return value.trim() === '' ? nothing : [value];
  if (typeof value === 'number' || typeof value === 'boolean') return [String(value)];
  if (value === null || depth === deepestLook) return nothing;
  if (isList(value)) return value.flatMap((one) => textsWithin(one, depth + 1));
  return isObject(value) ? Object.values(value).flatMap((one) => textsWithin(one, depth + 1)) : nothing;
}
