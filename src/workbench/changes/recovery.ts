import * as vscode from 'vscode';
import { safeText } from '../../assets/safeText';
import type { JournalFiles } from '../../plans/journalFiles';
import { JournalUnavailable, type JournalEntry, type JournaledWrite, type WriteState } from '../../plans/journal';
import { systemClock } from '../../happyfox/clock';
import { recoverWrite } from '../../plans/recoverWrite';
import type { AccountSession } from '../sessions/accountSession';
import { announceWrite, newsOf } from '../sessions/announceWrite';
import type { OtherWindows } from '../sessions/otherWindows';
import type { Sessions } from '../sessions/sessions';

const { t } = vscode.l10n;

/** What writes are cleared up with. */
interface RecoveryParts {
  readonly journal: JournalFiles;
  readonly windows: OtherWindows;
  /** Takes a line for the log. */
  readonly warn: (line: string) => void;
}

/**
 * Clears up the writes that were under way when a window died: asks the server what became of each, and says so. Sends none again.
 * Then cuts the journals back to their limit.
 */
export async function recoverWrites(sessions: Sessions, parts: RecoveryParts): Promise<void> {
  const { journal, warn } = parts;
  for (const session of sessions.all) {
    const { accountId } = session;
    const writes = await readable(journal, accountId);
    if (!writes) {
      warn(
        'Some of the record of earlier changes can’t be read, so that no write of it is cleared up. The Changes view says more.',
      );
      continue;
    }
    for (const write of writes.filter(({ result, sender }) => !result && sender === 'gone')) {
      await recoverOne(session, parts, write).catch(() =>
        warn('A write that was under way could not be cleared up yet.'),
      );
    }
    await journal.prune(accountId).catch(() => warn('The journal could not be cut back to its limit.'));
  }
}

/** The writes of an account; undefined where some can't be read: then nothing is concluded from the others. */
async function readable(journal: JournalFiles, accountId: string): Promise<readonly JournaledWrite[] | undefined> {
  try {
    // What is damaged is set aside by the first look, which tells of it; the second has the rest.
    return await journal.read(accountId).catch(() => journal.read(accountId));
  } catch (error) {
    if (error instanceof JournalUnavailable) return undefined;
    throw error;
  }
}

async function recoverOne(
  session: AccountSession,
  { windows }: Pick<RecoveryParts, 'windows'>,
  { entry }: JournaledWrite,
): Promise<void> {
  const client = await session.store.client();
  const definition = await session.store.catalogue.definition(entry.assetTypeId);
  const result = await recoverWrite({ ...systemClock, client, definition }, entry);
  await session.index.followed.end(entry, result);
  const news = newsOf(session.store, entry, result);
  if (news) announceWrite(windows, session, news);
  void tell(entry, result.state);
}

/** With a button, since VS Code cuts a message without one short after a line. What is to be looked at is a warning. */
async function tell(entry: JournalEntry, state: WriteState): Promise<void> {
  const show = t('Show Changes');
  const happened = state === 'verified' || state === 'applied';
  const choice = happened
    ? await vscode.window.showInformationMessage(sentence(entry, state), show)
    : await vscode.window.showWarningMessage(sentence(entry, state), show);
  if (choice === show) await vscode.commands.executeCommand('happyfoxAssets.changes.focus');
}

function sentence({ operation, name: plain }: JournalEntry, state: WriteState): string {
  const name = safeText(plain);
  const happened = state === 'verified' || state === 'applied';
  if (operation === 'delete') {
    return happened
      ? t('“{0}” was being deleted when VS Code closed. HappyFox has deleted it.', name)
      : t(
          '“{0}” was being deleted when VS Code closed. So far it is still in HappyFox: refresh before you delete it again.',
          name,
        );
  }
  if (happened) return t('“{0}” was being saved when VS Code closed. HappyFox has it.', name);
  if (state === 'failed' && operation === 'create')
    return t('“{0}” was being created when VS Code closed. HappyFox does not have it: save it again.', name);
  if (state === 'failed')
    return t(
      '“{0}” was being saved when VS Code closed. So far HappyFox does not have the change: save it again.',
      name,
    );
  return operation === 'create'
    ? t(
        '“{0}” was being created when VS Code closed, and HappyFox may have it or not. Look for it before you save it again.',
        name,
      )
    : t(
        '“{0}” was being saved when VS Code closed, and somebody has changed it since. Look at it before you save again.',
        name,
      );
}
