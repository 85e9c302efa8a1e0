import * as vscode from 'vscode';
import type { Ground } from '../../finding/ground';

const { t } = vscode.l10n;

/** What a script is told of what an answer stands on. */
export interface ScriptedGround {
  /** False where an asset that was not found may be there all the same. */
  readonly complete: boolean;
  /** When the assets were read, in ISO 8601; null where some have not been. */
  readonly read_at: string | null;
}

/** How old and how complete the ground of a job is, behind what it says. */
export function groundText({ complete, readAt }: Ground): string {
  const options = { dateStyle: 'short', timeStyle: 'short' } as const;
  const when = readAt === 0 ? undefined : new Date(readAt).toLocaleString(vscode.env.language, options);
  if (complete && when !== undefined) return t('as of {0}', when);
  if (when === undefined) return t('not all assets have been read');
  return t('as of {0}, and some assets may be missing', when);
}

/** The same for a script. */
export function scriptedGround({ complete, readAt }: Ground): ScriptedGround {
  return { complete, read_at: readAt === 0 ? null : new Date(readAt).toISOString() };
}
