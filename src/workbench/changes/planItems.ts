import * as vscode from 'vscode';
import { safeLabel } from '../../assets/safeText';
import type { PlanState } from '../../plans/planOnDisk';
import type { PlanGroupNode, PlanNode } from '../screen/changeNodes';
import { planText } from '../words/fileTroubleText';
import { whenText } from '../words/whenText';
import { planStateText } from '../words/planStateText';

const { t } = vscode.l10n;

/** The group of plans in the changes view; open while one waits for the user. */
export function planGroupItem({ plans }: PlanGroupNode): vscode.TreeItem {
  const waiting = plans.some(({ entry: { state } }) => state.kind !== 'ended');
  const { Expanded, Collapsed } = vscode.TreeItemCollapsibleState;
  const item = new vscode.TreeItem(t('Plans'), waiting ? Expanded : Collapsed);
  item.description = String(plans.length);
  item.contextValue = 'planGroup';
  item.id = 'plans';
  item.tooltip = t('Changes to many assets: those that wait to be applied, and what became of the others.');
  return item;
}

/** A plan in the changes view. */
export function planItem({ entry, session }: PlanNode): vscode.TreeItem {
  const { heading, state } = entry;
  const name = safeLabel(heading.title);
  const item = new vscode.TreeItem(name);
  item.description = [planStateText(state), whenText(heading.createdAt)].join(' · ');
  item.iconPath = iconOf(state);
  const { due, done } = offersOf(state);
  if (state.kind === 'running') item.contextValue = 'runningPlan';
  else if (state.kind === 'broken') item.contextValue = 'plan broken';
  else if (due) item.contextValue = done ? 'plan due done' : 'plan due';
  else item.contextValue = done ? 'plan done' : 'plan';
  item.id = `plan/${heading.id}`;
  item.tooltip = [
    name,
    state.kind === 'broken' ? planText({ part: 'run', file: state.file }) : planStateText(state),
    t('Signed by {0}', safeLabel(heading.agent.name)),
  ].join('\n');
  item.accessibilityInformation = { label: `${name}, ${planStateText(state)}, ${whenText(heading.createdAt)}` };
  item.command = {
    command: 'happyfoxAssets.openPlan',
    title: t('Open Plan'),
    arguments: [{ account: session.accountId, plan: heading.id }],
  };
  return item;
}

/** What menus offer: to apply while something of it is due, to undo once something was done. */
function offersOf(state: PlanState): { readonly due: boolean; readonly done: boolean } {
  if (state.kind !== 'ended') return { due: true, done: state.kind !== 'new' };
  const { steps, done, troubled } = state.tally;
  return { due: done + troubled < steps, done: done > 0 };
}

function iconOf(state: PlanState): vscode.ThemeIcon {
  if (state.kind === 'running') return new vscode.ThemeIcon('sync');
  if (state.kind === 'new') return new vscode.ThemeIcon('checklist');
  const warning = new vscode.ThemeColor('list.warningForeground');
  if (state.kind === 'broken') return new vscode.ThemeIcon('warning', warning);
  if (state.kind !== 'ended') return new vscode.ThemeIcon('debug-pause', warning);
  const { done, steps } = state.tally;
  return done === steps ? new vscode.ThemeIcon('pass') : new vscode.ThemeIcon('warning', warning);
}
