import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { safeText } from '../../assets/safeText';
import type { Asset } from '../../happyfox/asset';
import { deleteAsset as deleteOne } from '../../plans/deleteAsset';
import type { AccountSession } from '../sessions/accountSession';
import { announceWrite } from '../sessions/announceWrite';
import { CommandRefused } from '../words/errors';
import { confirmsDelete } from '../sessions/settings';
import { confirmDelete } from '../asking/unsentWork';
import { ignoreGone } from '../asking/planTargets';
import { deleteMany, type DeletedMany, type DeletedOne } from './deleteMany';
import { Id, scripted, sessionFor, targetsOf, type Target } from '../asking/arguments';
import type { TargetParts } from '../asking/arguments';
import type { PlanParts } from './planParts';
import type { DocumentParts } from '../documents/documentParts';
import type { SessionParts } from '../sessions/sessionParts';

const { t } = vscode.l10n;

const Argument = z.object({
  account: z.optional(z.string()),
  id: z.optional(Id),
  ids: z.optional(z.array(Id)),
  confirm: z.optional(z.boolean()),
});

/** Deletes assets for good, after a question that names them. Several are a plan: with progress and cancel, resumable, and undone as one. */
export async function deleteAsset(
  parts: TargetParts &
    Pick<PlanParts, 'plans'> &
    Pick<DocumentParts, 'editors' | 'heldEdits'> &
    Pick<SessionParts, 'windows'>,
  ...args: readonly unknown[]
): Promise<{ readonly outcomes: readonly DeletedOne[] }> {
  const given = scripted(Argument, args);
  const targets = given ? scriptedTargets(parts, given) : targetsOf(parts, args);
  const [first, ...others] = targets;
  if (!first) throw new CommandRefused(t('Select the assets to delete in the sidebar, or open one, first.'));
  if (others.some(({ session }) => session !== first.session)) {
    throw new CommandRefused(t('Delete the assets of one account at a time.'));
  }
  const asksNames = given ? given.confirm !== false : confirmsDelete();
  if (others.length === 0) return { outcomes: await deleteOnly(parts, first, asksNames) };
  const asksNumber = given?.confirm !== false;
  const deleted = await deleteMany(parts, first.session, { targets, asksNames, asksNumber });
  if (deleted && !given) tell(parts, first.session, deleted, targets.length);
  return { outcomes: deleted?.outcomes ?? [] };
}

function scriptedTargets(
  parts: Pick<SessionParts, 'sessions'>,
  { account, id, ids }: z.infer<typeof Argument>,
): Target[] {
  const session = sessionFor(parts, account);
  const all = new Set([...(id === undefined ? [] : [id]), ...(ids ?? [])]);
  if (all.size === 0) throw new CommandRefused(t('The command’s argument is wrong: {0}', 'id, ids'));
  return Array.from(all, (assetId) => ({ session, assetId }));
}

async function deleteOnly(
  parts: Pick<DocumentParts, 'editors' | 'heldEdits'> & Pick<SessionParts, 'windows'>,
  target: Target,
  asks: boolean,
): Promise<readonly DeletedOne[]> {
  const { session, assetId: id, assetTypeId } = target;
  const name = target.name ?? (asks ? await nameOf(target) : undefined);
  if (asks && name === undefined) return [{ id, outcome: 'alreadyGone' }];
  if (asks && name !== undefined && !(await confirmDelete(parts, session, [{ id, name }]))) return [];
  const writer = await session.writer(() => undefined);
  // A script names the asset by its id alone; whoever follows the deletion has to know its type.
  let type = assetTypeId;
  const onRead = ({ assetType, name: now }: Asset): void => {
    type ??= assetType?.id;
    if (name !== undefined && name !== now) throw new CommandRefused(renamed(name, now));
  };
  const outcome = await deleteOne(writer, { id, ...(assetTypeId !== undefined && { assetTypeId }) }, onRead);
  await follow(parts, session, id, type ?? session.store.typeOfLoaded(id));
  return [{ id, outcome }];
}

function renamed(before: string, now: string): string {
  return t(
    'Not deleted: “{0}” is called “{1}” by now. Look at it, and delete it again.',
    safeText(before),
    safeText(now),
  );
}

/** The name of an asset that a script has named by its id; undefined where it is gone. */
async function nameOf({ session: { store }, assetId }: Target): Promise<string | undefined> {
  return (store.loaded(assetId) ?? (await store.read(assetId).catch(ignoreGone)))?.name;
}

/** Tree, tabs and other windows let go of an asset that is gone. */
async function follow(
  { editors, windows }: Pick<DocumentParts, 'editors'> & Pick<SessionParts, 'windows'>,
  session: AccountSession,
  assetId: number,
  assetTypeId: number | undefined,
): Promise<void> {
  if (assetTypeId === undefined) return;
  announceWrite(windows, session, { change: 'deleted', assetTypeId, assetId });
  await editors.deleted({ accountId: session.accountId, assetTypeId, assetId });
}

function tell(
  { plans }: Pick<PlanParts, 'plans'>,
  { accountId }: AccountSession,
  { plan, outcomes }: DeletedMany,
  asked: number,
): void {
  const gone = outcomes.filter(({ outcome }) => outcome !== 'failed').length;
  const why = outcomes.find(({ outcome }) => outcome === 'failed')?.message;
  if (gone === asked) return;
  const show = t('Show Report');
  const told =
    why === undefined
      ? vscode.window.showInformationMessage(t('Cancelled: {0} of {1} assets were deleted.', gone, asked), show)
      : vscode.window.showErrorMessage(
          t('{0} of {1} assets were deleted, {2} are still there. {3}', gone, asked, asked - gone, why),
          show,
        );
  void told.then((choice) => (choice === show ? plans.open(accountId, plan.id) : undefined));
}
