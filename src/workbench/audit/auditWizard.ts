import * as vscode from 'vscode';
import type { AssetTypeDefinition } from '../../assets/assetTypeDefinition';
import { safeText } from '../../assets/safeText';
import { ColumnNames } from '../../tables/columnNames';
import { columnsOf } from '../../tables/columns';
import { groundOf } from '../../finding/ground';
import { isNode } from '../screen/nodes';
import { pickSession } from '../asking/arguments';
import type { PlanParts } from '../plans/planParts';
import type { SessionParts } from '../sessions/sessionParts';
import { completeIndex } from '../asking/completeIndex';
import { groundText } from '../words/indexText';
import { askQuery } from '../asking/queryInput';
import { askStamp } from './askStamp';
import { askTags } from './askTags';
import { countsOf, scopeText, showAudit } from './auditReport';
import { runAudit } from './auditRun';
import { stampPlan } from './auditStamp';
import type { CommandRunner } from '../words/commandCalls';

const { t } = vscode.l10n;

/** Asks what is to be there and where the list is, shows what differs, and offers to stamp what was found. */
export async function auditWizard(
  parts: Pick<PlanParts, 'plans'> & Pick<SessionParts, 'sessions'> & CommandRunner,
  args: readonly unknown[],
): Promise<void> {
  const [node] = args;
  const title = t('Audit Assets');
  const session = await pickSession(parts, args, title);
  const index = await completeIndex(session, undefined, t('Reading the assets'));
  const type = isNode(node) && node.kind === 'assetType' ? node.assetType : undefined;
  const query = await askQuery(
    {
      ...{ title: type ? t('Audit {0}', safeText(type.name)) : title, session, assetTypeId: type?.id },
      accept: (hits, total) => t('Expect {0} of {1} assets', hits, total),
      acceptEmpty: t('Expect all of them'),
    },
    parts,
  );
  const types = await session.assetTypes();
  const definitions = await Promise.all(
    types.filter(({ id }) => type === undefined || id === type.id).map(({ id }) => session.index.definition(id)),
  );
  const step = { title, step: 1, totalSteps: 1 };
  const list = await askTags(step, (word) => isColumn(definitions, word));
  if (typeof list === 'symbol') throw new vscode.CancellationError();
  const question = { session, index, query, tags: list.tags, typeId: type?.id, field: list.header };
  const result = await runAudit(question);
  const scope = scopeText(type?.name, query);
  await showAudit(session, result, `${scope} (${groundText(groundOf(index))})`);
  const counts = [...countsOf(result), groundText(groundOf(index))].join(', ');
  if (result.found.length === 0) {
    void vscode.window.showInformationMessage(`${counts}.`);
    return;
  }
  const stamp = await askStamp(definitions, result.found.length, step).catch(asNone);
  if (stamp) await parts.plans.review(await stampPlan(session, result.found, stamp));
}

function isColumn(definitions: readonly AssetTypeDefinition[], word: string): boolean {
  return definitions.some((definition) => new ColumnNames(columnsOf(definition)).named(word) !== undefined);
}

/** Escape leaves the report as it is. */
function asNone(error: unknown): undefined {
  if (!(error instanceof vscode.CancellationError)) throw error;
  return undefined;
}
