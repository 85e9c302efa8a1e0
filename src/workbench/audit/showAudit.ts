import * as vscode from 'vscode';
import type { Audit } from '../../tables/audit';
import type { AccountSession } from '../sessions/accountSession';
import { auditReport } from './auditReport';

const { t } = vscode.l10n;

/** What was expected, in words. */
export function scopeText(typeName: string | undefined, query: string): string {
  return [typeName ?? t('all asset types'), query].filter((word) => word !== '').join(': ');
}

/** Opens the report of an audit, as a document to read and to save. */
export async function showAudit({ account }: AccountSession, result: Audit, scope: string): Promise<void> {
  const content = auditReport(result, { account: account.label, agent: account.agent.name, scope, time: new Date() });
  const document = await vscode.workspace.openTextDocument({ language: 'markdown', content });
  await vscode.window.showTextDocument(document, { preview: false });
}
