import * as vscode from 'vscode';
import { newPlan, type Plan, type Step } from '../../plans/plan';
import { visibleLine } from '../../assets/safeText';
import type { ImportSubject } from './importSubject';
import { inStretches, pausing } from '../../happyfox/pause';
import { AssetMatcher } from '../../tables/assetMatcher';
import type { ColumnKey } from '../../tables/columns';
import { csvRows } from '../../tables/csvRows';
import { dryRun, type DryRun, type ImportMode } from '../../tables/dryRun';
import type { ImportRow } from '../../tables/importRow';
import { jsonRows } from '../../tables/jsonRows';
import { lookUpPeople } from '../../tables/lookUpPeople';
import type { MappedColumn } from '../../tables/mapping';
import { tableProblems } from '../../tables/tableProblems';
import { withProgress } from '../asking/progress';

const { t } = vscode.l10n;

/** The plan that an import comes to. */
export function importPlan({ session, uri, definition }: ImportSubject, steps: readonly Step[]): Plan {
  const file = visibleLine(uri.path.slice(uri.path.lastIndexOf('/') + 1));
  const { accountId, account } = session;
  const title = t('Import {0} into {1}', file, visibleLine(definition.assetType.name));
  return newPlan({ title, accountId, agent: account.agent }, steps);
}

/** How a file is to be imported. */
export interface ImportChoices {
  /** Empty for documents, which name their fields themselves. */
  readonly mapping: readonly MappedColumn[];
  /** Columns that somebody has decided not to import. */
  readonly ignored: ReadonlySet<number>;
  readonly match: ColumnKey;
  readonly mode: ImportMode;
  readonly createContacts: boolean;
}

/**
 * Finds out under a progress notification what an import would do; sends nothing but questions for people whom nobody here knows.
 * Rejects with `CancellationError` when the user cancels.
 */
export async function runDry(subject: ImportSubject, choices: ImportChoices): Promise<DryRun> {
  const { definition, assets, names, file } = subject;
  const { match, mode, createContacts } = choices;
  const rows = rowsOf(subject, choices);
  return withProgress(t('Checking {0} rows', number(rows.length)), async (report, signal) => {
    await lookUpStrangers(subject, rows, report, signal);
    const pause = pausing(signal);
    const run = dryRun(
      {
        ...{ definition, rows, mode, createContacts },
        matcher: await AssetMatcher.of(assets, definition, match, pause),
        match,
        matchHeader: names.get(match)?.header ?? String(match),
      },
      signal,
      pause,
    );
    let step = await run.next();
    for (; step.done !== true; step = await run.next()) {
      report(step.value / Math.max(rows.length, 1), t('{0} of {1}', number(step.value), number(rows.length)));
    }
    const ofTable =
      file.kind === 'table' ? await tableProblems(file.table, choices.mapping, choices.ignored, names, definition) : [];
    return { ...step.value, problems: [...ofTable, ...step.value.problems] };
  });
}

/** The rows of a file. */
export function rowsOf(
  { file, definition, people }: ImportSubject,
  { mapping, match }: Pick<ImportChoices, 'mapping' | 'match'>,
): readonly ImportRow[] {
  return file.kind === 'table'
    ? csvRows({ table: file.table, definition, mapping, match, people })
    : jsonRows(file.text, file.spans, { definition, match, people });
}

async function lookUpStrangers(
  { session, people }: ImportSubject,
  rows: readonly ImportRow[],
  report: (done: number, words: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const strangers = await inStretches(rows, pausing(signal), (row) =>
    row.people.filter((word) => people.find(word).kind === 'stranger'),
  );
  if (strangers.length === 0) return;
  const client = await session.store.client();
  for await (const { asked, total } of lookUpPeople(client, strangers, people, signal)) {
    report(0, t('looking up people: {0} of {1}', number(asked), number(total)));
  }
}

function number(value: number): string {
  return value.toLocaleString(vscode.env.language);
}
