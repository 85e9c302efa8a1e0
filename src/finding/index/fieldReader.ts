import { choiceKeys } from '../../assets/assetTypeDefinition';
import { choiceIdIn, choiceParts, withVisibleChoices, type ChoicePart } from '../../assets/choiceKinds';
import { kindOf, read } from '../../assets/fieldKinds';
import { isList, isObject } from '../../assets/jsonTree';
import type { CustomField } from '../../happyfox/customField';
import type { JsonValue } from '../../happyfox/json';
import type { ValueForm } from '../../assets/fieldKind';
import { foldName } from '../../assets/fold';
import { joinWords } from '../../assets/wordList';

/** One of the things that a value says: a choice, or a text. */
export interface ValuePart {
  /** As it is shown: a choice by its label, with its id behind where another has that label too. */
  readonly text: string;
  /** The label alone. */
  readonly label: string;
  /** The id of the choice, known or not; undefined where the value says none. */
  readonly id?: number;
  /** Of a choice that is not known the id is all there is: what it is called can't be told. */
  readonly isNameless?: true;
}

/** Reads the values of one field as a person sees them, each part of a value on its own; nothing for an empty or blank value. */
export class FieldReader {
  readonly form: ValueForm;
  /** The name, as names in queries are compared. */
  readonly foldedName: string;
  /** The choices that a person may name, labels as they are shown. */
  readonly choices: readonly ValuePart[];
  private readonly byId: ReadonlyMap<number, ValuePart>;
  private readonly known = new Map<JsonValue, readonly ValuePart[]>();

  constructor(readonly field: CustomField) {
    this.form = kindOf(field).form;
    this.foldedName = foldName(field.name);
    this.choices = namedParts(withVisibleChoices(field));
    this.byId = new Map(this.choices.flatMap((part) => (part.id === undefined ? [] : [[part.id, part] as const])));
  }

  /** Whether the field's values are picked from a list. */
  get hasChoices(): boolean {
    return this.form === 'choice' || this.form === 'choices';
  }

  /** The parts of a raw value. */
  parts(raw: JsonValue): readonly ValuePart[] {
    if (raw === null || raw === '') return nothing;
    if (!this.hasChoices && this.form !== 'day') return this.plainParts(raw);
    const known = this.known.get(raw);
    if (known) return known;
    const parts = this.hasChoices
      ? choiceParts(this.field, raw).flatMap((part) => this.choice(part))
      : this.plainParts(raw);
    // Lists and objects are new ones in every row, so only plain values can be met again.
    if (typeof raw !== 'object' && this.known.size < mostRemembered) this.known.set(raw, parts);
    return parts;
  }

  /** The texts of a raw value's parts. */
  texts(raw: JsonValue): readonly string[] {
    return this.parts(raw).map(({ text }) => text);
  }

  /** All of a raw value as one text, as its cell has it. */
  cell(raw: JsonValue): string {
    return raw === null ? '' : this.shown(read(this.field, raw).value);
  }

  /** The value of a field's state as one text, as cells have it; empty for none. What matches nothing known is in it as it came. */
  shown(value: JsonValue): string {
    if (value === null || value === '') return '';
    if (!this.hasChoices) return asItCame(value);
    if (typeof value === 'number') return this.named(value)?.text ?? String(value);
    const words = choiceParts(this.field, value).map(({ id, raw }) => this.named(id)?.text ?? asItCame(raw));
    return isList(value) ? joinWords(words) : (words[0] ?? '');
  }

  private plainParts(raw: JsonValue): readonly ValuePart[] {
    return textsWithin(read(this.field, raw).value, 0).map(plainPart);
  }

  private choice({ id, raw }: ChoicePart): readonly ValuePart[] {
    const named = this.named(id);
    if (named) return [named];
    const texts = textsWithin(raw, 0);
    // Digits may be an id or a label, and where they are both nobody knows which.
    const isLabel = typeof raw === 'string' && this.choices.some(({ label }) => label === raw);
    const said = isLabel ? undefined : choiceIdIn(raw);
    if (said === undefined) return texts.map(plainPart);
    return texts.map((text) => ({ ...plainPart(text), id: said, ...(texts.length === 1 && { isNameless: true }) }));
  }

  private named(id: number | undefined): ValuePart | undefined {
    return id === undefined ? undefined : this.byId.get(id);
  }
}

/** Choices as parts of values: labels that several have with their ids behind. */
export function namedParts(field: CustomField): readonly ValuePart[] {
  const keys = choiceKeys(field);
  return (field.choices ?? []).map(({ id, label }) =>
    id === null ? { text: label, label } : { id, text: keys.get(id) ?? label, label },
  );
}

const nothing: readonly never[] = Object.freeze([]);
const mostRemembered = 10_000;
const deepestLook = 8;

function plainPart(text: string): ValuePart {
  return { text, label: text };
}

function asItCame(value: JsonValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** The texts in a value of unknown form; whatever nests deeper than anything sensible is left out. */
function textsWithin(value: JsonValue, depth: number): readonly string[] {
  if (typeof value === 'string') return value.trim() === '' ? nothing : [value];
  if (typeof value === 'number' || typeof value === 'boolean') return [String(value)];
  if (value === null || depth === deepestLook) return nothing;
  if (isList(value)) return value.flatMap((one) => textsWithin(one, depth + 1));
  return isObject(value) ? Object.values(value).flatMap((one) => textsWithin(one, depth + 1)) : nothing;
}
