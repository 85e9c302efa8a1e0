import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { safeText } from '../../assets/safeText';
import { pickType } from '../asking/pickType';
import { fileNamed, saveText, suggestedFile } from '../asking/saveFile';
import { Id, pickSession, scripted, sessionFor } from '../asking/arguments';
import type { SessionParts } from '../sessions/sessionParts';
import type { AssetTypeDefinition } from '../../assets/assetTypeDefinition';
import { groundOf, type Ground } from '../../finding/ground';
import type { OpenedIndex } from '../../finding/openedIndex';
import type { AccountSession } from '../sessions/accountSession';
import { CommandRefused } from '../words/errors';
import { completeIndex, type AnswersTo } from '../asking/completeIndex';

const { t } = vscode.l10n;

const Argument = z.object({ account: z.optional(z.string()), typeId: Id, file: z.string().check(z.minLength(1)) });

/** Writes a CSV file with a column for all that a new asset of a type may be given, to be filled in and imported. */
export async function exportTemplate(
  parts: Pick<SessionParts, 'sessions'>,
  ...args: readonly unknown[]
): Promise<{ columns: number } | undefined> {
  const given = scripted(Argument, args);
  const session = given
    ? sessionFor(parts, given.account)
    : await pickSession(parts, args, t('Export Import Template'));
  const type = given ? { id: given.typeId, name: '' } : await pickType(session, args[0], t('Export Import Template'));
  const definition = await session.store.catalogue.definition(type.id);
  const { templateText, templateColumns } = await import('../../tables/template');
  const uri = given
    ? fileNamed(given.file)
    : await vscode.window.showSaveDialog({
        title: t('Template for {0}', safeText(type.name)),
        defaultUri: suggestedFile(t('{0} template.csv', type.name)),
        filters: { CSV: ['csv'] },
      });
  if (!uri) return undefined;
  await saveText(uri, templateText(definition));
  if (!given) await vscode.window.showTextDocument(uri);
  return { columns: templateColumns(definition).length };
}

/** All assets of a type, and its fields. */
interface WholeType {
  readonly index: OpenedIndex;
  readonly definition: AssetTypeDefinition;
  /** What is concluded from what the type lacks stands on this. */
  readonly ground: Ground;
}

/**
 * Reads under a progress notification what is missing of a type. Rejects with `CancellationError` when the user cancels, and throws
 * `CommandRefused` where the account has no such type.
 */
export async function wholeType(
  session: AccountSession,
  assetTypeId: number,
  answersTo: AnswersTo = 'person',
): Promise<WholeType> {
  const type = (await session.assetTypes()).find(({ id }) => id === assetTypeId);
  if (!type) throw new CommandRefused(t('This account has no asset type with id {0}.', assetTypeId));
  const index = await completeIndex(session, [assetTypeId], t('Reading all of {0}', safeText(type.name)), answersTo);
  const definition = await session.index.definition(assetTypeId);
  return { index, definition, ground: groundOf(index, [assetTypeId]) };
}
