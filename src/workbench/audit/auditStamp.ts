import * as vscode from 'vscode';
import { fieldByKey } from '../../assets/assetTypeDefinition';
import { kindOf } from '../../assets/fieldKinds';
import { stateOf } from '../../assets/editableState';
import { safeText } from '../../assets/safeText';
import type { JsonValue } from '../../happyfox/json';
import { inStretches, pausing } from '../../happyfox/pause';
import { withEdit } from '../../plans/fieldEdit';
import { newPlan, planUpdates, type Plan } from '../../plans/plan';
import type { AuditedAsset } from '../../tables/audit';
import type { AccountSession } from '../sessions/accountSession';
import { CommandRefused } from '../words/errors';
import { today } from '../words/whenText';

const { t } = vscode.l10n;

/** The field that tells of an audit, and what it is set to; today where a date field has no value given. */
export interface AuditStamp {
  readonly field: string;
  readonly value?: JsonValue | undefined;
}

/** The plan that stamps what was found. Rejects with `CommandRefused` where no type of it has the field, or it needs a value. */
export async function stampPlan(
  { accountId, account }: AccountSession,
  found: readonly AuditedAsset[],
  { field, value }: AuditStamp,
): Promise<Plan> {
  const meant = value ?? defaultFor(found, field);
  const steps = await inStretches(found, pausing(), ({ asset, definition }) => {
    const { mine, problems } = withEdit(stateOf(asset, definition), definition, field, { kind: 'set', value: meant });
    return planUpdates([{ definition, base: asset, mine, problems }]);
  });
  const shown = typeof meant === 'string' ? meant : JSON.stringify(meant);
  const title = t('Audit: set “{0}” to “{1}”', safeText(field), safeText(shown, 60));
  return newPlan({ title, accountId, agent: account.agent }, steps);
}

function defaultFor(found: readonly AuditedAsset[], name: string): string {
  const fields = [...new Set(found.map(({ definition }) => definition))].flatMap((definition) => {
    const match = fieldByKey(definition, name);
    return match.kind === 'found' ? [match.item] : [];
  });
  if (found.length > 0 && fields.length === 0)
    throw new CommandRefused(t('No asset type has a field “{0}”.', safeText(name)));
  if (!fields.every((field) => kindOf(field).form === 'day'))
    throw new CommandRefused(t('“{0}” is no date field, so the stamp needs a value.', safeText(name)));
  return today();
}
