import type { JsonValue } from '../../happyfox/json';
import { pausing, type Pause } from '../../happyfox/pause';
import type { KeptPlan } from '../../plans/planOnDisk';
import type { Step } from '../../plans/plan';
import { changesInWords, changesOf } from '../../plans/reviewPlan';
import { isDone, type StepResult } from '../../plans/stepResult';
import { csvLines } from '../../tables/csvWriter';
import { guard } from '../../tables/guard';
import { notesOf, type RowParts } from './planRows';
import { operationText, outcomeText, valueText } from './planText';

/** The words above the columns of a report. */
type ReportHeads = readonly string[];

const stepsInPart = 200;

/** A report for a spreadsheet, part by part: a line for each change of each row, with before, after, outcome and time. */
export function reportCsv(
  kept: KeptPlan,
  parts: RowParts,
  heads: ReportHeads,
  pause: Pause = pausing(),
): AsyncGenerator<string, void, undefined> {
  const linesOf = (step: Step): string => {
    const result = kept.results.get(step.id);
    const changes = changesIn(step, result, parts);
    const ended = result ? [outcomeText(result.outcome, step.operation), timeOf(result)] : ['', ''];
    const notes = [...(result ? notesOf(step, result, parts) : [])].join(' ');
    const asset = [
      operationText(step.operation),
      String(result?.assetId ?? step.assetId ?? ''),
      displayIdOf(step),
      step.name,
    ];
    const cells = (label: string, before: string, after: string) => [...asset, label, before, after, ...ended, notes];
    const lines =
      changes.length === 0
        ? [cells('', '', '')]
        : changes.map(({ label, before, after }) => cells(label, valueText(before), valueText(after)));
    return csvLines(lines.map((line) => line.map(guard)));
  };
  // With a mark in front, spreadsheets read it as what it is.
  return inParts({ head: `\uFEFF${csvLines([heads.map(guard)])}`, textOf: linesOf, end: '' }, kept, pause);
}

/** The same for programs: what was meant, and what became of it. */
export function reportJson(
  kept: KeptPlan,
  parts: RowParts,
  pause: Pause = pausing(),
): AsyncGenerator<string, void, undefined> {
  const { title, accountId, agent, createdAt, steps } = kept.plan;
  const heading = { title, account: accountId, agent: agent.name, created_at: new Date(createdAt).toISOString() };
  const whole = JSON.stringify({ ...heading, rows: [] }, null, 2);
  const head = whole.slice(0, whole.lastIndexOf(']'));
  const textOf = (step: Step, index: number): string => {
    const row = JSON.stringify(rowOf(step, kept.results.get(step.id), parts), null, 2);
    return `${index === 0 ? '' : ','}\n${row.replaceAll(/^/gm, '    ')}`;
  };
  return inParts({ head, textOf, end: steps.length === 0 ? ']\n}\n' : '\n  ]\n}\n' }, kept, pause);
}

async function* inParts(
  text: { readonly head: string; readonly textOf: (step: Step, index: number) => string; readonly end: string },
  { plan: { steps } }: KeptPlan,
  pause: Pause,
): AsyncGenerator<string, void, undefined> {
  let part = text.head;
  for (const [index, step] of steps.entries()) {
    await pause();
    part += text.textOf(step, index);
    if (index % stepsInPart !== stepsInPart - 1) continue;
    yield part;
    part = '';
  }
  yield part + text.end;
}

function rowOf(step: Step, result: StepResult | undefined, parts: RowParts) {
  return {
    operation: step.operation,
    id: result?.assetId ?? step.assetId,
    display_id: displayIdOf(step),
    name: step.name,
    included: step.included,
    changes: changesIn(step, result, parts).map(({ label, before, after }): JsonValue => ({
      field: label,
      before,
      after,
    })),
    outcome: result?.outcome ?? 'pending',
    ...(result && { time: timeOf(result), notes: notesOf(step, result, parts) }),
  };
}

function changesIn(step: Step, result: StepResult | undefined, { definitionOf }: RowParts) {
  const definition = definitionOf(step.assetTypeId);
  if (!definition) return [];
  const written = result && isDone(result) && result.before && result.after;
  return written ? changesInWords(result.before, result.after, definition) : changesOf(step, definition);
}

function displayIdOf({ base, intent }: Step): string {
  return (base ?? intent)?.displayId ?? '';
}

function timeOf({ time }: StepResult): string {
  return new Date(time).toISOString();
}
