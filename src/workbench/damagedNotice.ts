import * as vscode from 'vscode';

const { t } = vscode.l10n;

/** Says that something this extension had kept is damaged, and where it lies now: nothing was written over it. */
export function tellDamaged(path: string): void {
  const copy = t('Copy Path');
  const sentence = t(
    'A file in which an edit was kept is damaged. Nothing was sent or written over: it lies at {0}, and may still hold what was typed.',
    path,
  );
  void vscode.window.showWarningMessage(sentence, copy).then(async (choice) => {
    if (choice === copy) await vscode.env.clipboard.writeText(path);
  });
}
