import type { RunEnd } from './applyPlan';
import type { Plan, Step } from './plan';
import { isDone, isSettled, type StepResult } from './stepResult';

/** The first line of a plan's file: what a list of plans shows. */
export type HeadingLine = Omit<Plan, 'steps'> & { readonly version: 1; readonly steps: number };

/** How many steps of a plan have come how far. */
export interface Tally {
  readonly steps: number;
  /** HappyFox has what they wanted. */
  readonly done: number;
  /** They ended otherwise. */
  readonly troubled: number;
}

/** A line of the file of a plan's runs. */
export type RunLine =
  | { readonly begun: number }
  | { readonly result: StepResult }
  | { readonly ended: RunEnd; readonly time: number; readonly tally: Tally };

/** The text of a plan's file: a line for the heading, and one for each step. */
export function planText({ steps, ...heading }: Plan): string {
  const first: HeadingLine = { version: 1, ...heading, steps: steps.length };
  return [first, ...steps].map((line) => `${JSON.stringify(line)}\n`).join('');
}

/** The plan in a text that `planText` made; undefined for any other, or one that was cut short. */
export function planIn(text: string): Plan | undefined {
  const [first = '', ...lines] = text.split('\n');
  const heading = headingIn(first);
  if (!heading) return undefined;
  const steps = lines.flatMap((line) => parsed(line, isStep) ?? []);
  if (steps.length !== heading.steps) return undefined;
  const { id, title, createdAt, accountId, agent, reverts } = heading;
  return { id, title, createdAt, accountId, agent, steps, ...(reverts !== undefined && { reverts }) };
}

/** Reads the first line of a plan's file. */
export function headingIn(line: string): HeadingLine | undefined {
  return parsed(line, isHeading);
}

/** Reads a line about a run; undefined for one that a crash has cut short. */
export function runLineIn(line: string): RunLine | undefined {
  return parsed(line, isRunLine);
}

/** Counts how far a plan has come. */
export function tallyOf({ steps }: Pick<Plan, 'steps'>, results: ReadonlyMap<string, StepResult>): Tally {
  const settled = [...results.values()].filter(isSettled);
  const done = settled.filter(isDone).length;
  return { steps: steps.length, done, troubled: settled.length - done };
}

/** Lines are written by this program alone, in one version, so that their first keys tell what they are. */
function parsed<Line>(line: string, is: (value: unknown) => value is Line): Line | undefined {
  if (line === '') return undefined;
  try {
    const value: unknown = JSON.parse(line);
    return is(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isHeading(value: unknown): value is HeadingLine {
  return typeof value === 'object' && value !== null && 'version' in value && value.version === 1 && 'steps' in value;
}

function isStep(value: unknown): value is Step {
  return typeof value === 'object' && value !== null && 'operation' in value && 'hash' in value && 'id' in value;
}

function isRunLine(value: unknown): value is RunLine {
  return typeof value === 'object' && value !== null && ('begun' in value || 'result' in value || 'ended' in value);
}
