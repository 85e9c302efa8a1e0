import * as vscode from 'vscode';
import { safeText } from '../../assets/safeText';
import type { NewContact } from '../../happyfox/asset';
import type { AccountSession } from '../sessions/accountSession';
import { personText } from '../asking/newPeople';

const { t } = vscode.l10n;

/** Asks whether the people whom a file names, and who don't exist, are to be created. */
export async function confirmNewPeople(session: AccountSession, people: readonly NewContact[]): Promise<boolean> {
  const create = people.length === 1 ? t('Create the Contact') : t('Create {0} Contacts', people.length);
  const leave = t('Leave Their Rows Out');
  const named = people.slice(0, 10).map(personText);
  const detail = [...named, ...(people.length > 10 ? [t('and {0} more', people.length - 10)] : [])].join('\n');
  const choice = await vscode.window.showWarningMessage(
    people.length === 1
      ? t('The file names somebody who does not exist in {0}.', safeText(session.account.label))
      : t('The file names {0} people who do not exist in {1}.', people.length, safeText(session.account.label)),
    {
      modal: true,
      detail: `${detail}\n\n${t('They are created when the plan is applied; HappyFox can’t undo that from here.')}`,
    },
    create,
    leave,
  );
  if (choice === undefined) throw new vscode.CancellationError();
  return choice === create;
}
