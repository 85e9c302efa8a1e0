import * as vscode from 'vscode';
import { newPlan, type Plan, type Step } from '../../plans/plan';
import { visibleLine } from '../../assets/safeText';
import type { ImportSubject } from './importSubject';

const { t } = vscode.l10n;

/** The plan that an import comes to. */
export function importPlan({ session, uri, definition }: ImportSubject, steps: readonly Step[]): Plan {
  const file = visibleLine(uri.path.slice(uri.path.lastIndexOf('/') + 1));
  const { accountId, account } = session;
  const title = t('Import {0} into {1}', file, visibleLine(definition.assetType.name));
  return newPlan({ title, accountId, agent: account.agent }, steps);
}
