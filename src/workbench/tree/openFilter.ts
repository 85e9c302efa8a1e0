import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { savedFilterFor } from '../asking/savedFilterFor';
import { scripted } from '../asking/arguments';
import type { TreeParts } from './treeParts';
import type { SessionParts } from '../sessions/sessionParts';

const { t } = vscode.l10n;

const Argument = z.object({ account: z.optional(z.string()), filter: z.string() });

/** Shows in the sidebar what a saved filter finds. */
export async function openFilter(
  parts: Pick<TreeParts, 'memory' | 'tree' | 'view'> & Pick<SessionParts, 'sessions'>,
  ...args: readonly unknown[]
): Promise<void> {
  const given = scripted(Argument, args);
  const { session, filter } = await savedFilterFor(parts, given, args, t('Open Saved Filter'));
  const node = await parts.tree.filterNode(session, filter.id);
  if (node) await parts.view.reveal(node, { select: true, focus: true, expand: true });
}
