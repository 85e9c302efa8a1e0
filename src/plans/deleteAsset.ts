import type { Asset } from '../happyfox/asset';
import { isGone, type HappyFoxError } from '../happyfox/errors';
import { inTurn } from './assetTurn';
import { WriteRefused } from './writeRefused';
import { journaled, lookUpPace, type Writer } from './writer';

/** What a deletion needs to know. */
interface DeleteRequest {
  readonly id: number;
  readonly assetTypeId?: number;
}

/**
 * Deletes one asset (article §5), reading it first, so that the journal can bring it back. `onRead` is told of the asset as it was just
 * before, and may throw to keep it. Resolves with whether there was one to delete. Throws `WriteRefused`, `JournalUnavailable` or `HappyFoxError`.
 */
export async function deleteAsset(
  writer: Writer,
  request: DeleteRequest,
  onRead?: (asset: Asset) => void,
): Promise<'deleted' | 'alreadyGone'> {
  try {
    await deleteNow(writer, request, onRead);
    return 'deleted';
  } catch (error) {
    if (isGone(error)) return 'alreadyGone';
    throw error;
  }
}

async function deleteNow(
  writer: Writer,
  { id, assetTypeId }: DeleteRequest,
  onRead?: (asset: Asset) => void,
): Promise<void> {
  const { client, agent } = writer;
  await inTurn(writer, { method: 'DELETE', assetId: id }, async (turn) => {
    const before = await turn.read(id);
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

/** The answer to a delete was lost: whether the asset is still there tells what happened. */
async function confirmGone(writer: Writer, { id }: Asset, lost: HappyFoxError): Promise<null> {
  let refusal: WriteRefused;
  try {
    await writer.client.getAsset(id, lookUpPace(writer));
    refusal = new WriteRefused({ reason: 'notApplied', operation: 'delete' }, { cause: lost });
  } catch (error) {
    if (isGone(error)) return null;
    refusal = new WriteRefused({ reason: 'outcomeUnknown', candidates: [] }, { cause: lost });
  }
  throw refusal;
}
