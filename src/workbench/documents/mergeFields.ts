import * as vscode from 'vscode';
import { safeLabel } from '../../assets/safeText';
import type { Conflict } from '../../assets/merge';
import type { Side } from './documentConflicts';
import { askPick, back, inOrder } from '../asking/quickInput';
import { conflictTarget, resolveConflict } from './conflictResolution';
import type { DocumentParts } from './documentParts';

const { t } = vscode.l10n;

/** Resolves a conflict field by field: one question for each field both sides changed. Then saves. */
export async function mergeFields(parts: Pick<DocumentParts, 'conflicts'>, ...args: readonly unknown[]): Promise<void> {
  const { uri, conflicts } = conflictTarget(parts, args);
  const chosen = new Map<Conflict['key'], Side>();
  await inOrder(conflicts.map((one, index) => () => ask(one, index, conflicts.length, chosen)));
  await resolveConflict(parts, uri, ({ key }) => chosen.get(key) ?? 'mine');
}

async function ask(
  { key, label, base, theirs, mine }: Conflict,
  index: number,
  totalSteps: number,
  chosen: Map<Conflict['key'], Side>,
): Promise<unknown> {
  const items: readonly (vscode.QuickPickItem & { readonly side: Side })[] = [
    { label: shown(mine), description: t('yours'), side: 'mine' },
    { label: shown(theirs), description: t('in HappyFox'), side: 'theirs' },
  ];
  const picked = await askPick({
    title: t('Merge field by field'),
    step: index + 1,
    totalSteps,
    placeholder: t('{0}: which value stays? It was {1}.', safeLabel(label), shown(base)),
    items,
  });
  if (picked !== back) chosen.set(key, picked.side);
  return picked;
}

function shown(value: Conflict['base']): string {
  return safeLabel(JSON.stringify(value));
}
