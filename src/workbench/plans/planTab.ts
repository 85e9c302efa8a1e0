import * as vscode from 'vscode';
import type { AssetTypeDefinition } from '../../assets/assetTypeDefinition';
import { DeletionsUnconfirmed } from '../../plans/deletionGuard';
import { PlanUnfit, type RunEvent } from '../../plans/applyPlan';
import { withIncluded } from '../../plans/plan';
import { timeLeft } from '../../plans/planDuration';
import { PlanGone, PlanTaken } from '../../plans/planErrors';
import type { KeptPlan } from '../../plans/planOnDisk';
import { tallyOf } from '../../plans/planLines';
import { reviewPlan } from '../../plans/reviewPlan';
import { errorOf, isSettled, type StepResult, type Trouble } from '../../plans/stepResult';
import type { AccountSession } from '../accountSession';
import { CommandRefused } from '../commandRefused';
import { connectionSettings } from '../connectionSettings';
import { uriOfAsset } from '../openEditors';
import { withProgress } from '../progress';
import type { WebviewTab } from '../webviewPanel';
import { confirmPlan } from './planConfirmation';
import { inversePlan, restPlan } from './planFollowUps';
import { headingOf } from './planHeading';
import type { FromPlan, ShownHeading, ToPlan } from './planMessages';
import { rowOf, rowsOf, type RowParts } from './planRows';
import type { PlanRunner } from './plans';
import { saveReport } from './saveReport';
import { durationText } from './planText';
import { planWords } from './planWords';

const { t } = vscode.l10n;

/** What a tab of a plan is made with. */
export interface PlanTabParts {
  readonly tab: WebviewTab<FromPlan, ToPlan>;
  readonly session: AccountSession;
  readonly plans: PlanRunner;
  readonly kept: KeptPlan;
  readonly definitions: ReadonlyMap<number, AssetTypeDefinition>;
}

/** The tab of one plan: what it would do, and after it was applied what became of each row. */
export class PlanTab {
  private kept: KeptPlan;
  private stop: AbortController | undefined;
  private left: string | undefined;
  private trouble: Trouble | undefined;
  private readonly rowParts: RowParts;

  constructor(private readonly parts: PlanTabParts) {
    this.kept = parts.kept;
    const { session, plans } = parts;
    this.rowParts = {
      definitionOf: (assetTypeId) => parts.definitions.get(assetTypeId),
      sentence: (error) => plans.sentence(error, session),
    };
    parts.tab.onDidReceive((message) => void this.hear(message).catch((error: unknown) => this.tell(error)));
    // A tab that comes back after a reload may have said that it is ready before anybody listened.
    this.show();
  }

  reveal(): void {
    this.parts.tab.reveal();
  }

  close(): void {
    this.parts.tab.dispose();
  }

  /** Applies the plan, as its button does. */
  async apply(): Promise<void> {
    const { session, plans } = this.parts;
    const { plan, results } = this.kept;
    if (this.stop) return;
    if (reviewPlan(plan, results).writes === 0) throw new CommandRefused(t('Nothing of this plan is left to send.'));
    const confirmation = await confirmPlan(session, plan, results);
    // The tab can be clicked while a number is asked for: what was confirmed is what is carried out, or nothing.
    if (this.isRunning() || this.kept.plan !== plan)
      throw new CommandRefused(t('This plan has changed while you were asked. Look at it, and apply it again.'));
    this.stop = new AbortController();
    const { signal } = this.stop;
    this.trouble = undefined;
    try {
      await plans.keep(plan);
      const summary = await withProgress(t('Applying “{0}”', plan.title), (report, cancelled) => {
        const started = Date.now();
        const before = settledIn(results);
        cancelled.addEventListener('abort', () => this.cancel());
        return plans.run(session, plan, {
          ...{ ...confirmation, signal },
          onEvent: (event) => {
            const words = this.follow(event, { started, before });
            const { done, troubled, steps } = tallyOf(plan, this.kept.results);
            if (words !== undefined) report((done + troubled) / Math.max(1, steps), words);
          },
        });
      });
      this.trouble = summary.trouble;
    } finally {
      this.stop = undefined;
      this.left = undefined;
      await this.readAgain();
    }
    this.tellEnd();
  }

  private async hear(message: FromPlan): Promise<void> {
    switch (message.kind) {
      case 'ready':
        this.show();
        return;
      case 'include':
        return this.include(message.steps, message.included);
      case 'apply':
        return this.apply();
      case 'cancel':
        this.cancel();
        return;
      case 'undo':
        return this.parts.plans.review(inversePlan(this.parts, this.kept));
      case 'rest':
        return this.parts.plans.review(await restPlan(this.parts, this.kept));
      case 'save':
        return saveReport(this.kept, this.rowParts, message.format);
      case 'open':
        return this.open(message.step);
    }
  }

  private isRunning(): boolean {
    return this.stop !== undefined;
  }

  private cancel(): void {
    this.stop?.abort(new vscode.CancellationError());
    this.showRows(() => false);
  }

  private show(): void {
    const { plan, results } = this.kept;
    const state = { account: plan.accountId, plan: plan.id };
    const rows = rowsOf(plan, results, this.rowParts);
    this.parts.tab.post({ kind: 'plan', state, words: planWords(), heading: this.heading(), rows });
  }

  private async include(steps: readonly string[], included: boolean): Promise<void> {
    if (this.stop) return;
    const wanted = new Map(steps.map((id) => [id, included]));
    this.kept = { ...this.kept, plan: withIncluded(this.kept.plan, wanted) };
    this.showRows((id) => wanted.has(id));
    await this.parts.plans.keep(this.kept.plan);
  }

  /** Shows what has happened; returns the words for the notification. */
  private follow(event: RunEvent, run: { readonly started: number; readonly before: number }): string | undefined {
    if (event.kind === 'ended') return undefined;
    if (event.kind === 'paused') {
      const until = new Date(event.until).toLocaleTimeString(vscode.env.language);
      return t('HappyFox has locked the account out until {0}. It goes on by itself then.', until);
    }
    const { plan, results } = this.kept;
    this.kept = { ...this.kept, results: new Map(results).set(event.step.id, event.result) };
    const done = settledIn(this.kept.results);
    const pace = { steps: done - run.before, milliseconds: Date.now() - run.started };
    const left = reviewPlan(plan, this.kept.results);
    this.left = durationText(timeLeft(pace, left, connectionSettings().budget));
    this.showRows((id) => id === event.step.id);
    return t('{0} of {1}, about {2} left', done, plan.steps.length, this.left);
  }

  private showRows(shown: (id: string) => boolean): void {
    const { plan, results } = this.kept;
    const rows = plan.steps
      .filter(({ id }) => shown(id))
      .map((step) => rowOf(step, results.get(step.id), this.rowParts));
    this.parts.tab.post({ kind: 'rows', heading: this.heading(), rows });
  }

  private heading(): ShownHeading {
    const { trouble, left } = this;
    const { session } = this.parts;
    return headingOf({
      ...{ kept: this.kept, account: session.account, budget: connectionSettings().budget },
      applying: this.stop !== undefined,
      stopping: this.stop?.signal.aborted === true,
      ...(left !== undefined && { timeLeft: left }),
      ...(trouble && { trouble: this.rowParts.sentence(errorOf(trouble)) }),
    });
  }

  private async readAgain(): Promise<void> {
    const { plan } = this.kept;
    const kept = await this.parts.plans.files.read(plan.accountId, plan.id);
    if (kept) this.kept = kept;
    this.show();
  }

  private tellEnd(): void {
    const { plan, results, state } = this.kept;
    const { done, troubled, steps } = tallyOf(plan, results);
    const sentence =
      troubled === 0
        ? t('“{0}”: {1} of {2} done.', plan.title, done, steps)
        : t('“{0}”: {1} of {2} done, {3} not.', plan.title, done, steps, troubled);
    const smooth = state.kind === 'ended' && state.reason === 'done' && troubled === 0;
    const show = t('Show Report');
    const told = smooth
      ? vscode.window.showInformationMessage(sentence, show)
      : vscode.window.showWarningMessage(sentence, show);
    void told.then((choice) => {
      if (choice === show) this.reveal();
    });
  }

  private async open(id: string): Promise<void> {
    const { plan, results } = this.kept;
    const step = plan.steps.find((one) => one.id === id);
    const assetId = step && (results.get(id)?.assetId ?? step.assetId);
    if (!step || assetId === undefined || assetId === null) return;
    const uri = uriOfAsset({ accountId: plan.accountId, assetTypeId: step.assetTypeId, assetId }, step.name);
    await vscode.commands.executeCommand('vscode.open', uri);
  }

  private async tell(error: unknown): Promise<void> {
    const { plans, session } = this.parts;
    await plans.report(explained(error), session);
  }
}

/** What stands against applying a plan, in words. */
export function explained(error: unknown): unknown {
  if (error instanceof PlanTaken) return new CommandRefused(t('Another window applies this plan now.'));
  if (error instanceof PlanGone) return new CommandRefused(t('This plan is not kept any more.'));
  if (error instanceof DeletionsUnconfirmed) {
    return new CommandRefused(
      t('Nothing was sent: {0} assets would be deleted. Confirm their number first.', error.count),
    );
  }
  if (!(error instanceof PlanUnfit)) return error;
  return new CommandRefused(
    error.reason === 'altered'
      ? t('Nothing was sent: the plan’s file is not what was reviewed. Make the plan again.')
      : t('Nothing was sent: the plan was made for another agent. Switch the agent back, or make the plan again.'),
  );
}

function settledIn(results: ReadonlyMap<string, StepResult>): number {
  return [...results.values()].filter(isSettled).length;
}
