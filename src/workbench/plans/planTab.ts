import * as vscode from 'vscode';
import type { AssetTypeDefinition } from '../../assets/assetTypeDefinition';
import type { RunEvent } from '../../plans/applyPlan';
import { pausing } from '../../happyfox/pause';
import type { Step } from '../../plans/plan';
import { timeLeft } from '../../plans/planDuration';
import type { KeptPlan, PlanState } from '../../plans/planOnDisk';
import { PlanProgress } from '../../plans/planProgress';
import { errorOf, type StepResult, type Trouble } from '../../plans/stepResult';
import type { AccountSession } from '../accountSession';
import { CommandRefused } from '../commandRefused';
import { connectionSettings } from '../connectionSettings';
import { uriOfAsset } from '../openEditors';
import { withProgress } from '../progress';
import type { WebviewTab } from '../webviewPanel';
import { confirmPlan } from './planConfirmation';
import { numberText } from '../indexText';
import { inversePlan, restPlan } from './planFollowUps';
import { headingOf } from './planHeading';
import type { FromPlan, PlanView, ShownHeading, ToPlan } from './planMessages';
import { everything, PlanLayout } from './planLayout';
import { choiceOf, rowOf, type RowParts } from './planRows';
import { explained } from './explained';
import type { PlanRunner } from './plans';
import { saveReport } from './saveReport';
import { durationText } from './planText';
import { planWords } from './planWords';
import { PlanWriting } from './planWriting';

const { t } = vscode.l10n;

/** What a tab of a plan is made with. */
export interface PlanTabParts {
  readonly tab: WebviewTab<FromPlan, ToPlan>;
  readonly session: AccountSession;
  readonly plans: PlanRunner;
  /** The plan and its results, counted. */
  readonly progress: PlanProgress;
  readonly state: PlanState;
  readonly definitions: ReadonlyMap<number, AssetTypeDefinition>;
}

/** The tab of one plan: what it would do, and after it was applied what became of each row. */
export class PlanTab {
  private progress: PlanProgress;
  private state: PlanState;
  private stop: AbortController | undefined;
  private left: string | undefined;
  private trouble: Trouble | undefined;
  private readonly rowParts: RowParts;
  private readonly layout: PlanLayout;
  private finding = new AbortController();
  private readonly writing: PlanWriting;

  constructor(private readonly parts: PlanTabParts) {
    this.progress = parts.progress;
    this.state = parts.state;
    const { session, plans } = parts;
    this.writing = new PlanWriting(plans, () => this.progress.plan);
    this.rowParts = {
      definitionOf: (assetTypeId) => parts.definitions.get(assetTypeId),
      sentence: (error) => plans.sentence(error, session),
    };
    this.layout = new PlanLayout({
      progress: () => this.progress,
      rowAt: (place) => this.at(place, (step, result) => rowOf(step, result, this.rowParts)),
      choiceAt: (place) => this.at(place, choiceOf),
    });
    parts.tab.onDidReceive((message) => void this.hear(message).catch((error: unknown) => this.tell(error)));
    // A tab that comes back after a reload may have said that it is ready before anybody listened.
    this.begin().catch((error: unknown) => this.tell(error));
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
    const { plan, results, review, tally } = this.progress;
    if (this.stop) return;
    if (review.writes === 0) throw new CommandRefused(t('Nothing of this plan is left to send.'));
    const confirmation = await confirmPlan(session, plan, results);
    // The tab can be clicked while a number is asked for: what was confirmed is what is carried out, or nothing.
    if (this.isRunning() || this.progress.plan !== plan)
      throw new CommandRefused(t('This plan has changed while you were asked. Look at it, and apply it again.'));
    this.stop = new AbortController();
    const { signal } = this.stop;
    this.trouble = undefined;
    this.showRows([]);
    try {
      await this.writing.again();
      const summary = await withProgress(t('Applying “{0}”', plan.title), (report, cancelled) => {
        const started = Date.now();
        const before = tally.done + tally.troubled;
        cancelled.addEventListener('abort', () => this.cancel());
        return plans.run(session, plan, {
          ...{ ...confirmation, signal },
          onEvent: (event) => {
            const words = this.follow(event, { started, before });
            const { done, troubled, steps } = this.progress.tally;
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
    this.tellEnd().catch((error: unknown) => this.tell(error));
  }

  private async hear(message: FromPlan): Promise<void> {
    switch (message.kind) {
      case 'ready':
        return this.begin();
      case 'view':
        if (await this.find(message.view)) this.parts.tab.post({ kind: 'lines', ...this.layout.first() });
        return;
      case 'lines': {
        const lines = this.layout.next(message.version, message.from);
        if (lines) this.parts.tab.post({ kind: 'lines', ...lines });
        return;
      }
      case 'include':
        return this.include(message.steps, message.included);
      case 'includeShown':
        return this.include(this.layout.choosableIn(message.version), message.included);
      case 'apply':
        return this.apply();
      case 'cancel':
        this.cancel();
        return;
      case 'undo':
        return this.parts.plans.review(await inversePlan(this.parts, this.kept));
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
    this.showRows([]);
  }

  /** Another page is there. */
  private async begin(): Promise<void> {
    if (await this.find(everything)) this.show();
  }

  private show(): void {
    const { accountId, id } = this.progress.plan;
    const { layout } = this;
    this.parts.tab.post({
      ...({
        kind: 'plan',
        state: { account: accountId, plan: id },
        words: planWords(),
        heading: this.heading(),
      } as const),
      ...{ view: layout.look, lines: layout.first() },
    });
  }

  /** Looks for the rows to show. False where still others were wanted before they were found. */
  private async find(view: PlanView): Promise<boolean> {
    this.finding.abort();
    const finding = (this.finding = new AbortController());
    try {
      await this.layout.find(view, pausing(finding.signal));
      return true;
    } catch (error) {
      if (finding.signal.aborted) return false;
      throw error;
    }
  }

  private async include(steps: readonly string[], included: boolean): Promise<void> {
    // What is being sent stays as it was confirmed, and the page shows it so again.
    if (this.stop) {
      this.showRows(steps);
      return;
    }
    this.showRows(steps, () => this.progress.include(steps, included));
    await this.writing.write();
  }

  /** Shows what has happened; returns the words for the notification. */
  private follow(event: RunEvent, run: { readonly started: number; readonly before: number }): string | undefined {
    if (event.kind === 'ended') return undefined;
    if (event.kind === 'paused') {
      const until = new Date(event.until).toLocaleTimeString(vscode.env.language);
      return t('HappyFox has locked the account out until {0}. It goes on by itself then.', until);
    }
    if (event.kind === 'reading')
      return t('Looking what is there already: {0} of {1} assets', numberText(event.assets), numberText(event.of));
    const shown = this.layout.change([event.step.id], () => this.progress.note(event.result));
    const { done, troubled, steps } = this.progress.tally;
    const settled = done + troubled;
    const pace = { steps: settled - run.before, milliseconds: Date.now() - run.started };
    this.left = durationText(timeLeft(pace, this.progress.review, connectionSettings().budget));
    this.parts.tab.post({ kind: 'rows', heading: this.heading(), ...shown });
    return t('{0} of {1}, about {2} left', settled, steps, this.left);
  }

  private showRows(ids: readonly string[], change: () => void = () => undefined): void {
    const shown = this.layout.change(ids, change);
    this.parts.tab.post({ kind: 'rows', heading: this.heading(), ...shown });
  }

  private at<Made>(place: number, make: (step: Step, result: StepResult | undefined) => Made): Made {
    const step = this.progress.plan.steps[place];
    if (!step) throw new RangeError(`This plan has no step ${place}`);
    return make(step, this.progress.results.get(step.id));
  }

  private get kept(): KeptPlan {
    const { plan, results } = this.progress;
    return { plan, results, state: this.state };
  }

  private heading(): ShownHeading {
    const { trouble, left } = this;
    const { session } = this.parts;
    return headingOf({
      ...{ progress: this.progress, state: this.state, account: session.account },
      budget: connectionSettings().budget,
      applying: this.stop !== undefined,
      stopping: this.stop?.signal.aborted === true,
      ...(left !== undefined && { timeLeft: left }),
      ...(trouble && { trouble: this.rowParts.sentence(errorOf(trouble)) }),
    });
  }

  private async readAgain(): Promise<void> {
    const { plan } = this.progress;
    const kept = await this.parts.plans.files.read(plan.accountId, plan.id);
    if (kept) {
      this.progress = await PlanProgress.of(kept);
      this.state = kept.state;
    }
    await this.find(this.layout.look);
    this.show();
  }

  private async tellEnd(): Promise<void> {
    const { state } = this;
    const { plan, tally } = this.progress;
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
    // The tab may have been closed since.
    if (choice === show) await this.parts.plans.open(plan.accountId, plan.id);
  }

  private async open(id: string): Promise<void> {
    const { plan, results } = this.progress;
    const step = plan.steps[this.progress.placeOf(id) ?? -1];
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
