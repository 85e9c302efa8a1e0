import * as vscode from 'vscode';
import { inStretches, pausing } from '../../happyfox/pause';
import { AssetMatcher } from '../../tables/assetMatcher';
import type { ColumnKey } from '../../tables/columns';
import type { ImportMode } from '../../tables/dryRun';
import type { MappedColumn } from '../../tables/mapping';
import { groundText } from '../words/groundText';
import { askPick, type back, type Step } from '../asking/quickInput';
import { rowsOf } from './importRun';
import type { ImportSubject } from './importSubject';

const { t } = vscode.l10n;

interface ModeItem extends vscode.QuickPickItem {
  readonly mode: ImportMode;
}

/** Asks whether assets are to be changed, created or both, and says how many rows are about what. */
export async function askMode(
  subject: ImportSubject,
  mapping: readonly MappedColumn[],
  match: ColumnKey,
  active: ImportMode | undefined,
  step: Step,
): Promise<ImportMode | typeof back> {
  const pause = pausing();
  const matcher = await AssetMatcher.of(subject.assets, subject.definition, match, pause);
  const rows = rowsOf(subject, { mapping, match });
  const { length: found } = await inStretches(rows, pause, (row) => matcher.find(row.matchText).slice(0, 1));
  const items = modeItems(found, rows.length - found);
  const likely = found === 0 ? 'create' : 'update';
  const answer = await askPick({
    ...step,
    ...{ items, active: items.find(({ mode }) => mode === (active ?? likely)) },
    placeholder: `${t('What is to happen?')} (${groundText(subject.ground)})`,
  });
  return typeof answer === 'symbol' ? answer : answer.mode;
}

function modeItems(found: number, others: number): readonly ModeItem[] {
  const count = (value: number): string => value.toLocaleString(vscode.env.language);
  return [
    {
      label: t('Change assets'),
      description: t('{0} rows are about an asset that exists', count(found)),
      detail: t('Rows about others are told as problems. Blank cells leave a value, (clear) empties it.'),
      iconPath: new vscode.ThemeIcon('edit'),
      mode: 'update',
    },
    {
      label: t('Create assets'),
      description: t('{0} rows are about none', count(others)),
      detail: t('Rows about assets that exist are left out.'),
      iconPath: new vscode.ThemeIcon('add'),
      mode: 'create',
    },
    {
      label: t('Change and create'),
      description: t('{0} rows', count(found + others)),
      iconPath: new vscode.ThemeIcon('files'),
      mode: 'both',
    },
  ];
}
