import * as vscode from 'vscode';
import { safeLabel } from '../../assets/safeText';
import type { Sorting } from '../../finding/arrangement';
import type { GroupKey } from '../../finding/grouping';
import type { SortKey } from '../../finding/sorting';
import { numberText } from './indexText';

const { t } = vscode.l10n;

/** What assets are grouped or sorted by, as people call it. */
export function fieldOf(key: GroupKey | SortKey): string {
  switch (key.kind) {
    case 'contact':
      return t('Contact');
    case 'name':
      return t('Name');
    case 'displayId':
      return t('Display ID');
    case 'field':
      return safeLabel(key.name);
  }
}

/** An order, with its direction where it is not the usual one. */
export function sortingWords({ by, direction }: Sorting): string {
  return direction === 'ascending' ? fieldOf(by) : t('{0}, descending', fieldOf(by));
}

/** How many assets are left of how many; of how many is left out where nobody knows yet. */
export function hitsText(hits: number, total: number | undefined): string {
  return total === undefined ? numberText(hits) : t('{0} of {1}', numberText(hits), numberText(total));
}
