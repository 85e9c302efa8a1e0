import * as vscode from 'vscode';
import { safeLabel } from '../../assets/safeText';
import { inStretches, pausing } from '../../happyfox/pause';
import { AssetMatcher } from '../../tables/assetMatcher';
import { isReadOnly, type Column, type ColumnKey } from '../../tables/columns';
import { fieldOfColumn, type MappedColumn } from '../../tables/mapping';
import { kindOf } from '../../assets/fieldKinds';
import { askPick, type back, type Step } from '../asking/quickInput';
import { rowsOf } from './importRun';
import type { ImportSubject } from './importSubject';
import type { ImportMode } from '../../tables/dryRun';
import { groundText } from '../words/indexText';

const { t } = vscode.l10n;

interface MatchItem extends vscode.QuickPickItem {
  readonly key: ColumnKey;
}

/** Asks which column says which asset a row is about. What finds most rows stands first. */
export async function askMatch(
  subject: ImportSubject,
  mapping: readonly MappedColumn[],
  active: ColumnKey | undefined,
  step: Step,
): Promise<ColumnKey | typeof back> {
  const counted: Awaited<ReturnType<typeof itemFor>>[] = [];
  for (const column of candidates(subject, mapping)) counted.push(await itemFor(subject, mapping, column));
  const items = counted.sort((one, other) => other.found - one.found).map(({ item }) => item);
  const answer = await askPick({
    ...step,
    ...{ items, active: items.find(({ key }) => key === active) },
    placeholder: t('What says which asset a row is about?'),
  });
  return typeof answer === 'symbol' ? answer : answer.key;
}

/** What can tell assets apart: ids, names, and fields of one line. */
function candidates({ names, definition, file }: ImportSubject, mapping: readonly MappedColumn[]): readonly Column[] {
  const telling = names.columns.filter(({ key }) => {
    const field = fieldOfColumn(definition, key);
    if (field) return kindOf(field).identifies !== 'never';
    return key === 'id' || (!isReadOnly(key) && key !== 'contacts');
  });
  if (file.kind === 'documents') return telling;
  const mapped = new Set(mapping.map(({ key }) => key));
  return telling.filter(({ key }) => mapped.has(key));
}

async function itemFor(subject: ImportSubject, mapping: readonly MappedColumn[], { key, header }: Column) {
  const { assets, definition } = subject;
  const pause = pausing();
  const matcher = await AssetMatcher.of(assets, definition, key, pause);
  const rows = rowsOf(subject, { mapping, match: key });
  const hits = await inStretches(rows, pause, (row) => [matcher.find(row.matchText)]);
  const found = hits.filter(({ length }) => length === 1).length;
  const count = (value: number): string => value.toLocaleString(vscode.env.language);
  const item: MatchItem = {
    label: safeLabel(header),
    description: t('finds {0} of {1} rows', count(found), count(rows.length)),
    ...(!matcher.isUnique && assets.length > 0 && { detail: t('Several assets have the same value here') }),
    key,
  };
  return { item, found };
}

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
