import * as vscode from 'vscode';
import * as z from 'zod/mini';
import type { AccountSession } from '../sessions/accountSession';
import { uriOfAsset } from '../screen/openEditors';
import { Id, scripted, sessionFor, targetsOf, type Target, type TargetParts } from '../asking/arguments';
import type { DocumentParts } from './documentParts';
import type { CommandRunner } from '../words/commandCalls';

const Argument = z.object({ account: z.optional(z.string()), id: Id });

/** By what an asset is opened of which only the id is known. */
type OpenParts = Pick<DocumentParts, 'editors' | 'opened'>;

/** Opens assets as documents: those a script or the tree names, else one that is searched for. */
export async function openAsset(
  parts: TargetParts & OpenParts & CommandRunner,
  ...args: readonly unknown[]
): Promise<{ uri: string } | undefined> {
  const given = scripted(Argument, args);
  if (given) {
    const uri = await uriById(parts, sessionFor(parts, given.account), given.id);
    await vscode.window.showTextDocument(uri, { preview: false });
    return { uri: uri.toString() };
  }
  const targets = args.length > 0 ? targetsOf(parts, args) : [];
  if (targets.length > 0) {
    for (const target of targets)
      await vscode.window.showTextDocument(await uriOfTarget(parts, target), { preview: false });
    return undefined;
  }
  await parts.run('searchAssets');
  return undefined;
}

/** The URI of a target. The type of an asset known by its id alone is read first; opening it then needs no second read. */
async function uriOfTarget(parts: OpenParts, { session, assetId, assetTypeId, name }: Target): Promise<vscode.Uri> {
  if (assetTypeId === undefined) return uriById(parts, session, assetId);
  return uriOfAsset({ accountId: session.accountId, assetTypeId, assetId }, name ?? String(assetId));
}

/** The URI of an asset known by its id alone, which is read. */
async function uriById({ opened, editors }: OpenParts, session: AccountSession, id: number): Promise<vscode.Uri> {
  const asset = await session.store.read(id);
  const assetTypeId = asset.assetType?.id;
  if (assetTypeId === undefined) throw new Error(`Asset ${id} came without its type`);
  const ref = { accountId: session.accountId, assetTypeId, assetId: id };
  if (await opened.take(session, assetTypeId, asset)) editors.renewed(ref);
  return uriOfAsset(ref, asset.name);
}

/** Opens the selected assets beside the active editor. */
export async function openToSide(
  parts: TargetParts & Pick<DocumentParts, 'editors' | 'opened'>,
  ...args: readonly unknown[]
): Promise<void> {
  let viewColumn: vscode.ViewColumn = vscode.ViewColumn.Beside;
  for (const target of targetsOf(parts, args)) {
    const editor: vscode.TextEditor = await vscode.window.showTextDocument(await uriOfTarget(parts, target), {
      preview: false,
      viewColumn,
    });
    // The second asset belongs into the column that the first one opened.
    viewColumn = editor.viewColumn ?? viewColumn;
  }
}
