import * as vscode from 'vscode';
import { safeLabel } from '../../assets/safeText';
import type { Operation } from '../../plans/journal';
import { canRevert } from '../../plans/revertWrite';
import type { ChangeNode, LostNode, PendingNode, WriteNode } from '../screen/changeNodes';
import { lostFileText } from '../words/fileTroubleText';
import { planGroupItem, planItem } from './planItems';
import { momentText, whenText } from '../words/whenText';

const { t } = vscode.l10n;

/** What nodes are painted with. */
interface ChangePaint {
  readonly severalAccounts: boolean;
  /** What a write did, in a word, or the fields an update changed. */
  readonly fieldsOf: (node: WriteNode) => string;
}

/** Turns a node of the changes view into what VS Code draws. */
export function paintChange(node: ChangeNode, paint: ChangePaint): vscode.TreeItem {
  switch (node.kind) {
    case 'pendingGroup': {
      const item = new vscode.TreeItem(t('Not sent yet'), vscode.TreeItemCollapsibleState.Expanded);
      item.description = String(node.drafts.length);
      item.contextValue = 'pendingGroup';
      item.id = 'pending';
      item.tooltip = t('Edits that auto-save kept here. Open one and press Ctrl+S, or review them all, to send them.');
      return item;
    }
    case 'pending':
      return pendingItem(node);
    case 'planGroup':
      return planGroupItem(node);
    case 'plan':
      return planItem(node);
    case 'lost':
      return lostItem(node);
    case 'write':
      return writeItem(node, paint);
  }
}

/** What can't be shown says so in its own place. */
function lostItem({ of, file, session, plan }: LostNode): vscode.TreeItem {
  const sentence = lostFileText(file, of);
  const item = new vscode.TreeItem(of === 'plan' ? t('A plan is missing here') : t('Some changes are missing here'));
  item.description = safeLabel(session.account.label);
  item.tooltip = sentence;
  item.accessibilityInformation = { label: sentence };
  item.iconPath = new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
  item.contextValue = plan === undefined ? 'lost' : 'lostPlan';
  item.id = `lost/${session.accountId}/${file.path}`;
  return item;
}

function pendingItem({ draft }: PendingNode): vscode.TreeItem {
  const name = draft.kind === 'edit' ? safeLabel(draft.base.asset.name) : t('New asset');
  const item = new vscode.TreeItem(name);
  item.description = whenText(draft.time);
  item.iconPath = new vscode.ThemeIcon(
    'circle-filled',
    new vscode.ThemeColor('gitDecoration.modifiedResourceForeground'),
  );
  item.contextValue = draft.kind === 'edit' ? 'pending edit' : 'pending asset';
  item.command = { command: 'happyfoxAssets.openDraft', title: t('Open'), arguments: [openDraftArgument(draft)] };
  item.id = `pending/${draft.ref.accountId}/${draft.kind === 'edit' ? draft.ref.assetId : draft.ref.draftId}`;
  return item;
}

function openDraftArgument({ kind, ref }: PendingNode['draft']): { account: string; kind: string; draft: string } {
  return { account: ref.accountId, kind, draft: 'assetId' in ref ? String(ref.assetId) : ref.draftId };
}

function writeItem(node: WriteNode, { severalAccounts, fieldsOf }: ChangePaint): vscode.TreeItem {
  const { write, session } = node;
  const { entry, result } = write;
  const item = new vscode.TreeItem(safeLabel(entry.name));
  const what = fieldsOf(node);
  const account = severalAccounts ? [safeLabel(session.account.label)] : [];
  // What is cut off at the sidebar's edge is in the tooltip.
  item.description = [whenText(entry.time), ...(what ? [what] : []), ...account].join(' · ');
  item.iconPath = iconOf(node);
  item.contextValue = canRevert(write) ? 'write revertible' : 'write';
  item.id = `write/${entry.id}`;
  item.tooltip = [
    `${titleOf(entry.operation, safeLabel(entry.name))} (#${result?.after?.id ?? entry.assetId ?? '?'})`,
    ...(what ? [what] : []),
    stateText(node),
    t('Signed by {0}', safeLabel(entry.agent.name)),
    momentText(entry.time),
  ].join('\n');
  item.accessibilityInformation = {
    label: `${titleOf(entry.operation, safeLabel(entry.name))}, ${what}, ${stateText(node)}, ${whenText(entry.time)}`,
  };
  item.command = {
    command: 'happyfoxAssets.openChange',
    title: t('Compare'),
    arguments: [{ account: session.accountId, change: entry.id }],
  };
  return item;
}

function titleOf(operation: Operation, name: string): string {
  switch (operation) {
    case 'create':
      return t('Created {0}', name);
    case 'update':
      return t('Changed {0}', name);
    case 'delete':
      return t('Deleted {0}', name);
  }
}

function stateText({ write: { entry, result, sender } }: WriteNode): string {
  switch (result?.state) {
    case 'verified':
      if (entry.operation === 'delete') return t('Done');
      return t('Done, and HappyFox has what was sent');
    case 'applied':
      return t('Done, but HappyFox kept something else than what was sent');
    case 'failed':
      return result.lost
        ? t('Not done when HappyFox was asked: the answer was lost')
        : t('Not done: HappyFox did not take it');
    case 'unknown':
      return t('Unknown: the answer was lost');
    case undefined:
      return sender === 'gone' ? t('Interrupted; being checked') : t('Under way');
  }
}

function iconOf({ write: { entry, result } }: WriteNode): vscode.ThemeIcon {
  if (!result) return new vscode.ThemeIcon('sync');
  if (result.state === 'failed') return new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground'));
  if (result.state === 'unknown')
    return new vscode.ThemeIcon('question', new vscode.ThemeColor('list.warningForeground'));
  const icons: Readonly<Record<Operation, string>> = { create: 'add', update: 'edit', delete: 'trash' };
  return new vscode.ThemeIcon(icons[entry.operation]);
}
