import * as vscode from 'vscode';
import type { BuiltInColumn } from '../../tables/tableColumn';
import type { TableWords } from './tableMessages';

const { t } = vscode.l10n;

/** The page's sentences, in the user's language. */
export function tableWords(): TableWords {
  return {
    table: t('Table of assets'),
    query: t('Filter the table, e.g. laptop warranty:<today+90d'),
    filter: t('Filter {0}', '{0}'),
    group: t('Group by'),
    noGroup: t('No groups'),
    columns: t('Columns…'),
    columnsHint: t('Ticked columns are shown, in this order.'),
    moveUp: t('Move {0} to the left', '{0}'),
    moveDown: t('Move {0} to the right', '{0}'),
    frozen: t('Keep the first columns in place'),
    resetColumns: t('Reset'),
    apply: t('Apply'),
    undo: t('Undo'),
    redo: t('Redo'),
    discard: t('Discard…'),
    loading: t('Loading…'),
    empty: t('No asset fits these filters.'),
    selected: t('{0} cells selected', '{0}'),
    hidden: t('Selected assets that are not shown: {0}', '{0}'),
    gone: t('The selected asset is not shown any more. Choose another cell.'),
    editedElsewhere: t('The asset that you are editing is not shown any more. What you type is still meant for it.'),
    edited: t('Not sent yet; HappyFox has “{0}”', '{0}'),
    readOnly: t('can’t be edited'),
    line: t('line {0} of {1}', '{0}', '{1}'),
    expand: t('Expand'),
    collapse: t('Collapse'),
    findPerson: t('Find a person by name or e-mail'),
    noMatch: t('Nothing found'),
    remove: t('Remove {0}', '{0}'),
    none: t('(none)'),
    keys: t(
      'Arrow keys move, Shift selects, F2 or Enter edits, Ctrl+D fills down, Ctrl+Enter opens the asset, Alt with the up or down arrow sorts, Ctrl+Shift+L goes to the column’s filter.',
    ),
  };
}

/** What the columns that every table has are called. */
export function builtInName(key: BuiltInColumn): string {
  switch (key) {
    case 'name':
      return t('Name');
    case 'display_id':
      return t('Display ID');
    case 'type':
      return t('Asset Type');
    case 'contacts':
      return t('Contacts');
    case 'id':
      return t('ID');
    case 'created_at':
      return t('Created');
    case 'created_by':
      return t('Created By');
    case 'updated_at':
      return t('Updated');
    case 'updated_by':
      return t('Updated By');
  }
}
