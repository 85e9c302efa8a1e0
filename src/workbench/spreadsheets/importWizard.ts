import * as vscode from 'vscode';
import { safeText } from '../../assets/safeText';
import type { ColumnKey } from '../../tables/columns';
import type { ImportMode } from '../../tables/dryRun';
import { shapeOf } from '../../tables/mapping';
import { pickSession } from '../asking/arguments';
import type { SpreadsheetParts } from './spreadsheetParts';
import type { PlanParts } from '../plans/planParts';
import type { SessionParts } from '../sessions/sessionParts';
import { groundText } from '../words/indexText';
import { pickType } from '../asking/pickType';
import { back, inOrder } from '../asking/quickInput';
import { askMapping, startingMapping, type MappingAnswer } from './askMapping';
import { askMatch, askMode } from './askMatch';
import { mayCreateContacts } from '../asking/newPeople';
import { confirmNewPeople } from './confirmNewPeople';
import { importPlan, runDry, type ImportChoices } from './importRun';
import { openSubject, type ImportSubject } from './importSubject';
import { showDryRun } from './showDryRun';
import { toldProblems } from './toldProblems';
import { eachPersonOnce } from '../../assets/person';

const { t } = vscode.l10n;

/** Leads from a file to a reviewed plan: which type, which columns, how rows find their assets, what is wrong. Each step can go back. */
export async function importWizard(
  parts: Pick<SpreadsheetParts, 'spreadsheets'> & Pick<PlanParts, 'plans'> & Pick<SessionParts, 'sessions'>,
  args: readonly unknown[],
): Promise<void> {
  const uri = await fileToImport(args);
  const session = await pickSession(parts, args, t('Import Assets'));
  const type = await pickType(session, args[0], t('Import Assets'));
  const subject = await openSubject(session, type.id, uri);
  const choices = await askChoices(parts, subject);
  await remember(parts, subject, choices);
  const checked = await check(subject, choices);
  const told = toldProblems(subject, checked.problems);
  parts.spreadsheets.problems.show(uri, told);
  const plan = importPlan(subject, checked.steps);
  if (told.length === 0 && plan.steps.length === 0) {
    void vscode.window.showInformationMessage(
      `${t('Nothing to do: HappyFox has everything as it is in the file.')} (${groundText(subject.ground)})`,
    );
  } else if (told.length === 0 || (await showDryRun(subject, checked, told))) {
    await parts.plans.review(plan);
  }
}

async function fileToImport([argument]: readonly unknown[]): Promise<vscode.Uri> {
  if (argument instanceof vscode.Uri) return argument;
  const files = await vscode.window.showOpenDialog({
    title: t('Import Assets'),
    openLabel: t('Import'),
    filters: { [t('Tables and documents')]: ['csv', 'tsv', 'txt', 'jsonl', 'ndjson', 'json'] },
  });
  if (!files?.[0]) throw new vscode.CancellationError();
  return files[0];
}

async function askChoices(
  parts: Pick<SpreadsheetParts, 'spreadsheets'>,
  subject: ImportSubject,
): Promise<ImportChoices> {
  const { file, definition } = subject;
  const title = t('Import into {0}', safeText(definition.assetType.name));
  const kept =
    file.kind === 'table' ? parts.spreadsheets.memory.mapping(shapeOf(file.table, definition.assetType.id)) : undefined;
  let columns: MappingAnswer = { mapping: [], ignored: new Set(), decisions: [] };
  if (file.kind === 'table') columns = await startingMapping(subject, file.table, kept);
  let match: ColumnKey | undefined = subject.names.columns.find(({ key }) => key === kept?.match)?.key;
  let mode: ImportMode | undefined = kept?.mode;
  const first = file.kind === 'table' ? 1 : 0;
  const totalSteps = first + 2;
  const mapColumns = async () => {
    if (file.kind !== 'table') return undefined;
    const answer = await askMapping(subject, file.table, columns, { title, step: 1, totalSteps });
    if (answer !== back) columns = answer;
    return answer;
  };
  const chooseMatch = async () => {
    const answer = await askMatch(subject, columns.mapping, match, { title, step: first + 1, totalSteps });
    if (answer !== back) match = answer;
    return answer;
  };
  const chooseMode = async () => {
    const answer = await askMode(subject, columns.mapping, match ?? 'id', mode, { title, step: first + 2, totalSteps });
    if (answer !== back) mode = answer;
    return answer;
  };
  await inOrder(file.kind === 'table' ? [mapColumns, chooseMatch, chooseMode] : [chooseMatch, chooseMode]);
  if (match === undefined || mode === undefined) throw new vscode.CancellationError();
  const { mapping, ignored } = columns;
  return { mapping, ignored, match, mode, createContacts: false };
}

async function remember(
  { spreadsheets }: Pick<SpreadsheetParts, 'spreadsheets'>,
  { file, definition }: ImportSubject,
  { mapping, ignored, match, mode }: ImportChoices,
): Promise<void> {
  if (file.kind !== 'table') return;
  const columns = [...mapping, ...[...ignored].map((index) => ({ index, key: null }))];
  await spreadsheets.memory.rememberMapping({
    shape: shapeOf(file.table, definition.assetType.id),
    columns,
    match,
    mode,
  });
}

/** Looks at the file once more where people could be created with it: the question is about those whom the plan would create. */
async function check(subject: ImportSubject, choices: ImportChoices) {
  const checked = await runDry(subject, choices);
  const named = checked.problems.some((problem) => problem.code === 'stranger' && problem.detail.canCreate);
  if (!named || !(await mayCreateContacts(subject.session))) return checked;
  const withPeople = await runDry(subject, { ...choices, createContacts: true });
  const people = eachPersonOnce(withPeople.steps.flatMap(({ newContacts = [] }) => newContacts));
  return people.length > 0 && (await confirmNewPeople(subject.session, people)) ? withPeople : checked;
}
