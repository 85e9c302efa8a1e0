import type { AssetTypeDefinition } from '../assets/assetTypeDefinition';
import { read } from '../assets/fieldKinds';
import { emptyField, isEmpty } from '../assets/fieldState';
import type { Asset } from '../happyfox/asset';
import type { Reading } from './findCreated';
import type { Step } from './plan';
import { WriteRefused } from './writeRefused';
import { keyForm } from '../assets/sameText';

/** What beside its display id says which asset a step is about: the name, or a custom field by its id. */
export type StepKey = 'name' | number;

type Key = 'display_id' | StepKey;

/** The assets of a type as they were when a run began, by what tells them apart. */
export class ExistingAssets {
  private readonly byKey = new Map<Key, ReadonlyMap<string, readonly Asset[]>>();

  constructor(
    private readonly reading: Reading,
    private readonly definition: AssetTypeDefinition,
  ) {}

  /**
   * Throws `WriteRefused` with `existsAlready` where there is an asset with the display id of what a step is to create, or with the value by which
   * its row was to find one. `own`: assets that the plan itself has created.
   */
  refuse({ intent, key }: Pick<Step, 'intent' | 'key'>, own: ReadonlySet<number>): void {
    if (!intent) return;
    for (const one of key === undefined ? (['display_id'] as const) : (['display_id', key] as const)) {
      const form = formOf(intent, one, this.definition);
      const found = form === '' ? [] : (this.assetsBy(one).get(form) ?? []);
      const asset = found.find(({ id }) => !own.has(id));
      if (!asset) continue;
      const { id, name } = asset;
      throw new WriteRefused({ reason: 'existsAlready', assetId: id, name, label: labelOf(one, this.definition) });
    }
  }

  private assetsBy(key: Key): ReadonlyMap<string, readonly Asset[]> {
    const known = this.byKey.get(key);
    if (known) return known;
    const made = Map.groupBy(this.reading.rows.values(), (asset) => formOf(asset, key, this.definition));
    this.byKey.set(key, made);
    return made;
  }
}

/** Empty where there is no value. */
function formOf({ displayId, name, customFields }: Asset, key: Key, { fields }: AssetTypeDefinition): string {
  if (key === 'display_id') return keyForm(displayId);
  if (key === 'name') return keyForm(name);
  const field = fields.find(({ id }) => id === key);
  const state = field ? read(field, customFields.find(({ id }) => id === key)?.value ?? null) : emptyField;
  if (isEmpty(state)) return '';
  const { value } = state;
  if (typeof value === 'string') return keyForm(value);
  return JSON.stringify(Array.isArray(value) ? value.toSorted() : value);
}

function labelOf(key: Key, { fields }: AssetTypeDefinition): string {
  return typeof key === 'string' ? key : (fields.find(({ id }) => id === key)?.name ?? `#${key}`);
}
