import type { Change } from '../assets/changes';
import { definitionFor, type AssetTypeDefinition } from '../assets/assetTypeDefinition';
import { stateOf } from '../assets/editableState';
import type { Asset } from '../happyfox/asset';
import { createAsset } from './createAsset';
import type { JournaledWrite } from './journal';
import { present } from './recoverWrite';
import { saveAsset } from './saveAsset';
import { paceOf, type Writer } from './writer';

/** How an undo ended. */
export interface RevertOutcome {
  readonly outcome: 'reverted' | 'unchanged' | 'recreated';
  /** The asset as it is now; a recreated one has a new id. */
  readonly asset: Asset;
  /** What could not be brought back: `before` is how it was, `after` how HappyFox has it now. */
  readonly lost: readonly Change[];
}

/**
 * Whether a write can be undone: an update that went through, or a delete whose asset is remembered. Where the answer was lost, it may
 * have gone through after it was looked up.
 */
export function canRevert({ entry, result }: JournaledWrite): boolean {
  if (!entry.before || !result || entry.operation === 'create') return false;
  return result.state === 'verified' || result.state === 'applied' || result.lost === true;
}

/**
 * Undoes a write. An update is merged against today's state: what others changed since stays, and where they changed the same field
 * it throws `WriteRefused` with `conflict`. A deleted asset is created anew, unless it is there after all. Throws what `saveAsset` and `createAsset` throw.
 * @throws RangeError for a write that `canRevert` refuses
 */
export async function revertWrite(
  writer: Writer,
  write: JournaledWrite,
  today: AssetTypeDefinition,
): Promise<RevertOutcome> {
  const { entry, result } = write;
  const { before } = entry;
  if (!before || !canRevert(write)) throw new RangeError('This write can’t be undone');
  // The asset may have had fields that its type has no more.
  const definition = definitionFor(before, today);
  const mine = stateOf(before, definition);
  if (entry.operation === 'delete') {
    const still = result?.lost && (await present(writer.client, before.id, paceOf(writer)));
    if (still) return { outcome: 'unchanged', asset: still, lost: [] };
    const { asset, differences } = await createAsset(writer, {
      ...{ definition, mine, known: [before.id], reverts: entry.id },
    });
    return { outcome: 'recreated', asset, lost: differences };
  }
  const base = result?.after ?? entry.intent ?? before;
  const saved = await saveAsset(writer, { definition, base, mine, reverts: entry.id });
  return saved.kind === 'unchanged'
    ? { outcome: 'unchanged', asset: base, lost: [] }
    : { outcome: 'reverted', asset: saved.asset, lost: saved.differences };
}
