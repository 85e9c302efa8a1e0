import * as vscode from 'vscode';

const { t } = vscode.l10n;

/** Asks whether to create an asset although it may exist: the answer to the first attempt was lost. */
export async function confirmSecondCreate(name: string): Promise<boolean> {
  const again = t('Create Again');
  const choice = await vscode.window.showWarningMessage(
    t('“{0}” may have been created already', name),
    {
      modal: true,
      detail: t(
        'It was sent before, but the answer was lost. Refresh the list and look for it first: creating it again may make a second one.',
      ),
    },
    again,
  );
  return choice === again;
}
