import * as vscode from 'vscode';
import type { AssetTypeDefinition } from '../../assets/assetTypeDefinition';
import { pausing } from '../../happyfox/pause';
import type { Step } from '../../plans/plan';
import type { KeptPlan, PlanState } from '../../plans/planOnDisk';
import { PlanProgress } from '../../plans/planProgress';
import type { StepResult } from '../../plans/stepResult';
import type { AccountSession } from '../sessions/accountSession';
import { connectionSettings } from '../sessions/settings';
import { uriOfAsset } from '../screen/openEditors';
import type { WebviewTab } from '../webviews/webviewPanel';
import { explained } from './explained';
import { lookAgain } from './lookAgain';
import { PlanApplying } from './planApplying';
import { inversePlan, restPlan } from './planFollowUps';
import { headingOf } from './planHeading';
import type { FromPlan, PlanView, ShownHeading, ToPlan } from './planMessages';
import { everything, PlanLayout } from './planLayout';
import { choiceOf, rowOf, type RowParts } from './planRows';
import type { PlanRunner } from './plans';
import { saveReport } from './saveReport';
import { planWords } from './planWords';
import { PlanWriting } from './planWriting';

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
  private readonly rowParts: RowParts;
  private readonly layout: PlanLayout;
  private finding = new AbortController();
  private readonly closed = new AbortController();
  private isWaiting = false;
  private readonly writing: PlanWriting;
  private readonly applying: PlanApplying;

  constructor(private readonly parts: PlanTabParts) {
    this.progress = parts.progress;
    this.state = parts.state;
    const { session, plans } = parts;
    this.writing = new PlanWriting(plans, () => this.progress.plan);
    this.applying = new PlanApplying({
      ...{ session, plans, writing: this.writing },
      progress: () => this.progress,
      onResult: (result) => this.showRows([result.step], () => this.progress.note(result)),
      onChange: () => this.showRows([]),
      onEnd: () => this.readAgain(),
    });
    this.rowParts = {
      definitionOf: (assetTypeId) => parts.definitions.get(assetTypeId),
      sentence: (error) => plans.sentence(error, session),
    };
    this.layout = new PlanLayout({
      progress: () => this.progress,
      rowAt: (place) => this.at(place, (step, result) => rowOf(step, result, this.rowParts)),
      choiceAt: (place) => this.at(place, choiceOf),
    });
    parts.tab.onDidDispose(() => this.closed.abort());
    parts.tab.onDidReceive((message) => void this.hear(message).catch((error: unknown) => this.tell(error)));
    // A tab that comes back after a reload may have said that it is ready before anybody listened.
    this.begin().catch((error: unknown) => this.tell(error));
    this.waitForEnd().catch((error: unknown) => this.tell(error));
  }

  reveal(): void {
    this.parts.tab.reveal();
  }

  close(): void {
    this.parts.tab.dispose();
  }

  /** Applies the plan, as its button does. Throws what `PlanApplying.apply` throws. */
  apply(): Promise<void> {
    return this.applying.apply();
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
        this.applying.cancel();
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
    if (this.applying.isRunning() || this.state.kind === 'running') {
      this.showRows(steps);
      return;
    }
    this.showRows(steps, () => this.progress.include(steps, included));
    await this.writing.write();
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
    return headingOf({
      ...{ progress: this.progress, state: this.state, account: this.parts.session.account },
      budget: connectionSettings().budget,
      ...this.applying.state,
    });
  }

  /** Where the plan is being applied elsewhere, shows what has become of it once that has ended: no window hears of another's plans. */
  private async waitForEnd(): Promise<void> {
    if (this.state.kind !== 'running' || this.isWaiting) return;
    const { accountId, id } = this.progress.plan;
    const { signal } = this.closed;
    this.isWaiting = true;
    try {
      await this.parts.plans.files.stateLeft(accountId, id, lookAgain(signal));
    } catch (error) {
      if (!signal.aborted) throw error;
      return;
    } finally {
      this.isWaiting = false;
    }
    await this.readAgain();
  }

  private async readAgain(): Promise<KeptPlan> {
    const { plan } = this.progress;
    const kept = await this.parts.plans.files.read(plan.accountId, plan.id);
    if (kept) {
      this.progress = await PlanProgress.of(kept);
      this.state = kept.state;
    }
    await this.find(this.layout.look);
    this.show();
    this.waitForEnd().catch((error: unknown) => this.tell(error));
    return this.kept;
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
