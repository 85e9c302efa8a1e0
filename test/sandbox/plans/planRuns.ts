import { setTimeout } from 'node:timers/promises';
import { join } from 'node:path';
import { systemClock } from '../../../src/happyfox/clock';
import { AssetGate } from '../../../src/plans/assetGate';
import { applyPlan, type RunEnd } from '../../../src/plans/applyPlan';
import { JournalFiles } from '../../../src/plans/journalFiles';
import { PlanFiles } from '../../../src/plans/planFiles';
import { open, user } from '../client/open';

/** Where a plan is kept, and the account it is for; what a process is told that applies it. */
export interface PlanPlace {
  readonly url: string;
  readonly apiKey: string;
  readonly authCode: string;
  readonly folder: string;
  readonly accountId: string;
  readonly plan: string;
}

/** Longer pauses would be for a slow server, which the sandbox is not. */
const longestPause = 5;

/** The plans and the journal of a place. */
export function filesIn({ folder }: Pick<PlanPlace, 'folder'>) {
  return {
    plans: new PlanFiles(join(folder, 'plans')),
    journal: new JournalFiles(join(folder, 'journal'), () => 10_000),
  };
}

/** Applies a kept plan to the end of its run, as a window does. `looked` is called once it has been read, as its tab does. */
export async function applyKept(place: PlanPlace, looked: () => void = () => undefined): Promise<RunEnd> {
  const { plans, journal } = filesIn(place);
  const connection = open(place, { budget: { readsPerMinute: 1_000_000, writesPerMinute: 1_000_000 } });
  const { client } = connection;
  try {
    const kept = await plans.read(place.accountId, place.plan);
    if (!kept) throw new Error('There is no such plan');
    const { plan } = kept;
    looked();
    const record = await plans.begin(plan);
    const [types, fields] = await Promise.all([client.listAssetTypes(user), client.listCustomFields(1, user)]);
    const assetType = types.find(({ id }) => id === 1);
    if (!assetType) throw new Error('There is no type 1');
    const writer = {
      ...{ client, accountId: plan.accountId, agent: plan.agent, journal },
      onDoubt: () => undefined,
      wait: (milliseconds: number) => setTimeout(Math.min(milliseconds, longestPause)),
      now: Date.now,
      monotonic: systemClock.monotonic,
      newest: () => 0,
      gate: new AssetGate(join(place.folder, 'locks')),
    };
    const run = applyPlan({
      ...{ plan, record, signal: new AbortController().signal, confirmedDeletions: deletionsLeft() },
      writer: () => Promise.resolve(writer),
      definition: () => Promise.resolve({ assetType, fields }),
      journal: () => journal.read(plan.accountId),
    });
    let end: RunEnd = 'done';
    for await (const event of run) if (event.kind === 'ended') end = event.reason;
    await record.release();
    return end;

    function deletionsLeft(): number {
      const settled = new Set(['verified', 'applied', 'stale', 'failed', 'unknown']);
      return plan.steps.filter(
        ({ id, operation }) => operation === 'delete' && !settled.has(record.results.get(id)?.outcome ?? ''),
      ).length;
    }
  } finally {
    await connection.dispose();
  }
}
