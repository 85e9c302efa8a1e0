import * as vscode from 'vscode';
import type { AssetTypeDefinition } from '../../assets/assetTypeDefinition';
import { safeLabel, safeText } from '../../assets/safeText';
import { stateOf } from '../../assets/editableState';
import { differencesIn } from '../../plans/answeredState';
import type { Step } from '../../plans/plan';
import { changesInWords, changesOf } from '../../plans/reviewPlan';
import { errorOf, isDone, isSettled, type Outcome, type StepResult } from '../../plans/stepResult';
import { cellProblemText } from '../words/cellProblemText';
import type { ShownChange, ShownOutcome, ShownRow, Tone } from './planMessages';
import { operationText, outcomeText, planRefusalText, valueText } from './planText';

const { t } = vscode.l10n;

/** What rows are made with. */
export interface RowParts {
  readonly definitionOf: (assetTypeId: number) => AssetTypeDefinition | undefined;
  /** The sentence for an error. */
  readonly sentence: (error: unknown) => string;
}

/** A step as the page shows it. */
export function rowOf(step: Step, result: StepResult | undefined, parts: RowParts): ShownRow {
  const { id, operation, assetId, row, problems } = step;
  const outcome = result && outcomeOf(step, result, parts);
  const found = result?.assetId ?? assetId;
  const detail = [
    ...(found === null ? [] : [`#${found}`]),
    ...displayIdOf(step),
    ...(row === undefined ? [] : [t('row {0}', row)]),
  ];
  return {
    ...{ id, kind: operation, operation: operationText(operation), name: safeLabel(step.name) },
    ...choiceOf(step, result),
    detail: detail.join(' · '),
    changes: changesShown(step, result, parts),
    problems: problems.map((problem) => `${safeText(problem.label)}: ${cellProblemText(problem)}`),
    opens: found !== null && !(operation === 'delete' && result && isDone(result)),
    ...(outcome && { outcome }),
  };
}

/** Whether a step may be left out or taken in, and which of it is the case. */
export function choiceOf(
  { problems, included }: Step,
  result: StepResult | undefined,
): Pick<ShownRow, 'choosable' | 'included'> {
  return { choosable: problems.length === 0 && !isSettled(result) && result?.outcome !== 'sent', included };
}

/** Why a step did not go through, and what HappyFox or others made of it: a sentence each. */
export function notesOf(step: Step, result: StepResult, { definitionOf, sentence }: RowParts): readonly string[] {
  const { trouble, kept = [], after } = result;
  const definition = definitionOf(step.assetTypeId);
  const differences =
    result.outcome === 'applied' && step.intent && after && definition
      ? differencesIn(after, stateOf(step.intent, definition), step.newContacts ?? [], definition)
      : [];
  return [
    ...(trouble ? [trouble.kind === 'refusal' ? planRefusalText(trouble.refusal) : sentence(errorOf(trouble))] : []),
    ...(kept.length > 0
      ? [t('Others had changed {0} meanwhile; that was kept.', kept.map(({ label }) => safeText(label)).join(', '))]
      : []),
    ...differences.map(({ label, after: is }) =>
      valueText(is) === ''
        ? t('HappyFox has nothing for {0}, which is not what was meant.', safeText(label))
        : t('HappyFox has “{1}” for {0}, which is not what was meant.', safeText(label), valueText(is)),
    ),
  ];
}

function outcomeOf(step: Step, result: StepResult, parts: RowParts): ShownOutcome {
  const { outcome, time } = result;
  return {
    word: outcomeText(outcome, step.operation),
    tone: tones[outcome],
    notes: notesOf(step, result, parts),
    time: outcome === 'pending' ? '' : new Date(time).toLocaleTimeString(vscode.env.language),
  };
}

const tones: Readonly<Record<Outcome, Tone>> = {
  pending: 'quiet',
  sent: 'busy',
  applied: 'doubtful',
  verified: 'good',
  stale: 'doubtful',
  failed: 'bad',
  unknown: 'doubtful',
  cancelled: 'quiet',
};

/** What was really written where that is known, else what is meant. */
function changesShown(step: Step, result: StepResult | undefined, parts: RowParts): readonly ShownChange[] {
  const definition = parts.definitionOf(step.assetTypeId);
  if (!definition) return [];
  const written = result && isDone(result) && result.before && result.after;
  const changes = written ? changesInWords(result.before, result.after, definition) : changesOf(step, definition);
  return changes.map(({ label, before, after }) => ({
    ...{ label: safeLabel(label), before: valueText(before), after: valueText(after) },
  }));
}

function displayIdOf({ base, intent, name }: Step): readonly string[] {
  const displayId = (base ?? intent)?.displayId ?? '';
  return displayId === '' || displayId === name ? [] : [safeLabel(displayId)];
}
