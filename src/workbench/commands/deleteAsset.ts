import * as vscode from 'vscode';
import * as z from 'zod/mini';
import type { Asset } from '../../happyfox/asset';
import { safeText } from '../../assets/safeText';
import { deleteAssets, type DeleteOutcome } from '../../plans/deleteAssets';
import type { AccountSession } from '../accountSession';
import { CommandRefused } from '../commandRefused';
import { confirmsDelete } from '../connectionSettings';
import { withProgress, type ReportProgress } from '../progress';
import { Id, scripted, sessionFor, targetsOf, type Target } from './arguments';
import type { Parts } from './parts';

const { t } = vscode.l10n;

const Argument = z.object({
  account: z.optional(z.string()),
  id: z.optional(Id),
  ids: z.optional(z.array(Id)),
  confirm: z.optional(z.boolean()),
});

/** What a script is told of each asset. */
export interface ScriptedOutcome {
  readonly id: number;
  readonly outcome: DeleteOutcome['outcome'];
  readonly message?: string;
}

const mostNamed = 10;

/** Deletes assets for good, after a question that names them; with progress and cancel where they are many. */
export async function deleteAsset(parts: Parts, ...args: readonly unknown[]): Promise<{ outcomes: ScriptedOutcome[] }> {
  const given = scripted(Argument, args);
  const targets = given ? scriptedTargets(parts, given) : targetsOf(parts, args);
  const [first] = targets;
  if (!first) throw new CommandRefused(t('Select the assets to delete in the sidebar, or open one, first.'));
  if (targets.some(({ session }) => session !== first.session)) {
    throw new CommandRefused(t('Delete the assets of one account at a time.'));
  }
  const ask = given ? given.confirm !== false : confirmsDelete();
  if (ask && !(await confirmed(first.session, targets))) return { outcomes: [] };
  const outcomes = await deleteAll(parts, first.session, targets);
  const [only] = outcomes;
  if (given && targets.length === 1 && only?.outcome === 'failed') throw only.error;
  if (!given) tell(parts, first.session, outcomes, targets.length);
  return { outcomes: outcomes.map((outcome) => scriptedOutcome(parts, first.session, outcome)) };
}

function scriptedTargets(parts: Parts, { account, id, ids }: z.infer<typeof Argument>): Target[] {
  const session = sessionFor(parts, account);
  const all = new Set([...(id === undefined ? [] : [id]), ...(ids ?? [])]);
  if (all.size === 0) throw new CommandRefused(t('The command’s argument is wrong: {0}', 'id, ids'));
  return [...all].map((assetId) => ({
    session,
    assetId,
    name: session.store.loaded(assetId)?.name ?? String(assetId),
  }));
}

async function confirmed({ account }: AccountSession, targets: readonly Target[]): Promise<boolean> {
  const [first] = targets;
  const named = targets.slice(0, mostNamed).map(({ name, assetId }) => `${safeText(name)} (#${assetId})`);
  const more = targets.length - named.length;
  const question =
    targets.length === 1 && first
      ? t('Delete “{0}” (#{1}) from {2}?', safeText(first.name), first.assetId, safeText(account.label))
      : t('Delete {0} assets from {1}?', targets.length, safeText(account.label));
  const names = targets.length === 1 ? [] : [...named, ...(more > 0 ? [t('and {0} more', more)] : [])];
  const detail = [...names, t('HappyFox deletes them for good, signed by {0}.', safeText(account.agent.name))].join(
    '\n',
  );
  const remove = targets.length === 1 ? t('Delete') : t('Delete {0} Assets', targets.length);
  return (await vscode.window.showWarningMessage(question, { modal: true, detail }, remove)) === remove;
}

async function deleteAll(parts: Parts, session: AccountSession, targets: readonly Target[]): Promise<DeleteOutcome[]> {
  if (targets.length === 1) return run(parts, session, targets, () => undefined, new AbortController().signal);
  const outcomes: DeleteOutcome[] = [];
  const work = (report: ReportProgress, signal: AbortSignal) => run(parts, session, targets, report, signal, outcomes);
  return withProgress(t('Deleting {0} assets', targets.length), work);
}

async function run(
  parts: Parts,
  session: AccountSession,
  targets: readonly Target[],
  report: ReportProgress,
  signal: AbortSignal,
  outcomes: DeleteOutcome[] = [],
): Promise<DeleteOutcome[]> {
  const writer = await session.writer(() => undefined);
  const assets = targets.map(({ assetId, assetTypeId }) => ({
    id: assetId,
    ...(assetTypeId !== undefined && { assetTypeId }),
  }));
  // A script names assets by id alone; whoever follows the deletion has to know their types.
  const types = new Map(targets.map(({ assetId, assetTypeId }) => [assetId, assetTypeId]));
  const onRead = ({ id, assetType }: Asset): void => void types.set(id, types.get(id) ?? assetType?.id);
  for await (const outcome of deleteAssets(writer, { assets, signal, onRead })) {
    outcomes.push(outcome);
    report(outcomes.length / assets.length, t('{0} of {1}', outcomes.length, assets.length));
    if (outcome.outcome !== 'failed') await follow(parts, session, outcome.id, types.get(outcome.id));
  }
  return outcomes;
}

/** Tree, tabs and other windows let go of an asset that is gone. */
async function follow(
  { editors, windows }: Parts,
  { accountId, store }: AccountSession,
  assetId: number,
  knownType: number | undefined,
): Promise<void> {
  const assetTypeId = knownType ?? store.typeOfLoaded(assetId);
  if (assetTypeId === undefined) return;
  store.announce({ kind: 'deleted', assetId, assetTypeId });
  windows.tell({ kind: 'asset', change: 'deleted', accountId, assetTypeId, assetId });
  await editors.deleted({ accountId, assetTypeId, assetId });
}

function tell({ reporter }: Parts, session: AccountSession, outcomes: readonly DeleteOutcome[], asked: number): void {
  const failed = outcomes.flatMap((outcome) => (outcome.outcome === 'failed' ? [outcome] : []));
  const [first] = failed;
  const left = asked - outcomes.length + failed.length;
  if (first && asked === 1) throw first.error;
  if (first) {
    const why = reporter.sentence(first.error, session);
    void vscode.window.showErrorMessage(
      t('{0} of {1} assets were deleted, {2} are still there. {3}', asked - left, asked, left, why),
    );
  } else if (left > 0) {
    void vscode.window.showInformationMessage(t('Cancelled: {0} of {1} assets were deleted.', asked - left, asked));
  }
}

function scriptedOutcome({ reporter }: Parts, session: AccountSession, outcome: DeleteOutcome): ScriptedOutcome {
  if (outcome.outcome !== 'failed') return outcome;
  return { id: outcome.id, outcome: 'failed', message: reporter.sentence(outcome.error, session) };
}
