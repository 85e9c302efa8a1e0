import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { safeText } from '../../assets/safeText';
import { refuseRecreated, type JournaledWrite } from '../../plans/journal';
import { canRevert, revertWrite, type RevertOutcome } from '../../plans/revertWrite';
import { WriteRefused } from '../../plans/writeRefused';
import type { AccountSession } from '../sessions/accountSession';
import { announceWrite } from '../sessions/announceWrite';
import { CommandRefused } from '../words/errors';
import { listedLabels } from '../words/listedLabels';
import { withDoubt } from '../words/doubtNotice';
import { scripted } from '../asking/arguments';
import { changeOf, type ChangeSelection } from '../asking/changeArgument';
import type { SessionParts } from '../sessions/sessionParts';
import type { DocumentParts } from '../documents/documentParts';

const { t } = vscode.l10n;

const Argument = z.object({ account: z.optional(z.string()), change: z.string() });

/**
 * Undoes a change: an update is merged against today's state, a deleted asset is created anew, with a new id. Asks a person first.
 * `lost` names the fields that did not get their old values back; it is absent where all did.
 */
export async function revertChange(
  parts: Pick<SessionParts, 'journal' | 'sessions' | 'windows'> & ChangeSelection & Pick<DocumentParts, 'editors'>,
  ...args: readonly unknown[]
): Promise<{ outcome: RevertOutcome['outcome']; id?: number; lost?: readonly string[] }> {
  const given = scripted(Argument, args);
  const { session, write } = await changeOf(parts, given, args);
  if (!canRevert(write)) throw new CommandRefused(whyNot(write));
  await refuseSecondCreation(parts, session, write);
  if (!given && !(await confirmed(session, write))) throw new vscode.CancellationError();
  const definition = await session.store.catalogue.definition(write.entry.assetTypeId);
  const outcome = await withDoubt((onDoubt) =>
    session.writer(onDoubt).then((writer) => revertWrite(writer, write, definition)),
  ).catch((error: unknown) => {
    throw explained(error);
  });
  await follow(parts, session, write, outcome);
  const lost = outcome.lost.map(({ label }) => label);
  if (!given && lost.length === 0) void vscode.window.showInformationMessage(sentence(outcome));
  if (!given && lost.length > 0) void vscode.window.showWarningMessage(sentenceOfRest(outcome));
  return { outcome: outcome.outcome, id: outcome.asset.id, ...(lost.length > 0 && { lost }) };
}

async function confirmed({ account }: AccountSession, { entry }: JournaledWrite): Promise<boolean> {
  const isDelete = entry.operation === 'delete';
  const undo = isDelete ? t('Create Again') : t('Undo Change');
  const question = isDelete
    ? t('Create “{0}” again in {1}?', safeText(entry.name), safeText(account.label))
    : t('Undo this change to “{0}” in {1}?', safeText(entry.name), safeText(account.label));
  const detail = isDelete
    ? t('It gets a new id. Its tickets and history in HappyFox do not come back.')
    : t('The fields it changed get their old values back. What others changed since stays.');
  return (await vscode.window.showWarningMessage(question, { modal: true, detail }, undo)) === undo;
}

/** Nobody is asked about what the journal would refuse in the end. */
async function refuseSecondCreation(
  { journal }: Pick<SessionParts, 'journal'>,
  { accountId }: AccountSession,
  { entry }: JournaledWrite,
): Promise<void> {
  if (entry.operation === 'delete') refuseRecreated(await journal.read(accountId), entry.id);
}

function whyNot({ entry, result }: JournaledWrite): string {
  if (entry.operation === 'create') return t('To undo a creation, delete the asset.');
  if (result?.state === 'failed') return t('This change was not carried out, so there is nothing to undo.');
  return t('This change can’t be undone: it is not known how it ended.');
}

function explained(error: unknown): unknown {
  if (!(error instanceof WriteRefused) || error.refusal.reason !== 'conflict') return error;
  const fields = error.refusal.conflicts.map(({ label }) => safeText(label)).join(', ');
  return new CommandRefused(t('Not undone: {0} has been changed again since. Open the asset and edit it.', fields));
}

async function follow(
  { windows, editors }: Pick<SessionParts, 'windows'> & Pick<DocumentParts, 'editors'>,
  session: AccountSession,
  { entry }: JournaledWrite,
  { outcome, asset }: RevertOutcome,
): Promise<void> {
  if (outcome === 'unchanged') return;
  const { assetTypeId } = entry;
  announceWrite(windows, session, { change: outcome === 'recreated' ? 'created' : 'saved', assetTypeId, asset });
  // It has been carried out: an editor that can't be put in order finds out when it is saved.
  await editors.written(session, assetTypeId, asset).catch(() => undefined);
}

function sentence({ outcome, asset }: RevertOutcome): string {
  switch (outcome) {
    case 'reverted':
      return t('Undone.');
    case 'unchanged':
      return t('There was nothing left to undo.');
    case 'recreated':
      return t('“{0}” exists again. Its new id is {1}.', safeText(asset.name), asset.id);
  }
}

/** What was undone where not all of it could be. */
function sentenceOfRest({ outcome, asset, lost }: RevertOutcome): string {
  const labels = listedLabels(lost);
  return outcome === 'recreated'
    ? t(
        '“{0}” exists again, with the new id {1}, but HappyFox did not take back {2}. Look at the asset, and set it in HappyFox.',
        safeText(asset.name),
        asset.id,
        labels,
      )
    : t('Undone, except for {0}: HappyFox did not take back the old value. Set it in HappyFox.', labels);
}
