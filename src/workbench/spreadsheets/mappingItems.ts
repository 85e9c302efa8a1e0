import * as vscode from 'vscode';
import { safeLabel } from '../../assets/safeText';
import { type ColumnKey, isReadOnly } from '../../tables/columns';
import type { CsvTable, SourceColumn } from '../../tables/csvTable';
import type { DateOrder } from '../../tables/dateOrder';
import { holdsDates } from '../../tables/mapping';
import type { ImportSubject } from './importSubject';

const { t } = vscode.l10n;

/** What a column of a file is taken for. */
export interface ColumnDecision {
  readonly source: SourceColumn;
  /** Undefined where it is not imported. */
  readonly key: ColumnKey | undefined;
  readonly dates: DateOrder | undefined;
  /** True while it is only like a field's name, and nobody has looked at it. */
  readonly isGuess: boolean;
}

/** A row of the mapping; without an index it is the way on. */
interface MappingItem extends vscode.QuickPickItem {
  readonly index?: number;
}

const mostSamples = 3;

/** The mapping as a list: first the way on, then every column of the file with what it holds and some of its values. */
export function mappingItems(
  subject: ImportSubject,
  table: CsvTable,
  decisions: readonly ColumnDecision[],
): readonly MappingItem[] {
  const mapped = decisions.filter(({ key }) => key !== undefined).length;
  const guesses = decisions.filter(({ isGuess, key }) => isGuess && key !== undefined).length;
  return [
    {
      label: t('Continue with {0} of {1} columns', mapped, decisions.length),
      ...(guesses > 0 && {
        description:
          guesses === 1
            ? t('look at the one with a question mark')
            : t('look at the {0} with a question mark', guesses),
      }),
      iconPath: new vscode.ThemeIcon('arrow-right'),
      alwaysShow: true,
    },
    { label: t('Columns of the file'), kind: vscode.QuickPickItemKind.Separator },
    ...decisions.map((decision) => columnItem(subject, table, decision)),
  ];
}

function columnItem(
  { names, definition }: ImportSubject,
  table: CsvTable,
  { source, key, dates, isGuess }: ColumnDecision,
): MappingItem {
  const samples = samplesOf(table, source.index);
  const name = safeLabel(source.name, 60);
  const detail = samples === '' ? t('no values') : samples;
  if (key === undefined) {
    return { label: name, description: t('not imported'), detail, iconPath: icon('circle-slash'), index: source.index };
  }
  const remarks = [
    isGuess ? t('a guess by its name') : undefined,
    isReadOnly(key) && key !== 'id' ? t('set by HappyFox, so it is only looked at') : undefined,
    holdsDates(definition, key) ? (dates === undefined ? t('day or month first?') : dateOrderText(dates)) : undefined,
  ];
  return {
    label: `${name} → ${safeLabel(names.get(key)?.header ?? String(key), 60)}`,
    description: remarks.filter((remark) => remark !== undefined).join(', '),
    ...{ detail, iconPath: icon(isGuess ? 'question' : 'check'), index: source.index },
  };
}

function icon(name: string): vscode.ThemeIcon {
  return new vscode.ThemeIcon(name);
}

/** A few different values, so that one sees what a column is about. */
function samplesOf(table: CsvTable, index: number): string {
  const samples = new Set<string>();
  for (const text of table.texts(index)) {
    if (text.trim() !== '') samples.add(safeLabel(text, 30));
    if (samples.size === mostSamples) break;
  }
  return [...samples].join('  ·  ');
}

/** How the dates of a column are written, in a few words. */
export function dateOrderText(order: DateOrder): string {
  switch (order) {
    case 'ymd':
      return t('year first');
    case 'dmy':
      return t('day first');
    case 'mdy':
      return t('month first');
    case 'serial':
      return t('days as a spreadsheet counts them');
  }
}
