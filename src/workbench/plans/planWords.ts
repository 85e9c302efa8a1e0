import * as vscode from 'vscode';
import type { PlanWords } from './planMessages';

const { t } = vscode.l10n;

/** The words of a plan's page, in the user's language. */
export function planWords(): PlanWords {
  return {
    asset: t('Asset'),
    changes: t('Changes'),
    outcome: t('Outcome'),
    include: t('Send'),
    includeAll: t('Send all rows that are shown'),
    filter: t('Find in these rows'),
    shown: t('{0} of {1} rows', '{0}', '{1}'),
    none: t('No row matches.'),
    before: t('before'),
    after: t('after'),
    empty: t('empty'),
    open: t('Open this asset'),
    kindsLabel: t('Which rows'),
    kinds: [
      { value: 'all', label: t('All rows') },
      { value: 'update', label: t('Changes alone') },
      { value: 'create', label: t('Creations alone') },
      { value: 'delete', label: t('Deletions alone') },
      { value: 'problems', label: t('With problems') },
      { value: 'trouble', label: t('Not done') },
    ],
  };
}
