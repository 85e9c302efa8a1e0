import * as vscode from 'vscode';
import type { AssetTypeDefinition } from '../../assets/assetTypeDefinition';
import type { Asset } from '../../happyfox/asset';
import { inverseOf, leftOver, planOfRest } from '../../plans/followUpPlans';
import type { Plan } from '../../plans/plan';
import { PlanUnreadable } from '../../plans/planErrors';
import type { KeptPlan } from '../../plans/planOnDisk';
import type { AccountSession } from '../sessions/accountSession';
import { CommandRefused } from '../words/errors';
import { ignoreGone } from '../asking/planTargets';
import { withProgress } from '../asking/progress';

const { t } = vscode.l10n;

interface FollowUpParts {
  readonly session: AccountSession;
  readonly definitions: ReadonlyMap<number, AssetTypeDefinition>;
}

/** The plan that takes an applied plan back. */
export async function inversePlan({ session, definitions }: FollowUpParts, kept: KeptPlan): Promise<Plan> {
  const { plan, results } = sound(kept);
  const heading = { title: t('Undo: {0}', plan.title), agent: session.account.agent };
  const inverse = await inverseOf(plan, results, (id) => definitions.get(id), heading);
  if (inverse.steps.length === 0)
    throw new CommandRefused(t('There is nothing to undo: this plan has written nothing.'));
  return inverse;
}

/** The plan of what did not go through, made from the assets as they are now, which are read for it. */
export async function restPlan({ session, definitions }: FollowUpParts, kept: KeptPlan): Promise<Plan> {
  const { plan, results } = sound(kept);
  const ids = leftOver(plan, results).flatMap(({ assetId }) => (assetId === null ? [] : [assetId]));
  const current = new Map<number, Asset>();
  await withProgress(t('Reading what is left'), async (report, signal) => {
    const client = await session.store.client();
    for (const [index, id] of ids.entries()) {
      const asset = await client.getAsset(id, { priority: 'user', signal }).catch(ignoreGone);
      if (asset) current.set(id, asset);
      report((index + 1) / ids.length, t('{0} of {1}', index + 1, ids.length));
    }
  });
  const heading = { title: t('Rest of: {0}', plan.title), agent: session.account.agent };
  const rest = await planOfRest(plan, results, current, (id) => definitions.get(id), heading);
  if (rest.steps.length === 0)
    throw new CommandRefused(t('Nothing is left: HappyFox has what this plan wanted, or the assets are gone.'));
  return rest;
}

/** Where results are missing, nobody can tell what to take back or what is left. */
function sound(kept: KeptPlan): KeptPlan {
  if (kept.state.kind === 'broken') throw new PlanUnreadable('run', kept.state.file);
  return kept;
}
