import * as vscode from 'vscode';

const { t } = vscode.l10n;

/** Says that an edit that this extension had kept is damaged, and where it lies now: nothing was written over it. */
export function tellDamagedEdit(path: string): void {
  tell(
    t(
      'A file in which an edit was kept is damaged. Nothing was sent or written over: it lies at {0}, and may still hold what was typed.',
      path,
    ),
    path,
  );
}

/** Says that a file of the journal was damaged and set aside. */
export function tellDamagedJournal(path: string): void {
  tell(
    t(
      'Some of the record of earlier changes was damaged. What could be read is kept; the file as it was is {0}.',
      path,
    ),
    path,
  );
}

function tell(sentence: string, path: string): void {
  const copy = t('Copy Path');
  void vscode.window.showWarningMessage(sentence, copy).then(async (choice) => {
    if (choice === copy) await vscode.env.clipboard.writeText(path);
  });
}
