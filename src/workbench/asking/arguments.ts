import { safeLabel } from '../../assets/safeText';
import * as vscode from 'vscode';
import * as z from 'zod/mini';
import type { AccountSession } from '../sessions/accountSession';
import { CommandRefused } from '../words/errors';
import { isNode, type AssetNode, type Node } from '../screen/nodes';
import { assetIn, textTabs } from '../screen/openEditors';
import { askPick } from './quickInput';
import type { SessionParts } from '../sessions/sessionParts';
import type { ViewSelection } from '../screen/viewSelection';
import type { AssetRef } from '../../assets/assetRef';
import type { Asset } from '../../happyfox/asset';

const { t } = vscode.l10n;

/** An asset that a command is to act on, with the session it belongs to. */
export interface Target {
  readonly session: AccountSession;
  readonly assetId: number;
  /** Absent where a script gave an id alone. */
  readonly assetTypeId?: number;
  /** As it was last read; absent where it was not. */
  readonly name?: string;
}

/** An id as HappyFox makes them. */
export const Id = z.int().check(z.positive());

/** What a keybinding of the view passes: the assets selected there are meant, whatever editor is active. */
const selectionArgument = 'selection';

/** The argument of a script; undefined when the command was called by a person, who is asked instead. */
export function scripted<Schema extends z.ZodMiniType>(
  schema: Schema,
  [argument]: readonly unknown[],
): z.infer<Schema> | undefined {
  if (!isScript(argument)) return undefined;
  const parsed = schema.safeParse(argument);
  if (parsed.success) return parsed.data;
  const wrong = parsed.error.issues.map(({ path, message }) =>
    path.length > 0 ? `${path.join('.')}: ${message}` : message,
  );
  throw new CommandRefused(t('The command’s argument is wrong: {0}', wrong.join('; ')));
}

/** Whether a command's first argument comes from a script, rather than from a menu, a keybinding or the palette. */
export function isScript(argument: unknown): boolean {
  if (argument === undefined || argument === null || argument === selectionArgument) return false;
  return !isNode(argument) && !(argument instanceof vscode.Uri);
}

/** The session of an account named by a script; of the only account where it named none. */
export function sessionFor(
  { sessions }: Pick<SessionParts, 'sessions'>,
  accountId: string | undefined,
): AccountSession {
  if (accountId !== undefined) return sessions.get(accountId);
  const [only, ...others] = sessions.all;
  if (!only)
    throw new CommandRefused(t('There is no account yet. Run “Add Account” or “Explore the Demo Account” first.'));
  if (others.length > 0)
    throw new CommandRefused(t('There are several accounts: the argument has to name one as “account”.'));
  return only;
}

/** The account a person means: that of the tree's node, the only one, or the one they pick. */
export async function pickSession(
  parts: Pick<SessionParts, 'sessions'>,
  args: readonly unknown[],
  title: string,
): Promise<AccountSession> {
  const [node] = args;
  if (isNode(node)) return node.session;
  const { all } = parts.sessions;
  if (all.length < 2) return sessionFor(parts, undefined);
  const items = all.map((session) => ({
    label: safeLabel(session.account.label),
    description: session.accountId,
    session,
  }));
  const picked = await askPick({ title, step: 1, totalSteps: 1, placeholder: t('Which account?'), items });
  if (typeof picked === 'symbol') throw new vscode.CancellationError();
  return picked.session;
}

/** By what the assets are found that a person means. */
export interface TargetParts extends Pick<SessionParts, 'sessions'> {
  /** Of the assets view. */
  readonly selection: Pick<ViewSelection, 'nodes'>;
  readonly opened: { readonly peek: (ref: AssetRef) => { readonly latest: { readonly asset: Asset } } | undefined };
}

/** The assets a person means: the tree's selection, else the one in the active editor. */
export function targetsOf(
  { sessions, selection, opened }: TargetParts,
  [first, chosenNodes]: readonly unknown[],
): readonly Target[] {
  if (isNode(first)) {
    const chosen = Array.isArray(chosenNodes) && chosenNodes.includes(first) ? chosenNodes.filter(isNode) : [first];
    return targetsOfNodes(chosen);
  }
  if (first === selectionArgument) return targetsOfNodes(selection.nodes);
  const uri = first instanceof vscode.Uri ? first : activeDocument();
  const ref = uri && assetIn(uri);
  const session = ref && sessions.find(ref.accountId);
  if (ref && session) {
    const { assetId, assetTypeId } = ref;
    const known = session.store.loaded(assetId) ?? opened.peek(ref)?.latest.asset;
    return [{ session, assetId, assetTypeId, ...(known && { name: known.name }) }];
  }
  // Where a document was named, nothing else is meant.
  if (first instanceof vscode.Uri) return [];
  return targetsOfNodes(selection.nodes);
}

/** Each asset once: one that has several choices stands in several groups. */
function targetsOfNodes(nodes: readonly Node[]): readonly Target[] {
  const assets = nodes.filter(isAssetNode);
  const once = new Map(assets.map((node) => [`${node.session.accountId}/${node.asset.id}`, node]));
  return Array.from(once.values(), targetOfNode);
}

/** The asset of a node of the tree. */
function targetOfNode({ session, assetType, asset }: AssetNode): Target {
  return { session, assetId: asset.id, assetTypeId: assetType.id, name: asset.name };
}

function isAssetNode(node: Node): node is AssetNode {
  return node.kind === 'asset';
}

function activeDocument(): vscode.Uri | undefined {
  const active = vscode.window.tabGroups.activeTabGroup.activeTab;
  return textTabs().find(({ tab }) => tab === active)?.uri;
}
