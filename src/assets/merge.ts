import type { JsonValue } from '../happyfox/json';
import type { AssetTypeDefinition } from './assetTypeDefinition';
import type { Change, ChangeKey } from './changes';
import { changesBetween, fieldDescriber, fieldIds, fieldOf, sameContacts } from './changes';
import type { EditableState } from './editableState';
import type { FieldState } from './fieldState';
import { sameField } from './fieldState';

/** Something that both sides changed, each in its own way; values in the document's form. */
export interface Conflict {
  readonly key: ChangeKey;
  readonly label: string;
  readonly base: JsonValue;
  readonly theirs: JsonValue;
  readonly mine: JsonValue;
}

/** A three-way merge. While there are conflicts, `merged` holds mine for them, and must not be sent unasked. */
interface Merge {
  readonly merged: EditableState;
  readonly conflicts: readonly Conflict[];
  /** What others changed and the merge took over, `before` being mine. */
  readonly fromTheirs: readonly Change[];
}

/**
 * Merges by name, display id and custom field: mine where only I changed, theirs elsewhere. Contacts merge as a set and never
 * conflict: whom I added is added to theirs, whom I removed is removed.
 */
export function merge(
  base: EditableState,
  theirs: EditableState,
  mine: EditableState,
  definition: AssetTypeDefinition,
): Merge {
  const describe = fieldDescriber(definition);
  const conflicts: Conflict[] = [];
  const choose = <Value>(
    key: ChangeKey,
    pick: (state: EditableState) => Value,
    same: (one: Value, other: Value) => boolean,
    label: string,
    shown: (value: Value) => JsonValue,
  ): Value => {
    const values = { base: pick(base), theirs: pick(theirs), mine: pick(mine) };
    if (same(values.base, values.mine)) return values.theirs;
    if (!same(values.base, values.theirs) && !same(values.theirs, values.mine)) {
      conflicts.push({ key, label, base: shown(values.base), theirs: shown(values.theirs), mine: shown(values.mine) });
    }
    return values.mine;
  };
  const chooseText = (key: 'display_id' | 'name', pick: (state: EditableState) => string): string =>
    choose(
      key,
      pick,
      (one, other) => one === other,
      key,
      (text) => text,
    );
  const chooseField = (id: number): FieldState => {
    const { label, shown } = describe(id);
    return choose(id, (state) => fieldOf(state, id), sameField, label, shown);
  };
  const merged: EditableState = {
    displayId: chooseText('display_id', ({ displayId }) => displayId),
    name: chooseText('name', ({ name }) => name),
    contactIds: mergeContacts(base.contactIds, theirs.contactIds, mine.contactIds),
    fields: new Map([...fieldIds(definition, theirs, mine)].map((id) => [id, chooseField(id)])),
  };
  return { merged, conflicts, fromTheirs: changesBetween(mine, merged, definition) };
}

/** A state with some values of another one. */
export function withValuesOf(state: EditableState, other: EditableState, keys: Iterable<ChangeKey>): EditableState {
  const taken = new Set(keys);
  const fields = new Map(state.fields);
  for (const key of taken) if (typeof key === 'number') fields.set(key, fieldOf(other, key));
  return {
    displayId: taken.has('display_id') ? other.displayId : state.displayId,
    name: taken.has('name') ? other.name : state.name,
    contactIds: taken.has('contacts') ? other.contactIds : state.contactIds,
    fields,
  };
}

function mergeContacts(
  base: EditableState['contactIds'],
  theirs: EditableState['contactIds'],
  mine: EditableState['contactIds'],
): EditableState['contactIds'] {
  if (theirs === undefined || mine === undefined || sameContacts(base, mine)) return theirs;
  const before = new Set(base);
  const wanted = new Set(mine);
  const kept = theirs.filter((id) => wanted.has(id) || !before.has(id));
  return [...new Set([...kept, ...mine.filter((id) => !before.has(id))])];
}
