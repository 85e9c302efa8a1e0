import * as vscode from 'vscode';
import { safeText } from '../../assets/safeText';
import type { PlanFiles } from '../../plans/planFiles';
import { assetIn, draftIn } from '../screen/openEditors';
import type { HeldEdit, HeldEdits } from '../../assets/heldEdits';
import type { AccountSession } from '../sessions/accountSession';

const { t } = vscode.l10n;

const mostNamed = 10;

/** What has been typed and not been sent, by the names of the assets it is about. */
interface UnsentEdits {
  /** Kept by auto-save. */
  readonly held: readonly string[];
  /** Unsaved in an editor of this window. */
  readonly unsaved: readonly string[];
}

/** Where unsent work is kept. */
export interface UnsentParts {
  readonly heldEdits: HeldEdits;
  readonly plans: { readonly files: Pick<PlanFiles, 'list'> };
}

/** What is lost with an account: a line each for edits, unsaved tabs and plans that are not finished. */
export async function lostWithAccount(parts: UnsentParts, accountId: string): Promise<readonly string[]> {
  const { held, unsaved } = await unsentEdits(parts.heldEdits, accountId);
  const plans = (await parts.plans.files.list(accountId)).entries.filter(({ state }) => state.kind !== 'ended');
  const titles = plans.map(({ heading }) => `“${safeText(heading.title)}”`);
  return [
    ...(held.length === 0
      ? []
      : held.length === 1
        ? [t('1 edit that was never sent is lost: {0}.', listed(held))]
        : [t('{0} edits that were never sent are lost: {1}.', held.length, listed(held))]),
    ...(unsaved.length === 0
      ? []
      : unsaved.length === 1
        ? [t('1 tab with unsaved changes can’t be saved any more: {0}.', listed(unsaved))]
        : [t('{0} tabs with unsaved changes can’t be saved any more: {1}.', unsaved.length, listed(unsaved))]),
    ...(titles.length === 0
      ? []
      : titles.length === 1
        ? [t('1 plan that is not finished is lost: {0}.', listed(titles))]
        : [t('{0} plans that are not finished are lost: {1}.', titles.length, listed(titles))]),
  ];
}

/** What becomes of the unsent edits of assets that are to be deleted: a line, where there are any. */
async function keptOfDeleted(
  { heldEdits }: { readonly heldEdits: HeldEdits },
  accountId: string,
  assetIds: ReadonlySet<number>,
): Promise<readonly string[]> {
  const { held, unsaved } = await unsentEdits(heldEdits, accountId, assetIds);
  const names = [...new Set([...held, ...unsaved])];
  if (names.length === 0) return [];
  return [
    names.length === 1
      ? t('An edit of {0} was never sent. Its text stays, and “Save as New Asset” can still use it.', listed(names))
      : t('Edits of {0} were never sent. Their texts stay, and “Save as New Asset” can still use them.', listed(names)),
  ];
}

/** The first names of a list, and how many more there are. */
export function listed(names: readonly string[]): string {
  const more = names.length - mostNamed;
  const first = names.slice(0, mostNamed).join(', ');
  return more > 0 ? t('{0} and {1} more', first, more) : first;
}

async function unsentEdits(
  heldEdits: HeldEdits,
  accountId: string,
  assetIds?: ReadonlySet<number>,
): Promise<UnsentEdits> {
  const isMeant = (ref: HeldEdit['ref'] | undefined): boolean =>
    ref?.accountId === accountId && (!assetIds || ('assetId' in ref && assetIds.has(ref.assetId)));
  return {
    held: (await heldEdits.all()).filter(({ ref }) => isMeant(ref)).map(nameOf),
    unsaved: vscode.workspace.textDocuments
      .filter(({ uri, isDirty }) => isDirty && isMeant(assetIn(uri) ?? draftIn(uri)))
      .map(({ uri }) => safeText(nameInUri(uri))),
  };
}

function nameOf(draft: HeldEdit): string {
  return safeText(draft.kind === 'edit' ? draft.base.asset.name : nameInUri(vscode.Uri.parse(draft.uri)));
}

/** The last segment of a document's path is the asset's name. */
function nameInUri({ path }: vscode.Uri): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/\.json$/, '');
}

/** Asks before assets are deleted, by name and id, and says what becomes of their unsent edits. */
export async function confirmDelete(
  parts: { readonly heldEdits: HeldEdits },
  { accountId, account }: AccountSession,
  assets: readonly { readonly id: number; readonly name: string }[],
): Promise<boolean> {
  const [first, ...others] = assets;
  if (!first) return false;
  const only = others.length === 0;
  const question = only
    ? t('Delete “{0}” (#{1}) from {2}?', safeText(first.name), first.id, safeText(account.label))
    : t('Delete {0} assets from {1}?', assets.length, safeText(account.label));
  const named = assets.slice(0, mostNamed).map(({ name, id }) => `${safeText(name)} (#${id})`);
  const more = assets.length - named.length;
  const names = only ? [] : [...named, ...(more > 0 ? [t('and {0} more', more)] : [])];
  const unsent = await keptOfDeleted(parts, accountId, new Set(assets.map(({ id }) => id)));
  const signed = t('HappyFox deletes them for good, signed by {0}.', safeText(account.agent.name));
  const detail = [...names, ...unsent, signed].join('\n');
  const remove = only ? t('Delete') : t('Delete {0} Assets', assets.length);
  return (await vscode.window.showWarningMessage(question, { modal: true, detail }, remove)) === remove;
}
