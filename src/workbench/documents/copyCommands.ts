import * as vscode from 'vscode';
import { targetsOf, type TargetParts, type Target } from '../asking/arguments';
import type { DocumentParts } from './documentParts';
import { renderedAsset } from '../screen/assetText';
import { assetLink } from '../../assets/assetLink';
import { CommandRefused } from '../words/errors';
import type { SessionParts } from '../sessions/sessionParts';

const { t } = vscode.l10n;

/** Copies the ids of the selected assets, one a line. */
export async function copyId(parts: TargetParts, ...args: readonly unknown[]): Promise<void> {
  const ids = targetsOf(parts, args).map(({ assetId }) => String(assetId));
  if (ids.length > 0) await vscode.env.clipboard.writeText(ids.join('\n'));
}

/** Copies the display ids of the selected assets, one a line. */
export async function copyDisplayId(
  parts: TargetParts & Pick<DocumentParts, 'opened'>,
  ...args: readonly unknown[]
): Promise<void> {
  const displayIds: string[] = [];
  for (const target of targetsOf(parts, args)) displayIds.push(await displayIdOf(parts, target));
  if (displayIds.length > 0) await vscode.env.clipboard.writeText(displayIds.join('\n'));
}

async function displayIdOf(
  { opened }: Pick<DocumentParts, 'opened'>,
  { session, assetId, assetTypeId = 0 }: Target,
): Promise<string> {
  const open = opened.peek({ accountId: session.accountId, assetTypeId, assetId })?.latest.asset;
  return (session.store.loaded(assetId) ?? open ?? (await session.store.read(assetId))).displayId;
}

/** Copies the selected assets in the form of their documents: one object, or a list of several. */
export async function copyAsJson(parts: TargetParts, ...args: readonly unknown[]): Promise<void> {
  const texts: string[] = [];
  for (const target of targetsOf(parts, args)) {
    const { session, assetId } = target;
    const asset = session.store.loaded(assetId) ?? (await session.store.read(assetId));
    const assetTypeId = target.assetTypeId ?? asset.assetType?.id;
    if (assetTypeId !== undefined) texts.push((await renderedAsset(session, assetTypeId, asset)).text.trimEnd());
  }
  const [only, ...others] = texts;
  if (only === undefined) return;
  await vscode.env.clipboard.writeText(others.length === 0 ? `${only}\n` : `[\n${texts.join(',\n')}\n]\n`);
}

/** Copies links to the selected assets, one a line: following one opens the asset here, or wherever its account has been added. */
export async function copyLink(
  parts: TargetParts & Pick<SessionParts, 'extensionId'>,
  ...args: readonly unknown[]
): Promise<void> {
  const links = targetsOf(parts, args).map(
    ({ session, assetId }) => `${vscode.env.uriScheme}://${parts.extensionId}${assetLink(session.accountId, assetId)}`,
  );
  if (links.length === 0) throw new CommandRefused(t('Open an asset first.'));
  await vscode.env.clipboard.writeText(links.join('\n'));
}
