import { applyPlan, type RunEnd, type RunEvent } from '../../plans/applyPlan';
import type { JournalFiles } from '../../plans/journalFiles';
import type { Plan, Step } from '../../plans/plan';
import type { PlanFiles } from '../../plans/planFiles';
import { isDone, type StepResult, type Trouble } from '../../plans/stepResult';
import type { AccountSession } from '../sessions/accountSession';
import type { OtherWindows } from '../sessions/otherWindows';
import { totalsOf } from './planConfirmation';
import type { DocumentParts } from '../documents/documentParts';

/** What a run of a plan in this window works with. */
export interface RunParts {
  readonly files: PlanFiles;
  readonly journal: JournalFiles;
  readonly windows: OtherWindows;
  readonly editors: DocumentParts['editors'];
  readonly settled: DocumentParts['settled'];
  /** Takes a line for the log. */
  readonly warn: (line: string) => void;
}

/** How a run is to go. */
export interface RunOptions {
  readonly signal: AbortSignal;
  readonly confirmedDeletions?: number;
  readonly onEvent?: (event: RunEvent) => void;
}

/** How a run went. */
export interface RunSummary {
  readonly reason: RunEnd;
  readonly trouble: Trouble | undefined;
  readonly results: ReadonlyMap<string, StepResult>;
}

/** Applies a plan in this window: tree, index, tabs and other windows follow each step. Throws what `applyPlan` and `PlanFiles.begin` throw. */
export async function runPlan(
  parts: RunParts,
  session: AccountSession,
  plan: Plan,
  { signal, confirmedDeletions, onEvent }: RunOptions,
): Promise<RunSummary> {
  const record = await parts.files.begin(plan);
  try {
    let summary: RunSummary = { reason: 'done', trouble: undefined, results: record.results };
    const run = applyPlan({
      ...{ plan, record, signal, totals: totalsOf(session, plan) },
      writer: () => session.writer(() => undefined),
      definition: (assetTypeId) => session.index.definition(assetTypeId),
      journal: () => parts.journal.read(plan.accountId),
      ...(confirmedDeletions !== undefined && { confirmedDeletions }),
    });
    for await (const event of run) {
      if (event.kind === 'step') await follow(parts, session, plan, event);
      if (event.kind === 'ended') summary = { ...summary, reason: event.reason, trouble: event.trouble };
      onEvent?.(event);
    }
    return summary;
  } finally {
    await record.release();
  }
}

/** Everyone who shows the asset hears of what has become of it. */
async function follow(
  { windows, editors, settled, warn }: RunParts,
  session: AccountSession,
  plan: Plan,
  { step, result }: { readonly step: Step; readonly result: StepResult },
): Promise<void> {
  const { accountId, store } = session;
  const { assetTypeId, operation } = step;
  const { assetId, after, trouble } = result;
  // What stands against it is shown, so that whoever tries again has seen it.
  if (trouble?.kind === 'refusal' && trouble.refusal.reason === 'conflict')
    store.announce({ kind: 'read', asset: trouble.refusal.theirs, assetTypeId });
  if (!isDone(result) || assetId === null) return;
  const ref = { accountId, assetTypeId, assetId };
  // What can't be put in order here must not end the run: a draft that stays is only in the way, an editor finds out when it is saved.
  const behind = (): void => warn('A tab or a draft could not follow what a plan did to its asset.');
  if (operation === 'delete') {
    store.announce({ kind: 'deleted', assetId, assetTypeId });
    windows.tell({ kind: 'asset', change: 'deleted', ...ref });
    await editors.deleted(ref).catch(behind);
    return;
  }
  const change = operation === 'create' ? 'created' : 'saved';
  if (after) {
    // What the journal had of it says nothing of what it is now.
    store.announce({ kind: result.isRemembered ? 'read' : change, asset: after, assetTypeId });
    await settled.settle(session, plan, step, after).catch(behind);
    await editors.written(session, assetTypeId, after).catch(behind);
  }
  windows.tell({ kind: 'asset', change, ...ref });
}
