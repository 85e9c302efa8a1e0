import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { severityOf, type Severity } from '../../tables/importProblem';
import { CommandRefused } from '../words/errors';
import { scriptedGround, type ScriptedGround } from '../words/indexText';
import { importPlan, runDry, type ImportChoices } from './importRun';
import { openSubject, type ImportSubject } from './importSubject';
import { importWizard } from './importWizard';
import { fileNamed } from '../asking/saveFile';
import { keyNamed, scriptedMapping, ScriptedMapping } from './scriptedMapping';
import { toldProblems, type ToldProblem } from './toldProblems';
import { Id, scripted, sessionFor } from '../asking/arguments';
import type { SpreadsheetParts } from './spreadsheetParts';
import type { PlanParts } from '../plans/planParts';
import type { SessionParts } from '../sessions/sessionParts';
import type { PlanAnswer } from '../plans/planParts';

const { t } = vscode.l10n;

const Argument = z.object({
  account: z.optional(z.string()),
  typeId: Id,
  file: z.string().check(z.minLength(1)),
  /** The column whose values say which asset a row is about: `id`, `display_id`, `name` or a field. */
  match: z.union([z.string(), Id]),
  mode: z.enum(['create', 'update', 'both']),
  mapping: z.optional(ScriptedMapping),
  /** Whether people who don’t exist are created with the assets that name them. */
  createContacts: z.optional(z.boolean()),
  apply: z.optional(z.boolean()),
});

/** A problem as a script gets it; lines and characters count from 1. */
interface ScriptedProblem {
  readonly severity: Severity;
  readonly code: string;
  readonly message: string;
  readonly row?: number;
  readonly column?: string;
  readonly line: number;
  readonly character: number;
}

/** What a script gets: the plan to review, or what became of each asset; and everything that is wrong with the file. */
type ImportAnswer = { readonly problems: readonly ScriptedProblem[]; readonly ground: ScriptedGround } & PlanAnswer;

/** Makes a plan of a file of assets, after a look at everything that is wrong with it. Nothing is sent before the plan has been reviewed. */
export async function importAssets(
  parts: Pick<SpreadsheetParts, 'spreadsheets'> & Pick<PlanParts, 'plans'> & Pick<SessionParts, 'sessions'>,
  ...args: readonly unknown[]
): Promise<ImportAnswer | undefined> {
  const given = scripted(Argument, args);
  if (given) return importByScript(parts, given);
  await importWizard(parts, args);
  return undefined;
}

async function importByScript(
  parts: Pick<SpreadsheetParts, 'spreadsheets'> & Pick<PlanParts, 'plans'> & Pick<SessionParts, 'sessions'>,
  given: z.infer<typeof Argument>,
): Promise<ImportAnswer> {
  const session = sessionFor(parts, given.account);
  const subject = await openSubject(session, given.typeId, fileNamed(given.file), 'script');
  const ground = scriptedGround(subject.ground);
  const run = await runDry(subject, await scriptedChoices(subject, given));
  const told = toldProblems(subject, run.problems);
  parts.spreadsheets.problems.show(subject.uri, told);
  const problems = told.map(scriptedProblem);
  const plan = importPlan(subject, run.steps);
  // What is wrong with the file as a whole makes every row doubtful.
  const fatal = run.problems.findIndex((problem) => problem.row === undefined && severityOf(problem) === 'error');
  if (given.apply === true && fatal !== -1)
    throw new CommandRefused(told[fatal]?.message ?? t('The file can’t be imported.'));
  return { ...(await parts.plans.answer(session, plan, given.apply)), problems, ground };
}

async function scriptedChoices(subject: ImportSubject, given: z.infer<typeof Argument>): Promise<ImportChoices> {
  const { file, names } = subject;
  const { mode, createContacts = false } = given;
  const match = keyNamed(names, given.match);
  if (file.kind === 'documents') return { mapping: [], ignored: new Set(), match, mode, createContacts };
  const { mapping, ignored } = await scriptedMapping(subject, file.table, given.mapping);
  if (!mapping.some(({ key }) => key === match)) {
    throw new CommandRefused(
      t('No column of the file holds “{0}”, by which rows are to find their assets.', given.match),
    );
  }
  return { mapping, ignored, match, mode, createContacts };
}

function scriptedProblem({ weight, code, message, row, column, range: { start } }: ToldProblem): ScriptedProblem {
  return {
    ...{ severity: weight, code, message, line: start.line + 1, character: start.character + 1 },
    ...(row !== undefined && { row }),
    ...(column !== undefined && { column }),
  };
}
