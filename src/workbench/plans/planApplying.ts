import * as vscode from 'vscode';
import type { RunEvent } from '../../plans/applyPlan';
import type { Plan } from '../../plans/plan';
import { timeLeft } from '../../plans/planDuration';
import type { KeptPlan } from '../../plans/planOnDisk';
import type { PlanProgress } from '../../plans/planProgress';
import { errorOf, type StepResult, type Trouble } from '../../plans/stepResult';
import type { AccountSession } from '../sessions/accountSession';
import { CommandRefused } from '../words/errors';
import { connectionSettings } from '../sessions/settings';
import { numberText } from '../words/indexText';
import { withProgress } from '../asking/progress';
import { confirmPlan } from './planConfirmation';
import type { HeadingParts } from './planHeading';
import type { RunOptions } from './planRun';
import type { PlanRunner } from './plans';
import type { PlanWriting } from './planWriting';
import { clockText, durationText } from '../words/whenText';

const { t } = vscode.l10n;

/** What a plan is applied with, and who is told. */
interface ApplyingParts {
  readonly session: AccountSession;
  readonly plans: Pick<PlanRunner, 'run' | 'open' | 'sentence' | 'report'>;
  readonly writing: Pick<PlanWriting, 'again'>;
  /** The plan as it is now, with its results. */
  readonly progress: () => PlanProgress;
  /** Takes in what became of a step. */
  readonly onResult: (result: StepResult) => void;
  /** Hears that `state` has changed otherwise. */
  readonly onChange: () => void;
  /** A run has ended, however it did: reads what it has left on disk. */
  readonly onEnd: () => Promise<Pick<KeptPlan, 'state'>>;
}

interface Run {
  readonly stop: AbortController;
  /** In epoch milliseconds. */
  readonly started: number;
  /** How many steps were settled by then. */
  readonly before: number;
}

/** Applies the plan of a tab, once at a time: asks before, tells how far it is, can be cancelled, and says how it went, whether its tab is still there or not. */
export class PlanApplying {
  private run: Run | undefined;
  private trouble: Trouble | undefined;

  constructor(private readonly parts: ApplyingParts) {}

  /** What the heading says of it. */
  get state(): Pick<HeadingParts, 'applying' | 'stopping' | 'timeLeft' | 'trouble'> {
    const { run, trouble, parts } = this;
    const { plans, session } = parts;
    return {
      applying: run !== undefined,
      stopping: run?.stop.signal.aborted === true,
      ...(run && { timeLeft: this.timeLeft(run) }),
      ...(trouble && { trouble: plans.sentence(errorOf(trouble), session) }),
    };
  }

  /** Whether this window applies it now. */
  isRunning(): boolean {
    return this.run !== undefined;
  }

  /** Asks, and applies the plan; does nothing where that is under way. Throws `CommandRefused`, and what `PlanWriting.again` and `Plans.run` throw. */
  async apply(): Promise<void> {
    const { parts } = this;
    const { plan, results, review, tally } = parts.progress();
    if (this.isRunning()) return;
    if (review.writes === 0) throw new CommandRefused(t('Nothing of this plan is left to send.'));
    const confirmation = await confirmPlan(parts.session, plan, results);
    // The tab can be clicked while a number is asked for: what was confirmed is what is carried out, or nothing.
    if (this.isRunning() || parts.progress().plan !== plan)
      throw new CommandRefused(t('This plan has changed while you were asked. Look at it, and apply it again.'));
    const run = { stop: new AbortController(), started: Date.now(), before: tally.done + tally.troubled };
    this.run = run;
    this.trouble = undefined;
    parts.onChange();
    let kept: Pick<KeptPlan, 'state'>;
    try {
      await parts.writing.again();
      await this.carryOut(run, plan, { ...confirmation, signal: run.stop.signal });
    } finally {
      this.run = undefined;
      kept = await parts.onEnd();
    }
    this.tellEnd(kept).catch((error: unknown) => parts.plans.report(error, parts.session));
  }

  /** Stops once HappyFox has answered for the asset under way. */
  cancel(): void {
    this.run?.stop.abort(new vscode.CancellationError());
    this.parts.onChange();
  }

  private async carryOut(run: Run, plan: Plan, options: RunOptions): Promise<void> {
    const { plans, session } = this.parts;
    const summary = await withProgress(t('Applying “{0}”', plan.title), (report, cancelled) => {
      cancelled.addEventListener('abort', () => this.cancel());
      return plans.run(session, plan, {
        ...options,
        onEvent: (event) => {
          const words = this.follow(event, run);
          const { done, troubled, steps } = this.parts.progress().tally;
          if (words !== undefined) report((done + troubled) / Math.max(1, steps), words);
        },
      });
    });
    this.trouble = summary.trouble;
  }

  /** Takes in what has happened; returns the words for the notification. */
  private follow(event: RunEvent, run: Run): string | undefined {
    switch (event.kind) {
      case 'ended':
        return undefined;
      case 'paused': {
        const until = clockText(event.until);
        return t('HappyFox has locked the account out until {0}. It goes on by itself then.', until);
      }
      case 'reading':
        return t('Looking what is there already: {0} of {1} assets', numberText(event.assets), numberText(event.of));
      case 'step': {
        this.parts.onResult(event.result);
        const { done, troubled, steps } = this.parts.progress().tally;
        return t('{0} of {1}, about {2} left', done + troubled, steps, this.timeLeft(run));
      }
    }
  }

  private timeLeft({ started, before }: Run): string {
    const { tally, review } = this.parts.progress();
    const pace = { steps: tally.done + tally.troubled - before, milliseconds: Date.now() - started };
    return durationText(timeLeft(pace, review, connectionSettings().budget));
  }

  private async tellEnd({ state }: Pick<KeptPlan, 'state'>): Promise<void> {
    const { plan, tally } = this.parts.progress();
    const { done, troubled, steps } = tally;
    const sentence =
      troubled === 0
        ? t('“{0}”: {1} of {2} done.', plan.title, done, steps)
        : t('“{0}”: {1} of {2} done, {3} not.', plan.title, done, steps, troubled);
    const smooth = state.kind === 'ended' && state.reason === 'done' && troubled === 0;
    const show = t('Show Report');
    const choice = smooth
      ? await vscode.window.showInformationMessage(sentence, show)
      : await vscode.window.showWarningMessage(sentence, show);
    if (choice === show) await this.parts.plans.open(plan.accountId, plan.id);
  }
}
