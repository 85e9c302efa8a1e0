import * as vscode from 'vscode';
import type { Ground } from '../../finding/ground';
import type { AssetTable } from '../../tables/assetTable';
import type { EditHistory } from '../../tables/editHistory';
import { groundText } from '../words/indexText';
import { queryProblemSentence } from '../words/queryProblemText';
import type { MadeEdit, TableEdits } from './tableEdits';
import type { TableSummary } from './tableMessages';

const { t } = vscode.l10n;

/** How far the reading of what the table shows has come. */
export interface ReadingState {
  readonly loaded: number;
  readonly total: number;
  /** Why it ended before all were read, as a sentence. */
  readonly failed?: string;
}

/** What stands around the lines, in words. */
export function summarize({
  table,
  edits,
  history,
  total,
  reading,
  ground,
}: {
  readonly table: AssetTable;
  readonly edits: TableEdits;
  readonly history: EditHistory<readonly MadeEdit[]>;
  /** Assets that are known, found or not. */
  readonly total: number;
  readonly reading: ReadingState | undefined;
  readonly ground: Ground;
}): TableSummary {
  const { layout } = table;
  const pending = edits.all;
  const invalid = pending.filter(
    ({ values, problem }) => problem ?? [...values.values()].some((value) => value.problem),
  );
  const changes = pending.reduce((sum, { values }) => sum + Math.max(1, values.size), 0);
  return {
    status: statusText(layout.found, total, reading),
    ground: reading && reading.failed === undefined ? '' : groundText(ground),
    isReading: reading !== undefined && reading.failed === undefined,
    problems: Object.fromEntries(Array.from(layout.problems, ([key, problem]) => [key, queryProblemSentence(problem)])),
    review:
      pending.length === 0
        ? undefined
        : changes === 1
          ? t('Review 1 Change')
          : pending.length === 1
            ? t('Review {0} Changes in 1 Asset', number(changes))
            : t('Review {0} Changes in {1} Assets', number(changes), number(pending.length)),
    invalid:
      invalid.length === 0
        ? undefined
        : invalid.length === 1
          ? t('1 asset has values that can’t be sent')
          : t('{0} assets have values that can’t be sent', number(invalid.length)),
    canUndo: history.canUndo,
    canRedo: history.canRedo,
  };
}

function statusText(found: number, total: number, reading: ReadingState | undefined): string {
  const shown =
    found === total
      ? total === 1
        ? t('1 asset')
        : t('{0} assets', number(total))
      : t('{0} of {1} assets', number(found), number(total));
  if (!reading) return shown;
  if (reading.failed !== undefined) return `${shown} · ${reading.failed}`;
  return `${shown} · ${t('Reading {0} of {1}…', number(reading.loaded), number(reading.total))}`;
}

function number(count: number): string {
  return count.toLocaleString(vscode.env.language);
}
