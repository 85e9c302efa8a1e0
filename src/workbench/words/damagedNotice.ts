import * as vscode from 'vscode';

const { t } = vscode.l10n;

/** What can be damaged, and what is said then. Nothing was written over it. */
const sentences = {
  edit: () =>
    t(
      'A file in which an edit was kept is damaged. Nothing was sent. The file was set aside, and may still hold what was typed.',
    ),
  journal: () =>
    t(
      'Some of the record of earlier changes was damaged. What could be read is kept, and a copy of the damaged file beside it.',
    ),
  accounts: () =>
    t(
      'The list of your accounts was damaged, and was set aside. Add your accounts again: their changes, plans and pending edits are still here.',
    ),
  filters: () =>
    t(
      'The saved filters of an account were damaged, and were set aside. Filter the sidebar and run “Save Filter” to keep them anew.',
    ),
} as const;

/** Says that a file of this extension's is damaged and lies aside at a path, and offers to add an account where that helps. */
export async function tellDamaged(
  what: keyof typeof sentences,
  path: string,
  log: (line: string) => void,
  addAccount?: () => unknown,
): Promise<void> {
  log(`A damaged file (${what}) was set aside as ${path}`);
  const copy = t('Copy Path');
  const add = t('Add Account');
  const steps = addAccount ? [add, copy] : [copy];
  const choice = await vscode.window.showWarningMessage(sentences[what](), ...steps);
  if (choice === copy) await vscode.env.clipboard.writeText(path);
  if (choice === add) await addAccount?.();
}
