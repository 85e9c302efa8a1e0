// In place of VS Code, which mocha does not have.
import '../../../sandbox/soak/vscode';
import { beforeEach, describe, it } from 'mocha';
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { stateOf } from '../../../../src/assets/editableState';
import { newPlan, planUpdates } from '../../../../src/plans/plan';
import type { KeptPlan, PlanState } from '../../../../src/plans/planOnDisk';
import { PlanProgress } from '../../../../src/plans/planProgress';
import type { StepResult } from '../../../../src/plans/stepResult';
import type { AccountSession } from '../../../../src/workbench/sessions/accountSession';
import type { FromPlan, ToPlan } from '../../../../src/workbench/plans/planMessages';
import type { RunOptions, RunSummary } from '../../../../src/workbench/plans/planRun';
import type { PlanRunner } from '../../../../src/workbench/plans/plans';
import { PlanTab } from '../../../../src/workbench/plans/planTab';
import { assetWith, general } from '../../assets/samples';

const agent = { id: 3, name: 'Ada' };
const account = { id: 'acme.happyfox.com', label: 'Acme', agent };

function planOf(count: number) {
  const wishes = Array.from({ length: count }, (_, at) => {
    const base = assetWith({ 45: 'old' }, { id: at + 1, name: `PC ${at}` });
    const mine = stateOf(assetWith({ 45: 'new' }, { id: at + 1, name: `PC ${at}` }), general);
    return { definition: general, base, mine };
  });
  return newPlan({ title: 'Test', accountId: account.id, agent }, planUpdates(wishes));
}

/** What is told to the page; whoever waits hears of what comes next. */
class Page {
  readonly received = new vscode.EventEmitter<FromPlan>();
  readonly gone = new vscode.EventEmitter<void>();
  readonly told: ToPlan[] = [];
  private next = Promise.withResolvers<ToPlan>();

  readonly onDidReceive = this.received.event;
  readonly onDidDispose = this.gone.event;

  post(message: ToPlan): void {
    this.told.push(message);
    this.next.resolve(message);
    this.next = Promise.withResolvers();
  }

  get heading() {
    return this.told.findLast((message) => 'heading' in message)?.heading;
  }

  /** Resolves with the next message. */
  get nextMessage(): Promise<ToPlan> {
    return this.next.promise;
  }
}

/** A plan of so many steps in its tab, whose run is in the hands of the test. */
async function opened(count: number, states: readonly PlanState[] = []) {
  const plan = planOf(count);
  const [before = { kind: 'new' }, after = before] = states;
  const kept: KeptPlan = { plan, results: new Map(), state: before };
  const page = new Page();
  const left = Promise.withResolvers<PlanState>();
  const begun = Promise.withResolvers<RunOptions>();
  const ended = Promise.withResolvers<RunSummary>();
  const opening = Promise.withResolvers<string>();
  const plans = {
    files: {
      read: () => Promise.resolve({ ...kept, state: after }),
      stateLeft: (_account: string, _id: string, again: () => Promise<void>) => {
        again().catch((error: unknown) => left.reject(error as Error));
        return left.promise;
      },
    },
    keep: () => Promise.resolve(),
    run: (_session: unknown, _plan: unknown, options: RunOptions) => {
      begun.resolve(options);
      return ended.promise;
    },
    open: (_account: string, id: string) => {
      opening.resolve(id);
      return Promise.resolve();
    },
    review: () => Promise.resolve(),
    sentence: String,
    report: (error: Error) => Promise.reject(error),
  };
  const shown = page.nextMessage;
  const tab = new PlanTab({
    tab: page as never,
    session: { accountId: account.id, account } as unknown as AccountSession,
    plans: plans as unknown as PlanRunner,
    ...{ progress: await PlanProgress.of(kept), state: kept.state, definitions: new Map([[1, general]]) },
  });
  await shown;
  const ids = plan.steps.map(({ id }) => id);
  return { tab, page, plan, ids, left, begun: begun.promise, ended, opening: opening.promise };
}

const resultOf = (step: string, outcome: 'sent' | 'verified'): StepResult => {
  return { step, outcome, time: 1, assetId: 1, before: null, after: null };
};

describe('The tab of a plan', () => {
  /** What is chosen where it is said how a run went. */
  let choice: string | undefined;

  beforeEach(() => {
    choice = undefined;
    Object.assign(vscode.window, {
      showWarningMessage: (_words: string, { modal }: { modal?: boolean }, first: string) =>
        Promise.resolve(modal === true ? first : choice),
      showInformationMessage: () => Promise.resolve(choice),
      withProgress: (_options: unknown, work: (...args: unknown[]) => unknown) =>
        work({ report: () => undefined }, { onCancellationRequested: () => new vscode.Disposable(() => undefined) }),
    });
  });

  it('offers to cancel from the moment on at which it is applied, before there is anything to tell of a row', async () => {
    const { tab, page, begun, ended } = await opened(2);
    const applied = tab.apply();
    await begun;
    assert.deepEqual(
      page.heading?.actions.map(({ kind }) => kind),
      ['cancel'],
    );
    ended.resolve({ reason: 'cancelled', trouble: undefined, results: new Map() });
    await applied;
  });

  it('leaves no row out of what is being sent, and shows the page so again', async () => {
    const { tab, page, plan, ids, begun, ended } = await opened(2);
    const applied = tab.apply();
    const { onEvent } = await begun;
    const [first = '', second = ''] = ids;
    const [step] = plan.steps;
    assert.ok(step);
    onEvent?.({ kind: 'step', step, result: resultOf(first, 'sent') });
    const redrawn = page.nextMessage;
    page.received.fire({ kind: 'include', steps: [second], included: false });
    const message = await redrawn;
    assert.ok(message.kind === 'rows');
    assert.deepEqual(
      message.rows.map(({ id, included }) => [id, included]),
      [[second, true]],
    );
    ended.resolve({ reason: 'done', trouble: undefined, results: new Map() });
    await applied;
  });

  it('that was closed while the plan was applied is opened again to show the report', async () => {
    const { tab, page, plan, begun, ended, opening } = await opened(1);
    choice = 'Show Report';
    const applied = tab.apply();
    await begun;
    page.gone.fire();
    ended.resolve({ reason: 'done', trouble: undefined, results: new Map() });
    await applied;
    assert.equal(await opening, plan.id);
  });

  it('that is being applied elsewhere leaves it alone, and shows what has become of it once that has ended', async () => {
    const { page, ids, left } = await opened(1, [{ kind: 'running' }, { kind: 'interrupted' }]);
    assert.deepEqual(page.heading?.actions, []);
    const redrawn = page.nextMessage;
    page.received.fire({ kind: 'include', steps: ids, included: false });
    const message = await redrawn;
    assert.ok(message.kind === 'rows' && message.rows[0]?.included);
    const shown = page.nextMessage;
    left.resolve({ kind: 'interrupted' });
    const again = await shown;
    assert.ok(again.kind === 'plan');
    assert.equal(again.heading.actions[0]?.kind, 'apply');
  });

  it('that is closed no longer looks whether others have ended', async () => {
    const { page, left } = await opened(1, [{ kind: 'running' }]);
    page.gone.fire();
    await assert.rejects(left.promise, { name: 'AbortError' });
  });
});
