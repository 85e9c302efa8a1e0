import * as z from 'zod';
import { type JsonValue, isList, isObject } from './json';
import { Id, Json, OptionalText } from './wire';

/** One option of a dropdown or multiple-option field. `id` is null where the server gave a bare string: it can be shown, not written. */
export interface Choice {
  readonly id: number | null;
  readonly label: string;
}

/** The definition of a custom field (article §6). */
export interface CustomField {
  readonly id: number;
  readonly name: string;
  /** The server's own slug. Seen: `text textarea number date dropdown`; the slug of multiple options is nowhere shown. */
  readonly type: string;
  /** Null for the kinds that have none. */
  readonly choices: readonly Choice[] | null;
}

/** Reads the wire's form; only `id` is certain. No sample shows `choices` filled, so each form seen in HappyFox's other articles is taken. */
export const CustomField = z
  .object({ id: Id, name: OptionalText, type: OptionalText, choices: Json.optional() })
  .transform(({ id, name, type, choices }): CustomField => ({
    id,
    name: name ?? '',
    type: type ?? '',
    choices: choicesOf(choices),
  }));

/** `[{id, text}]`, `{id: label}`, `[[id, label]]` and `["label"]`, in the server's order. */
function choicesOf(choices: JsonValue | undefined): readonly Choice[] | null {
  if (isList(choices)) return choices.map(choiceOf);
  if (isObject(choices)) {
    return Object.entries(choices).map(([key, value]) => {
      const choice = choiceOf(value);
      return { id: idOf(key) ?? choice.id, label: choice.label };
    });
  }
  return null;
}

const labelKeys = ['text', 'name', 'value', 'label'] as const;

function choiceOf(entry: JsonValue): Choice {
  if (isList(entry)) {
    const [id, label] = entry;
    return entry.length === 2 ? { id: idOf(id), label: labelOf(label) } : { id: null, label: labelOf(entry) };
  }
  if (isObject(entry)) {
    const key = labelKeys.find((name) => Object.hasOwn(entry, name) && entry[name] !== null);
    const id = Object.hasOwn(entry, 'id') ? idOf(entry.id) : null;
    return { id, label: labelOf(key ? entry[key] : entry) };
  }
  return { id: null, label: labelOf(entry) };
}

function idOf(value: JsonValue | undefined): number | null {
  return Id.safeParse(value).data ?? null;
}

function labelOf(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? null);
}
