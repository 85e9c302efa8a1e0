import type * as vscode from 'vscode';
import type { HeldEdits } from '../../assets/heldEdits';
import { isGone } from '../../happyfox/errors';
import type { DocumentEvents } from './documentEvents';
import { documentsOf, openAssets } from '../screen/openEditors';
import type { OtherWindows, WindowMessage } from '../sessions/otherWindows';
import type { Sessions } from '../sessions/sessions';

type AssetMessage = Extract<WindowMessage, { kind: 'asset' }>;

/** Takes in what other windows do to assets and held edits, and tells them what this one does to drafts. */
export function followWindows(
  windows: OtherWindows,
  sessions: Sessions,
  editors: DocumentEvents,
  heldEdits: HeldEdits,
): vscode.Disposable {
  heldEdits.onOwnChange((drafts) => windows.tell({ kind: 'drafts', drafts }));
  // What fails leaves a row as it was; refreshing tells why.
  return windows.onMessage((message) => void takeIn(message, sessions, editors, heldEdits).catch(() => undefined));
}

/** Takes in a message of another window, as far as it is about assets or drafts. */
export async function takeIn(
  message: WindowMessage,
  sessions: Sessions,
  editors: DocumentEvents,
  heldEdits: HeldEdits,
): Promise<void> {
  if (message.kind === 'asset') await follow(message, sessions, editors);
  if (message.kind !== 'drafts') return;
  heldEdits.heard(message.drafts);
  const { drafts } = message;
  const refs = drafts === 'any' ? openAssets() : drafts.flatMap((of) => (of.kind === 'edit' ? of.ref : []));
  for (const ref of refs) await editors.reconcile(ref);
}

/** A delete costs nothing; a change or a new asset costs one read, and only where this window shows the asset or its type. */
async function follow(message: AssetMessage, sessions: Sessions, editors: DocumentEvents): Promise<void> {
  const { change, accountId, assetTypeId, assetId } = message;
  const session = sessions.find(accountId);
  if (!session) return;
  const ref = { accountId, assetTypeId, assetId };
  const { store } = session;
  if (change === 'deleted') {
    store.announce({ kind: 'deleted', assetId, assetTypeId, elsewhere: true });
    await editors.deleted(ref);
    return;
  }
  store.noteWrite(assetId);
  const open = documentsOf(ref).length > 0;
  const listed = change === 'created' ? store.pager(assetTypeId).started : store.loaded(assetId) !== undefined;
  if (change === 'saved' && open) {
    await editors.changed(ref);
  } else if (listed) {
    try {
      let asset = await store.read(assetId);
      // Whoever heard meanwhile that it was written again reads it only where it is shown, and a new one is not yet.
      while (store.isOutdated(asset) && !store.loaded(assetId)) asset = await store.read(assetId);
      store.announce({ kind: change, asset, assetTypeId, elsewhere: true });
    } catch (error) {
      // Where it is not shown, a delete that was heard of has taken it away, or it never came.
      if (isGone(error) && store.loaded(assetId))
        store.announce({ kind: 'deleted', assetId, assetTypeId, elsewhere: true });
    }
  }
}
