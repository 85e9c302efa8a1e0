import type { AssetTypeDefinition } from '../assets/assetTypeDefinition';
import { changesBetween, type Change } from '../assets/changes';
import { stateOf } from '../assets/editableState';
import type { Asset } from '../happyfox/asset';
import { createAsset } from './createAsset';
import { deleteAsset } from './deleteAsset';
import type { TypeReadings } from './findCreated';
import type { Step } from './plan';
import { saveAsset } from './saveAsset';
import { WriteRefused } from './writeRefused';
import type { Writer } from './writer';

/** What the carrying out of a step needs to know. */
export interface StepRequest {
  readonly definition: AssetTypeDefinition;
  /** Assets of other steps that could be taken for what this one creates: one whose answer was lost is none of them. */
  readonly known: readonly number[];
  /** Where steps that were interrupted look for what they may have created. */
  readonly readings?: TypeReadings;
}

/** How a step went. */
export interface StepDone {
  readonly assetId: number | null;
  /** As HappyFox has it now; null where there is none any more. */
  readonly after: Asset | null;
  /** Each difference between what was meant and what HappyFox made of it. */
  readonly differences: readonly Change[];
  /** What others had changed since the plan was made, and the write kept. */
  readonly kept: readonly Change[];
  /** `after` is what the journal has of an earlier run, and may be old. */
  readonly isRemembered?: true;
}

/**
 * Carries out one step: the asset is read again, merged with what others changed since the plan was made, and written once; not at all
 * where HappyFox has it already. Throws what `saveAsset`, `createAsset` and `deleteAsset` throw.
 */
export async function carryOutStep(writer: Writer, step: Step, { definition, known }: StepRequest): Promise<StepDone> {
  const { base, intent, newContacts = [], assetTypeId, reverts } = step;
  if (intent && base) {
    const saved = await saveAsset(writer, { definition, base, mine: stateOf(intent, definition), newContacts });
    if (saved.kind === 'unchanged') return { assetId: base.id, after: base, differences: [], kept: [] };
    const { asset, differences, fromTheirs } = saved;
    return { assetId: base.id, after: asset, differences, kept: fromTheirs };
  }
  if (intent) {
    const mine = stateOf(intent, definition);
    const { asset, differences } = await createAsset(writer, {
      ...{ definition, mine, newContacts, known },
      ...(reverts !== undefined && { reverts }),
    });
    return { assetId: asset.id, after: asset, differences, kept: [] };
  }
  if (!base) throw new RangeError('This step says nothing');
  await deleteUnchanged(writer, base, assetTypeId, definition);
  return { assetId: base.id, after: null, differences: [], kept: [] };
}

/** One that somebody has changed since is kept: they may still need it. One that is gone is what was wanted. */
async function deleteUnchanged(
  writer: Writer,
  base: Asset,
  assetTypeId: number,
  definition: AssetTypeDefinition,
): Promise<void> {
  const refuseChanged = (theirs: Asset): void => {
    const planned = stateOf(base, definition);
    const changes = changesBetween(planned, stateOf(theirs, definition), definition);
    if (changes.length === 0) return;
    const conflicts = changes.map(({ key, label, before, after }) => ({
      ...{ key, label, base: before, theirs: after, mine: null },
    }));
    throw new WriteRefused({ reason: 'conflict', base: planned, theirs, conflicts });
  };
  await deleteAsset(writer, { id: base.id, assetTypeId }, refuseChanged);
}
