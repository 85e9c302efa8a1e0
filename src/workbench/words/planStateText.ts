import * as vscode from 'vscode';
import type { PlanState } from '../../plans/planOnDisk';

const { t } = vscode.l10n;

/** How far a plan has come, for a list. */
export function planStateText(state: PlanState): string {
  switch (state.kind) {
    case 'new':
      return t('not applied yet');
    case 'running':
      return t('being applied');
    case 'interrupted':
      return t('interrupted');
    case 'broken':
      return state.file.kind === 'damaged' ? t('damaged') : t('can’t be read');
    case 'ended': {
      const { done, troubled, steps } = state.tally;
      const left = steps - done - troubled;
      if (troubled === 0 && left === 0) return t('done');
      return troubled > 0 ? t('{0} of {1} done, {2} not', done, steps, troubled) : t('{0} of {1} done', done, steps);
    }
  }
}
