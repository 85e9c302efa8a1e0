import type { JsonValue } from '../happyfox/json';
import { changesBetween, type ChangeKey } from './changes';
import { valuesIn, withValues } from './editValues';
import { stateOf, type EditableState } from './editableState';
import { isList } from './jsonTree';
import type { HeldText, Rendered } from './openDocument';
import { measured } from './origin';
import { idIn } from './unsentValues';

/**
 * The held edit as one of the latest state that is known of its asset: what it says and what it leaves alone are the same, but
 * it can be compared with its base value by value. One that makes no sense stays as it is.
 */
export function carriedOver(edit: HeldText): HeldText {
  const latest = edit.since.at(-1)?.now;
  if (!latest) return edit;
  const wanted = measured(edit.text, edit);
  if (!wanted.ok) return edit;
  const { definition, base: asset, mine, newContacts } = wanted;
  const before = stateOf(asset, definition);
  // Where others have changed the same, it is still an edit of what was there before them.
  const disputed = changesBetween(stateOf(latest.asset, definition), before, definition);
  const text = withValues(latest.text, new Map(disputed.map(({ key, after }) => [key, after])), latest);
  const base = { asset, definition, text };
  const typed = valuesIn(edit.text, edit.base);
  const changed = new Set<ChangeKey>(changesBetween(before, mine, definition).map(({ key }) => key));
  if (newContacts.length > 0) changed.add('contacts');
  const values = new Map<ChangeKey, JsonValue>();
  for (const key of changed) {
    const value = key === 'contacts' ? linkedIn(typed.get(key), base, mine) : typed.get(key);
    if (value !== undefined) values.set(key, value);
  }
  return { text: withValues(text, values, base), base, since: [] };
}

/** Those whom the held edit names as far as it still wants them, and those who were linked since. */
function linkedIn(named: JsonValue | undefined, base: Rendered, { contactIds }: EditableState): JsonValue | undefined {
  const there = valuesIn(base.text, base).get('contacts') ?? [];
  if (named === undefined || !isList(named) || !isList(there)) return named;
  const wanted = new Set(contactIds);
  const isWanted = (person: JsonValue): boolean => {
    const id = idIn(person);
    return id === undefined || wanted.has(id);
  };
  const ids = new Set(named.map(idIn));
  return [...named.filter(isWanted), ...there.filter((person) => !ids.has(idIn(person)) && isWanted(person))];
}
