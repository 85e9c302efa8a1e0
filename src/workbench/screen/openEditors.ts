import * as vscode from 'vscode';
import type { HeldEdit } from '../../assets/heldEdits';
import { assetPath, draftPath, parseDocumentPath, type AssetRef, type DraftRef } from '../../assets/assetRef';

/** Scheme of the documents that hold assets. */
export const documentScheme = 'happyfox';

/** Scheme under which the JSON schemas of those documents are served from memory. */
export const schemaScheme = 'happyfox-schema';

/** Scheme of an asset as others left it, beside mine in a conflict's diff. */
export const theirsScheme = 'happyfox-theirs';

/** Scheme of an asset before and after a change. */
export const changeScheme = 'happyfox-change';

/** The URI of the document that a held edit belongs to. */
export function uriOfHeldEdit(draft: HeldEdit): vscode.Uri {
  return draft.kind === 'edit' ? uriOfAsset(draft.ref, draft.base.asset.name) : vscode.Uri.parse(draft.uri, true);
}

/** The URI of an asset: that of a tab in which it is open already, else the canonical one with its present name. */
export function uriOfAsset(ref: AssetRef, name: string): vscode.Uri {
  return tabsOf(ref)[0]?.uri ?? vscode.Uri.from({ scheme: documentScheme, path: assetPath(ref, name) });
}

/** The URI of a draft. */
export function uriOfDraft(ref: DraftRef, label: string): vscode.Uri {
  return vscode.Uri.from({ scheme: documentScheme, path: draftPath(ref, label) });
}

/** The asset that a URI stands for; undefined for a draft or anything else. */
export function assetIn(uri: vscode.Uri): AssetRef | undefined {
  const parsed = uri.scheme === documentScheme ? parseDocumentPath(uri.path) : undefined;
  return parsed?.kind === 'asset' ? parsed.ref : undefined;
}

/** The draft that a URI stands for. */
export function draftIn(uri: vscode.Uri): DraftRef | undefined {
  const parsed = uri.scheme === documentScheme ? parseDocumentPath(uri.path) : undefined;
  return parsed?.kind === 'draft' ? parsed.ref : undefined;
}

/** The documents of an asset that are in memory. A name that changed since may have given it more than one URI. */
export function documentsOf(ref: AssetRef): readonly vscode.TextDocument[] {
  return vscode.workspace.textDocuments.filter(({ uri }) => sameAsset(assetIn(uri), ref));
}

/** The assets whose documents are in memory. */
export function openAssets(): readonly AssetRef[] {
  return vscode.workspace.textDocuments.flatMap(({ uri }) => assetIn(uri) ?? []);
}

/** The document of a URI, where it is in memory. */
export function documentAt(uri: vscode.Uri): vscode.TextDocument | undefined {
  return vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
}

/** Whether an editor holds unsaved edits of an asset. */
export function isDirty(ref: AssetRef): boolean {
  return documentsOf(ref).some(isUnsaved);
}

/**
 * Whether what is in a document is unsaved. The document itself does not know it where somebody typed during a save: the extension host
 * takes any save for the last word. The tab knows better.
 */
export function isUnsaved({ uri, isDirty: dirty }: Pick<vscode.TextDocument, 'uri' | 'isDirty'>): boolean {
  return dirty || textTabs().some(({ uri: open, tab }) => tab.isDirty && open.toString() === uri.toString());
}

/** The tabs that show an asset as text. */
export function tabsOf(ref: AssetRef): readonly { readonly uri: vscode.Uri; readonly tab: vscode.Tab }[] {
  return textTabs().filter(({ uri }) => sameAsset(assetIn(uri), ref));
}

/** Every tab that shows a document of ours as text. */
export function textTabs(): readonly { readonly uri: vscode.Uri; readonly tab: vscode.Tab }[] {
  return vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .flatMap((tab) =>
      tab.input instanceof vscode.TabInputText && tab.input.uri.scheme === documentScheme
        ? [{ uri: tab.input.uri, tab }]
        : [],
    );
}

function sameAsset(one: AssetRef | undefined, other: AssetRef): boolean {
  return one?.accountId === other.accountId && one.assetId === other.assetId;
}
