import type { JsonValue } from '../../happyfox/json';
import type { KeptPlan } from '../../plans/planOnDisk';
import type { Step } from '../../plans/plan';
import { changesInWords, changesOf } from '../../plans/reviewPlan';
import { isDone, type StepResult } from '../../plans/stepResult';
import { csvLines } from '../../tables/csvWriter';
import { guard } from '../../tables/guard';
import { notesOf, type RowParts } from './planRows';
import { operationText, outcomeText, valueText } from './planText';

/** The words above the columns of a report. */
export type ReportHeads = readonly string[];

/** A report for a spreadsheet: a line for each change of each row, with before, after, outcome and time. */
export function reportCsv({ plan, results }: KeptPlan, parts: RowParts, heads: ReportHeads): string {
  const lines = plan.steps.flatMap((step) => {
    const result = results.get(step.id);
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
    if (changes.length === 0) return [cells('', '', '')];
    return changes.map(({ label, before, after }) => cells(label, valueText(before), valueText(after)));
  });
  return csvLines([heads, ...lines].map((cells) => cells.map(guard)));
}

/** The same for programs: what was meant, and what became of it. */
export function reportJson({ plan, results }: KeptPlan, parts: RowParts): string {
  const rows = plan.steps.map((step) => {
    const result = results.get(step.id);
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
  });
  const { title, accountId, agent, createdAt } = plan;
  const heading = { title, account: accountId, agent: agent.name, created_at: new Date(createdAt).toISOString() };
  return `${JSON.stringify({ ...heading, rows }, null, 2)}\n`;
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
