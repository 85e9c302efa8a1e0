import * as vscode from 'vscode';
import { safeLabel } from '../../assets/safeText';
import type { Audit, AuditedAsset } from '../../tables/audit';
import { numberText } from '../words/indexText';
import type { AccountSession } from '../sessions/accountSession';

const { t } = vscode.l10n;

/** What a report says above its lists. */
interface AuditHeading {
  readonly account: string;
  /** What was expected, in words. */
  readonly scope: string;
  readonly agent: string;
  readonly time: Date;
}

/** An audit as a document: the counts, then each list. Markdown, so that it reads as text and as a page. */
function auditReport(result: Audit, { account, scope, agent, time }: AuditHeading): string {
  const { found, missing, ambiguous, unexpected, repeated } = result;
  const elsewhere = found.filter(({ isExpected }) => !isExpected);
  const lines = [
    `# ${t('Audit of {0}', cell(scope))}`,
    '',
    t('{0}, {1}, by {2}.', cell(account), time.toLocaleString(vscode.env.language), cell(agent)),
    '',
    ...countsOf(result).map((line) => `- ${line}`),
    '',
    ...table(t('Missing: no asset has this tag'), [t('Tag'), t('Perhaps')], missing, ({ tag, suggestion }) => [
      tag,
      suggestion ?? '',
    ]),
    ...table(t('Not on the list'), assetHeads(), unexpected, assetCells),
    ...table(t('Several assets have this tag'), [t('Tag'), t('Assets')], ambiguous, ({ tag, assets }) => [
      tag,
      assets.map(({ asset }) => `${asset.name} (#${asset.id})`).join(', '),
    ]),
    ...table(t('Found, but not among those expected'), [t('Tag'), ...assetHeads()], elsewhere, (one) => [
      one.tag,
      ...assetCells(one),
    ]),
    ...table(
      t('Found'),
      [t('Tag'), ...assetHeads()],
      found.filter(({ isExpected }) => isExpected),
      (one) => [one.tag, ...assetCells(one)],
    ),
    ...table(t('Listed more than once'), [t('Tag')], repeated, (tag) => [tag]),
  ];
  return lines.join('\n');
}

/** How an audit went, a few words for each list that is not empty. */
export function countsOf({ found, missing, ambiguous, unexpected }: Audit): readonly string[] {
  return [
    t('{0} found', numberText(found.length)),
    t('{0} missing: no asset has the tag', numberText(missing.length)),
    ...(ambiguous.length > 0 ? [t('{0} stand for several assets', numberText(ambiguous.length))] : []),
    t('{0} not on the list', numberText(unexpected.length)),
  ];
}

function table<Row>(
  title: string,
  heads: readonly string[],
  rows: readonly Row[],
  cells: (row: Row) => readonly string[],
): readonly string[] {
  if (rows.length === 0) return [];
  const line = (words: readonly string[]): string => `| ${words.map(cell).join(' | ')} |`;
  return [
    `## ${title} (${numberText(rows.length)})`,
    '',
    line(heads),
    `|${' --- |'.repeat(heads.length)}`,
    ...rows.map((row) => line(cells(row))),
    '',
  ];
}

function assetHeads(): readonly string[] {
  return [t('Id'), t('Display id'), t('Name'), t('Type')];
}

function assetCells({ asset, definition }: AuditedAsset): readonly string[] {
  return [String(asset.id), asset.displayId, asset.name, definition.assetType.name];
}

/** Remote text as a cell: it must not end the cell, and means nothing to whoever renders it. */
function cell(text: string): string {
  return safeLabel(text).replace(/[\\`*_{}[\]<>#|!]/g, '\\$&');
}

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
