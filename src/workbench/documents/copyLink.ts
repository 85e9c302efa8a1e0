import * as vscode from 'vscode';
import { assetLink } from '../../assets/assetLink';
import { CommandRefused } from '../words/errors';
import { targetsOf } from '../asking/arguments';
import type { TargetParts } from '../asking/arguments';
import type { SessionParts } from '../sessions/sessionParts';

const { t } = vscode.l10n;

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
