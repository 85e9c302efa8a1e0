import type { Asset } from '../happyfox/asset';
import { HappyFoxError } from '../happyfox/errors';
import { inTurn } from './assetTurn';
import { concernsAll } from './concernsAll';
import { WriteRefused } from './writeRefused';
import { journaled, lookUpPace, type Writer } from './writer';

/** How the deletion of one asset ended. */
export type DeleteOutcome =
  | { readonly id: number; readonly outcome: 'deleted' | 'alreadyGone' }
  | { readonly id: number; readonly outcome: 'failed'; readonly error: unknown };

/** What a deletion needs to know. */
export interface DeleteRequest {
  readonly assets: readonly { readonly id: number; readonly assetTypeId?: number }[];
  /** Stops before the next asset; the one under way is finished, so that its outcome is known. */
  readonly signal: AbortSignal;
  /** Told of each asset as it was just before its deletion. */
  readonly onRead?: (asset: Asset) => void;
}

/**
 * Deletes assets one after the other (article §5), and tells the outcome of each as it is known. Each is read first, so that the
 * journal can bring it back. Those left after an abort are not named.
 */
export async function* deleteAssets(
  writer: Writer,
  { assets, signal, onRead }: DeleteRequest,
): AsyncGenerator<DeleteOutcome> {
  for (const asset of assets) {
    if (signal.aborted) return;
    const outcome = await deleteOne(writer, asset, onRead);
    yield outcome;
    if (outcome.outcome === 'failed' && concernsAll(outcome.error)) return;
  }
}

/**
 * Deletes one asset, reading it first. `onRead` may throw to keep it. Throws `WriteRefused`, `JournalUnavailable` or `HappyFoxError`;
 * that is `notFound` where the asset is gone already.
 */
export async function deleteAsset(
  writer: Writer,
  { id, assetTypeId }: DeleteRequest['assets'][number],
  onRead?: DeleteRequest['onRead'],
): Promise<void> {
  const { client, agent } = writer;
  await inTurn(writer, { method: 'DELETE', assetId: id }, async (turn) => {
    const before = await client.getAsset(id, turn.call);
    onRead?.(before);
    const type = before.assetType?.id ?? assetTypeId ?? 0;
    const intention = { assetTypeId: type, assetId: id, name: before.name, before, intent: null };
    await journaled(writer, { operation: 'delete', ...intention }, undefined, {
      turn,
      send: async () => {
        await client.deleteAsset({ id, deletedBy: agent.id }, turn.call);
        return { after: null };
      },
      find: async (lost) => ({ after: await confirmGone(writer, before, lost) }),
    });
  });
}

async function deleteOne(
  writer: Writer,
  asset: DeleteRequest['assets'][number],
  onRead: DeleteRequest['onRead'],
): Promise<DeleteOutcome> {
  const { id } = asset;
  try {
    await deleteAsset(writer, asset, onRead);
    return { id, outcome: 'deleted' };
  } catch (error) {
    if (HappyFoxError.is(error) && error.failure.kind === 'notFound') return { id, outcome: 'alreadyGone' };
    return { id, outcome: 'failed', error };
  }
}

/** The answer to a delete was lost: whether the asset is still there tells what happened. */
async function confirmGone(writer: Writer, { id }: Asset, lost: HappyFoxError): Promise<null> {
  let refusal: WriteRefused;
  try {
    await writer.client.getAsset(id, lookUpPace(writer));
    refusal = new WriteRefused({ reason: 'notApplied', operation: 'delete' }, { cause: lost });
  } catch (error) {
    if (HappyFoxError.is(error) && error.failure.kind === 'notFound') return null;
    refusal = new WriteRefused({ reason: 'outcomeUnknown', candidates: [] }, { cause: lost });
  }
  throw refusal;
}
