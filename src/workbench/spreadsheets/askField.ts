import * as vscode from 'vscode';
import { kindOf } from '../../assets/fieldKinds';
import { safeLabel, safeText } from '../../assets/safeText';
import type { ColumnKey } from '../../tables/columns';
import { isReadOnly } from '../../tables/columns';
import { fieldOfColumn } from '../../tables/mapping';
import { askPick, type back } from '../asking/quickInput';
import type { ImportSubject } from './importSubject';
import type { ColumnDecision } from './mappingItems';

const { t } = vscode.l10n;

interface FieldItem extends vscode.QuickPickItem {
  readonly key: ColumnKey | undefined;
}

/** Asks what a column holds; of a field that another column has, that other gives way. */
export function askField(
  { names, definition }: ImportSubject,
  { source, key }: ColumnDecision,
  taken: ReadonlyMap<ColumnKey, string>,
  title: string,
): Promise<FieldItem | typeof back> {
  const none: FieldItem = {
    label: t('Do not import this column'),
    iconPath: new vscode.ThemeIcon('circle-slash'),
    key: undefined,
  };
  const fields = names.columns
    .filter((column) => !isReadOnly(column.key) || column.key === 'id' || column.key === 'asset_type')
    .map((column): FieldItem => {
      const field = fieldOfColumn(definition, column.key);
      const other = taken.get(column.key);
      return {
        label: safeLabel(column.header),
        description: field ? safeLabel(field.type) : t('of every asset'),
        ...(other !== undefined && column.key !== key && { detail: t('now “{0}”', safeText(other)) }),
        ...(field && kindOf(field) === 'unknown' && { detail: t('can’t be changed here') }),
        key: column.key,
      };
    });
  const items = [none, ...fields];
  return askPick({
    ...{ title, step: 2, totalSteps: 1, items, active: items.find((item) => item.key === key) },
    placeholder: t('What does “{0}” hold?', safeText(source.name)),
  });
}
