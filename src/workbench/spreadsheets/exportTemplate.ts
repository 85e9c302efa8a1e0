import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { safeText } from '../../assets/safeText';
import { pickType } from '../asking/pickType';
import { fileNamed, saveText, suggestedFile } from '../asking/saveFile';
import { Id, pickSession, scripted, sessionFor } from '../asking/arguments';
import type { SessionParts } from '../sessions/sessionParts';

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
