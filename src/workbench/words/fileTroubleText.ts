import * as vscode from 'vscode';
import type { FileTrouble } from '../../disk/fileTrouble';
import { JournalUnavailable } from '../../plans/journal';
import { PlanUnreadable } from '../../plans/planErrors';

const { t } = vscode.l10n;

/** What to do where a file of ours can't be relied on; undefined for any other error. */
export function fileErrorText(error: unknown): string | undefined {
  if (error instanceof PlanUnreadable) return planText(error);
  return error instanceof JournalUnavailable && error.file ? journalText(error.file) : undefined;
}

/** What keeps a plan from being shown or applied. */
export function planText({ part, file }: Pick<PlanUnreadable, 'part' | 'file'>): string {
  if (file.kind !== 'damaged') {
    return t(
      'The plan’s record can’t be read ({0}): nothing was sent. See what is wrong with {1}, and try again.',
      file.code ?? '?',
      file.path,
    );
  }
  return part === 'plan'
    ? t('This plan is damaged ({0}): nothing was sent. Discard it, and make it again.', file.path)
    : t(
        'The record of what this plan has done is damaged ({0}): nothing was sent. Look at its assets in HappyFox, discard it, and make a new plan of what is missing.',
        file.path,
      );
}

/** What keeps the journal from being shown, or a write from being sent. */
function journalText({ kind, path, code = '?' }: FileTrouble): string {
  switch (kind) {
    case 'unwritable':
      return t(
        'What is done can’t be written down ({0}), so nothing more was sent. Make room for {1} on the disk, or see to it that it can be written, and try again.',
        code,
        path,
      );
    case 'unreadable':
      return t(
        'The record of earlier changes can’t be read ({0}): nothing was sent. See what is wrong with {1}, and try again.',
        code,
        path,
      );
    case 'damaged':
      return t(
        'The record of earlier changes is damaged ({0}): nothing was sent. Look at the asset in HappyFox, and try again; if it stays so, reload the other windows.',
        path,
      );
  }
}

/** What the changes view says of a file that it can't show. */
export function lostFileText({ kind, path, code = '?' }: FileTrouble, of: 'journal' | 'plan'): string {
  if (kind !== 'damaged') return t('This file can’t be read ({0}), so what it holds is missing here: {1}', code, path);
  return of === 'plan'
    ? t('This plan is damaged. Discard it, and make it again. Its file is {0}.', path)
    : t(
        'Some of the record of earlier changes was damaged, and is missing here. What could be read is kept; the file as it was is {0}. Erase the changes once you need it no more.',
        path,
      );
}

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
