import * as vscode from 'vscode';
import { parseAssetLink } from '../../assets/assetLink';
import { safeText } from '../../assets/safeText';
import type { Sessions } from '../sessions/sessions';
import type { RunCommand } from '../words/commandCalls';

const { t } = vscode.l10n;

/** Opens the asset that a link from outside names, e.g. one in a ticket or a chat. A link can do nothing else. */
export class AssetLinks implements vscode.UriHandler {
  constructor(
    private readonly sessions: Sessions,
    private readonly run: RunCommand,
  ) {}

  async handleUri({ path, query }: vscode.Uri): Promise<void> {
    const link = parseAssetLink(path, query);
    if (link.kind === 'unknownVerb')
      return refuse(t('This link was not followed: links can open assets, and nothing else.'));
    if (link.kind === 'malformed')
      return refuse(t('This link was not followed: it does not name one account and one asset. Copy it again.'));
    const [session] = link.accountIds.flatMap((id) => this.sessions.find(id) ?? []);
    if (!session) return offerAccount(link.accountIds.at(-1) ?? '', this.run);
    await this.run('openAsset', { account: session.accountId, id: link.assetId });
  }
}

async function refuse(sentence: string): Promise<void> {
  await vscode.window.showErrorMessage(sentence);
}

/** The account stands in the message for a person to compare; it is not filled in for them, since anybody can write a link. */
async function offerAccount(accountId: string, run: RunCommand): Promise<void> {
  const add = t('Add Account');
  const choice = await vscode.window.showErrorMessage(
    t(
      'This link leads to an asset of {0}, an account that is not here. Add the account, then follow the link again.',
      safeText(accountId),
    ),
    add,
  );
  if (choice === add) await run('addAccount');
}
