import type * as vscode from 'vscode';
import { isGone } from '../happyfox/errors';
import type { DocumentEvents } from './documentEvents';
import { documentsOf } from './openEditors';
import type { OtherWindows, WindowMessage } from './otherWindows';
import type { Sessions } from './sessions';

type AssetMessage = Extract<WindowMessage, { kind: 'asset' }>;

/**
 * Takes in what other windows did to assets. A delete costs nothing; a change or a new asset costs one read, and only where
 * this window shows the asset or its type.
 */
export function followWindows(windows: OtherWindows, sessions: Sessions, editors: DocumentEvents): vscode.Disposable {
  return windows.onMessage((message) => {
    // What fails leaves a row as it was; refreshing tells why.
    if (message.kind === 'asset') void follow(message, sessions, editors).catch(() => undefined);
  });
}

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
  const open = documentsOf(ref).length > 0;
  const listed = change === 'created' ? store.pager(assetTypeId).started : store.loaded(assetId) !== undefined;
  if (change === 'saved' && open) {
    await editors.changed(ref);
  } else if (listed) {
    try {
      store.announce({ kind: change, asset: await store.read(assetId), assetTypeId, elsewhere: true });
    } catch (error) {
      if (isGone(error)) store.announce({ kind: 'deleted', assetId, assetTypeId, elsewhere: true });
    }
  }
}
