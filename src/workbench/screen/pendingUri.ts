import * as vscode from 'vscode';
import { uriOfAsset } from './openEditors';
import type { PendingDraft } from '../../assets/pendingDrafts';

/** The URI of the document that a pending draft belongs to. */
export function uriOfPending(draft: PendingDraft): vscode.Uri {
  return draft.kind === 'edit' ? uriOfAsset(draft.ref, draft.base.asset.name) : vscode.Uri.parse(draft.uri, true);
}
