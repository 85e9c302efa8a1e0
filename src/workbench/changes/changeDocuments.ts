import * as vscode from 'vscode';
import { accountSegment, safeFileName } from '../../assets/assetRef';
import type { Asset } from '../../happyfox/asset';
import type { JournalFiles } from '../../plans/journalFiles';
import type { JournaledWrite } from '../../plans/journal';
import type { AccountSession } from '../sessions/accountSession';
import { textFor } from '../screen/assetText';
import { changeScheme } from '../screen/openEditors';
import type { Sessions } from '../sessions/sessions';

/** Serves the states of assets before and after a change, read-only, for the diff that shows it. */
export class ChangeDocuments implements vscode.TextDocumentContentProvider {
  constructor(
    private readonly sessions: Sessions,
    private readonly journal: JournalFiles,
  ) {}

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const [, account = '', change = '', side = ''] = uri.path.split('/');
    const session = this.sessions.find(decodeURIComponent(account));
    const { writes } = await this.journal.list(session?.accountId ?? '');
    const write = writes.find(({ entry }) => entry.id === change);
    if (!session || !write) return '';
    return sideText(session, write, side === 'before' ? write.entry.before : afterOf(write));
  }
}

/** The two sides of a change, and a title for their diff. */
export function sidesOf({ accountId }: AccountSession, { entry }: JournaledWrite): readonly [vscode.Uri, vscode.Uri] {
  const side = (name: 'before' | 'after'): vscode.Uri =>
    vscode.Uri.from({
      scheme: changeScheme,
      path: `/${accountSegment(accountId)}/${entry.id}/${name}/${safeFileName(entry.name)}.json`,
    });
  return [side('before'), side('after')];
}

function afterOf({ entry, result }: JournaledWrite): Asset | null {
  return result?.after ?? entry.intent;
}

async function sideText(session: AccountSession, { entry }: JournaledWrite, asset: Asset | null): Promise<string> {
  if (!asset) return '';
  const definition = await session.store.catalogue.definition(entry.assetTypeId);
  return textFor(session, definition, withoutTimes(asset));
}

/** Only some of the server's answers hold times and authors: in a diff they would look like changes. */
function withoutTimes({ id, displayId, name, contacts, customFields, assetType, absent }: Asset): Asset {
  return { id, displayId, name, contacts, customFields, absent, unknownKeys: {}, ...(assetType && { assetType }) };
}
