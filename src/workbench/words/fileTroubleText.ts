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
export function journalText({ kind, path, code = '?' }: FileTrouble): string {
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
