import * as vscode from 'vscode';
import type { Account } from '../../assets/account';
import { safeText } from '../../assets/safeText';
import type { Tally } from '../../plans/planLines';
import type { PlanState } from '../../plans/planOnDisk';
import type { PlanProgress } from '../../plans/planProgress';
import { durationOf, type PlanBudget } from '../../plans/planDuration';
import { planText } from '../words/fileTroubleText';
import type { ShownAction, ShownHeading } from './planMessages';
import { countsText, stopText } from './planText';
import { durationText } from '../words/whenText';

const { t } = vscode.l10n;

/** What the heading of a plan is made of. */
export interface HeadingParts {
  readonly progress: Pick<PlanProgress, 'plan' | 'results' | 'tally' | 'review' | 'leftOver'>;
  readonly state: PlanState;
  readonly account: Account;
  readonly budget: PlanBudget;
  /** Whether this window applies it now. */
  readonly applying: boolean;
  /** Whether it has been cancelled, and waits for the asset under way. */
  readonly stopping: boolean;
  readonly timeLeft?: string;
  /** Why the last run of this window stopped. */
  readonly trouble?: string;
}

/** What stands above the rows of a plan: what it does, what it costs, how far it is, and what can be done. */
export function headingOf(parts: HeadingParts): ShownHeading {
  const { account, applying } = parts;
  const { plan, results, tally } = parts.progress;
  const begun = results.size > 0;
  const signed = t('In {0}, signed by {1}.', safeText(account.label), safeText(plan.agent.name));
  const warning = warningOf(parts);
  return {
    title: safeText(plan.title),
    lines: [...(begun ? [doneText(tally)] : []), ...runLines(parts), signed],
    ...(warning !== undefined && { warning }),
    actions: actionsOf(parts),
    ...(applying && { progress: tally.steps === 0 ? 1 : (tally.done + tally.troubled) / tally.steps }),
  };
}

function runLines(parts: HeadingParts): readonly string[] {
  const { applying, stopping, timeLeft } = parts;
  if (stopping) return [t('Stops once HappyFox has answered for the asset under way.')];
  return applying && timeLeft !== undefined ? [t('About {0} left.', timeLeft)] : costLines(parts);
}

function doneText({ done, steps, troubled }: Tally): string {
  return troubled === 0 ? t('{0} of {1} done.', done, steps) : t('{0} of {1} done, {2} not.', done, steps, troubled);
}

function costLines({ progress: { review, results }, budget }: HeadingParts): readonly string[] {
  const { reads, writes, leftOut, withProblems } = review;
  const not = [
    ...(leftOut > 0 ? [t('{0} left out', leftOut)] : []),
    ...(withProblems > 0 ? [t('{0} with a problem, which are not sent', withProblems)] : []),
  ];
  if (writes === 0 && results.size > 0) return not.length > 0 ? [`${not.join(', ')}.`] : [];
  const cost = t('{0} reads and {1} writes: {2}.', reads, writes, durationText(durationOf(review, budget)));
  return [`${[countsText(review), ...not].join('; ')}.`, ...(writes > 0 ? [cost] : [])];
}

function warningOf({ progress: { plan }, state, account, applying, trouble }: HeadingParts): string | undefined {
  if (applying) return undefined;
  if (plan.agent.id !== account.agent.id) {
    return t(
      'This plan was made for {0}, but {1} acts now. Switch the agent back, or make the plan again.',
      safeText(plan.agent.name),
      safeText(account.agent.name),
    );
  }
  if (state.kind === 'interrupted') {
    return t(
      'This plan was interrupted. When it goes on, what was under way is looked up first, and nothing is sent twice.',
    );
  }
  if (state.kind === 'running') return t('This plan is being applied already, in another tab or window.');
  if (state.kind === 'broken') return planText({ part: 'run', file: state.file });
  const stopped = state.kind === 'ended' ? stopText(state.reason) : undefined;
  return [stopped, trouble].filter((sentence) => sentence !== undefined).join(' ') || undefined;
}

function actionsOf({ progress, state, applying, stopping }: HeadingParts): readonly ShownAction[] {
  if (stopping) return [];
  if (applying) return [{ kind: 'cancel', label: t('Cancel') }];
  if (state.kind === 'running') return [];
  const save = [
    { kind: 'saveCsv', label: t('Save as CSV…') },
    { kind: 'saveJson', label: t('Save as JSON…') },
  ] as const;
  // Whatever else could be done with it would be built on what its results don't tell.
  if (state.kind === 'broken') return save;
  const { writes } = progress.review;
  const begun = progress.results.size > 0;
  const apply = begun
    ? t('Continue with {0}…', writes)
    : writes === 1
      ? t('Apply 1 Change…')
      : t('Apply {0} Changes…', writes);
  const undoable = progress.tally.done > 0;
  const rest = begun && progress.leftOver > 0 && writes === 0;
  return [
    ...(writes > 0 ? [{ kind: 'apply', label: apply, primary: true } as const] : []),
    ...(undoable ? [{ kind: 'undo', label: t('Undo…') } as const] : []),
    ...(rest ? [{ kind: 'rest', label: t('Review What Is Left…') } as const] : []),
    ...save,
  ];
}
