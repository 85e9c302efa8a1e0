import * as vscode from 'vscode';
import type { Plan } from '../../plans/plan';
import type { PlanFiles } from '../../plans/planFiles';
import type { KeptPlan } from '../../plans/planOnDisk';
import type { AccountSession } from '../sessions/accountSession';
import { CommandRefused } from '../words/errors';
import type { Reporter } from '../words/reporter';
import type { Sessions } from '../sessions/sessions';
import {
  openWebview,
  restoreWebviews,
  type WebviewKind,
  type WebviewParts,
  type WebviewTab,
} from '../webviews/webviewPanel';
import { type FromPlan, type ToPlan, isFromPlan, isPlanTabState } from './planMessages';
import type { RunOptions, RunParts, RunSummary } from './planRun';
import type { PlanTab } from './planTab';
import type { PlanAnswer } from './planParts';

const { t } = vscode.l10n;

const kind: WebviewKind<FromPlan> = {
  viewType: 'happyfoxAssets.plan',
  page: 'plan',
  messages: isFromPlan,
};

/** What plans are worked with. */
interface PlansParts extends RunParts {
  readonly sessions: Sessions;
  readonly reporter: Reporter;
  readonly webview: WebviewParts;
}

/** What a plan's tab has done for it. */
export type PlanRunner = Pick<Plans, 'files' | 'keep' | 'run' | 'review' | 'open' | 'sentence' | 'report'>;

/** The plans of this window: kept on disk, reviewed in tabs, applied when the user says so. */
export class Plans implements vscode.Disposable {
  /** Tabs by the ids of their plans, those as well that are still being filled. */
  private readonly tabs = new Map<string, Promise<PlanTab>>();
  private readonly restoring: vscode.Disposable;

  constructor(private readonly parts: PlansParts) {
    this.restoring = restoreWebviews<FromPlan, ToPlan>(
      kind,
      parts.webview,
      (tab, state) => void this.restore(tab, state),
    );
  }

  /** The plans on disk. */
  get files(): PlanFiles {
    return this.parts.files;
  }

  /** Keeps a plan and opens its tab, where the user can look at it and apply it. */
  async review(plan: Plan): Promise<void> {
    await this.files.save(plan);
    await this.show(plan.id, () => Promise.resolve({ plan, results: new Map(), state: { kind: 'new' } }));
  }

  /** Opens the tab of a plan that is kept. */
  open(accountId: string, id: string): Promise<void> {
    return this.show(id, () => this.find(accountId, id));
  }

  /** Opens the tab of a plan and applies it after a question, as the tab's button does. */
  async confirm(accountId: string, id: string): Promise<void> {
    await this.open(accountId, id);
    const { explained } = await import('./explained');
    const tab = await this.tabs.get(id);
    await tab?.apply().catch((error: unknown) => {
      throw explained(error);
    });
  }

  /** A plan that is kept. Throws `CommandRefused` where there is none, and `PlanUnreadable`. */
  async find(accountId: string, id: string): Promise<KeptPlan> {
    const kept = await this.files.read(accountId, id);
    if (!kept) throw new CommandRefused(t('This plan is not kept any more.'));
    return kept;
  }

  /** Forgets a plan, and closes its tab. */
  async discard(accountId: string, id: string): Promise<void> {
    (await this.tabs.get(id))?.close();
    await this.files.remove(accountId, id);
  }

  /** Keeps a plan as it is now, in place of what was kept of it. Throws what `PlanFiles.alter` throws. */
  keep(plan: Plan): Promise<void> {
    return this.files.alter(plan);
  }

  /** Keeps a plan and applies it without a question, for scripts. */
  async apply(plan: Plan, options: RunOptions): Promise<RunSummary> {
    await this.files.save(plan);
    const { explained } = await import('./explained');
    return this.run(this.parts.sessions.get(plan.accountId), plan, options).catch((error: unknown) => {
      throw explained(error);
    });
  }

  /** Applies a plan that is kept. */
  async run(session: AccountSession, plan: Plan, options: RunOptions): Promise<RunSummary> {
    const { runPlan } = await import('./planRun');
    return runPlan(this.parts, session, plan, options);
  }

  /** Applies a plan where a script says so, else has it reviewed. A plan without steps is nothing to look at. */
  async answer(session: AccountSession, plan: Plan, apply: boolean | undefined): Promise<PlanAnswer> {
    const { planForScript } = await import('./plansForScripts');
    return planForScript(this, session, plan, apply);
  }

  /** The sentence for an error. */
  sentence(error: unknown, session: AccountSession): string {
    return this.parts.reporter.sentence(error, session);
  }

  /** Tells the user of an error. */
  report(error: unknown, session: AccountSession): Promise<void> {
    return this.parts.reporter.report(error, session);
  }

  dispose(): void {
    this.restoring.dispose();
  }

  private async show(id: string, find: () => Promise<KeptPlan>): Promise<void> {
    const there = this.tabs.get(id);
    if (there) {
      (await there).reveal();
      return;
    }
    await this.remember(id, async () => {
      const kept = await find();
      return this.fill(openWebview<FromPlan, ToPlan>(kind, kept.plan.title, this.parts.webview), kept);
    });
  }

  private async restore(tab: WebviewTab<FromPlan, ToPlan>, state: unknown): Promise<void> {
    if (!isPlanTabState(state)) {
      tab.dispose();
      return;
    }
    const { account, plan } = state;
    try {
      await this.remember(plan, async () => this.fill(tab, await this.find(account, plan)));
    } catch (error) {
      tab.dispose();
      // A tab of what has been discarded since closes without a word.
      if (!(error instanceof CommandRefused)) await this.parts.reporter.report(error);
    }
  }

  /** Whoever asks for the tab while it is being filled waits for it, and opens no second one. */
  private async remember(id: string, fill: () => Promise<PlanTab>): Promise<void> {
    const filled = fill();
    this.tabs.set(id, filled);
    try {
      await filled;
    } catch (error) {
      this.tabs.delete(id);
      throw error;
    }
  }

  private async fill(tab: WebviewTab<FromPlan, ToPlan>, kept: KeptPlan): Promise<PlanTab> {
    const { plan } = kept;
    const session = this.parts.sessions.get(plan.accountId);
    tab.onDidDispose(() => this.tabs.delete(plan.id));
    const { openPlanTab } = await import('./openPlanTab');
    return openPlanTab(kept, { tab, session, plans: this });
  }
}
