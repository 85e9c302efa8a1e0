import { sealed, unsealed } from '../disk/sealedLines';
import { pausing, type Pause } from '../happyfox/pause';
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

/** So many characters are written at once: a plan of 50,000 steps is too long to be one text. */
const partLength = 1 << 18;

/** The text of a plan's file, part by part: a line for the heading, and one for each step. */
export async function* planText(
  { steps, ...heading }: Plan,
  pause: Pause = pausing(),
): AsyncGenerator<string, void, undefined> {
  const first: HeadingLine = { version: 1, ...heading, steps: steps.length };
  let part = `${sealed(first)}\n`;
  for (const step of steps) {
    await pause();
    part += `${sealed(step)}\n`;
    if (part.length < partLength) continue;
    yield part;
    part = '';
  }
  yield part;
}

/** The plan in the lines of a text that `planText` made; undefined for any other, or one that is damaged. */
export async function planIn(lines: AsyncIterable<string>, pause: Pause = pausing()): Promise<Plan | undefined> {
  let heading: HeadingLine | undefined;
  const steps: Step[] = [];
  for await (const line of lines) {
    if (!heading) {
      heading = headingIn(line);
      if (!heading) return undefined;
      continue;
    }
    await pause();
    const step = valueIn(line, isStep);
    if (!step) return undefined;
    steps.push(step);
  }
  if (steps.length !== heading?.steps) return undefined;
  const { id, title, createdAt, accountId, agent, reverts } = heading;
  return { id, title, createdAt, accountId, agent, steps, ...(reverts !== undefined && { reverts }) };
}

/** Reads the first line of a plan's file. */
export function headingIn(line: string): HeadingLine | undefined {
  return valueIn(line, isHeading);
}

/** Reads a line about a run. `cut` is one that was never told as noted, so that nothing was sent after it. */
export function runLineIn(line: string): RunLine | 'cut' | 'damaged' {
  const read = unsealed(line);
  if (read.kind !== 'whole') return read.kind;
  return isRunLine(read.value) ? read.value : 'damaged';
}

/** Counts how far a plan has come. */
export function tallyOf({ steps }: Pick<Plan, 'steps'>, results: ReadonlyMap<string, StepResult>): Tally {
  const settled = [...results.values()].filter(isSettled);
  const done = settled.filter(isDone).length;
  return { steps: steps.length, done, troubled: settled.length - done };
}

/** Lines are written by this program alone, in one version, so that their first keys tell what they are. */
function valueIn<Line>(line: string, is: (value: unknown) => value is Line): Line | undefined {
  const read = unsealed(line);
  return read.kind === 'whole' && is(read.value) ? read.value : undefined;
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
