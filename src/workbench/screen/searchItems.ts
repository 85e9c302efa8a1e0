import * as vscode from 'vscode';
import { safeLabel } from '../../assets/safeText';
import type { AssetRef } from '../../assets/assetRef';
import type { IndexedAsset } from '../../finding/indexedAsset';
import type { MatchedPart } from '../../finding/matchedPart';
import type { AccountSession } from '../sessions/accountSession';
import { iconOfType } from './assetTypeIcons';

const { t } = vscode.l10n;

/** An asset in the list of a search. */
export interface AssetItem extends vscode.QuickPickItem {
  readonly session: AccountSession;
  readonly row: IndexedAsset;
}

/** Something to do, in the list of a search. */
export interface ActionItem extends vscode.QuickPickItem {
  readonly session?: undefined;
  /** Returns whether the list stays open. */
  readonly act: () => boolean;
}

/** The buttons of an asset in the list. */
export const assetButtons = {
  toSide: { iconPath: new vscode.ThemeIcon('split-horizontal'), tooltip: t('Open to the Side') },
  reveal: { iconPath: new vscode.ThemeIcon('list-tree'), tooltip: t('Reveal in Assets View') },
  copyId: { iconPath: new vscode.ThemeIcon('copy'), tooltip: t('Copy ID') },
} as const satisfies Record<string, vscode.QuickInputButton>;

/** An asset as it is listed: its name, what else tells it apart, and below it the field in which it was found. */
export function assetItem(
  session: AccountSession,
  row: IndexedAsset,
  matched: MatchedPart | undefined,
  query: string,
  isOneOfSeveral: boolean,
): AssetItem {
  const { account } = session;
  const type = account.assetTypes.find(({ id }) => id === row.assetTypeId)?.name ?? row.assetType?.name;
  const about = [
    row.displayId === row.name ? '' : safeLabel(row.displayId),
    type === undefined ? '' : safeLabel(type),
    isOneOfSeveral ? safeLabel(account.label) : '',
  ];
  const detail = matched && detailOf(matched, query);
  return {
    session,
    row,
    label: safeLabel(row.name) || `#${row.id}`,
    iconPath: iconOfType(type ?? ''),
    description: about.filter(Boolean).join(' · '),
    ...(detail !== undefined && { detail }),
    alwaysShow: true,
    buttons: Object.values(assetButtons),
  };
}

/** What the item's asset is called in URIs. */
export function refOf({ session, row }: AssetItem): AssetRef {
  return { accountId: session.accountId, assetTypeId: row.assetTypeId, assetId: row.id };
}

/** The field in which a word was found; nothing where it is in what the list shows anyway. */
function detailOf({ field, text }: MatchedPart, query: string): string | undefined {
  if (field === 'name' || field === 'display_id') return undefined;
  const shown = safeLabel(excerpt(text, query), mostShown);
  return field === 'contact' ? t('Contact: {0}', shown) : `${safeLabel(field.name)}: ${shown}`;
}

const mostShown = 120;
const before = 30;

/** The part of a long text that holds one of the words. */
function excerpt(text: string, query: string): string {
  if (text.length <= mostShown) return text;
  const lower = text.toLowerCase();
  const found = query
    .toLowerCase()
    .split(/\s+/)
    .flatMap((word) => (word === '' ? [] : lower.indexOf(word)))
    .filter((at) => at >= 0);
  const at = found.length > 0 ? Math.min(...found) : 0;
  return at <= before ? text : `…${text.slice(at - before)}`;
}
