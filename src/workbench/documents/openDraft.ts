import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { uriOfPending } from '../screen/pendingUri';
import { scripted } from '../asking/arguments';
import { isChangeNode } from '../asking/changeArgument';
import type { DocumentParts } from './documentParts';

const Argument = z.object({ account: z.string(), kind: z.enum(['edit', 'asset']), draft: z.string() });

/** Opens a pending draft. Called by the changes view. */
export async function openDraft(
  { pending }: Pick<DocumentParts, 'pending'>,
  ...args: readonly unknown[]
): Promise<void> {
  const [node] = args;
  if (isChangeNode(node)) {
    if (node.kind === 'pending') await vscode.window.showTextDocument(uriOfPending(node.draft));
    return;
  }
  const given = scripted(Argument, args);
  const all = await pending.all();
  const draft = all.find(
    (one) =>
      one.ref.accountId === given?.account &&
      one.kind === given.kind &&
      String(one.kind === 'edit' ? one.ref.assetId : one.ref.draftId) === given.draft,
  );
  if (draft) await vscode.window.showTextDocument(uriOfPending(draft));
}
