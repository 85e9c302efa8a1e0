import * as vscode from 'vscode';
import { safeLabel } from '../../assets/safeText';
import { groundOf } from '../../finding/ground';
import { holdersIn, holdingsOf } from '../../finding/holders';
import type { IndexedAsset } from '../../finding/indexedAsset';
import { CommandRefused } from '../words/errors';
import type { PlanParts } from '../plans/planParts';
import { matchesOf } from '../asking/soundQuery';
import { askPerson, personName } from '../asking/personQuestion';
import { groundText } from '../words/indexText';
import { targetsOfRows } from '../asking/planTargets';
import { askMany } from '../asking/quickInput';
import type { AskedHolder } from './askHolder';
import { holderPlan } from './holderPlan';
import { refuseOnlookers } from './mayWrite';

const { t } = vscode.l10n;

interface RowItem extends vscode.QuickPickItem {
  readonly row: IndexedAsset;
}

/** What the questions of each are headed with. */
export const handOverTitles = { takeBack: t('Take Back Assets'), handOver: t('Hand Over Assets') };

/**
 * Asks which of a person's assets are meant, and who gets them where they are handed over; then the plan is reviewed. Throws `CommandRefused` where the
 * acting agent may not change assets.
 */
export async function askHandOver(
  parts: Pick<PlanParts, 'plans'>,
  { session, index, person, targets }: AskedHolder,
  kind: keyof typeof handOverTitles,
): Promise<void> {
  await refuseOnlookers(session);
  const ground = groundText(groundOf(index));
  const title = `${handOverTitles[kind]} (${ground})`;
  const all = await matchesOf(index, '', undefined);
  const held = await holdingsOf(all, person.id);
  if (held.length === 0) throw new CommandRefused(`${t('{0} holds no asset.', personName(person))} (${ground})`);
  const meant = new Set(targets.map(({ assetId }) => assetId));
  const typeNames = new Map(session.account.assetTypes.map(({ id, name }) => [id, name]));
  const items = held.map((row): RowItem => ({
    label: safeLabel(row.name) || `#${row.id}`,
    description: [row.displayId, typeNames.get(row.assetTypeId) ?? ''].map((word) => safeLabel(word)).join(' · '),
    row,
  }));
  const chosen = await askMany({
    ...{ title, step: 1, totalSteps: kind === 'handOver' ? 2 : 1, items },
    chosen: meant.size === 0 ? items : items.filter(({ row }) => meant.has(row.id)),
    placeholder: t('Which of what {0} holds?', personName(person)),
    refuseNone: t('Choose at least one asset.'),
  });
  if (typeof chosen === 'symbol') throw new vscode.CancellationError();
  const near = (await holdersIn(all)).map(({ person: one }) => one).filter(({ id }) => id !== person.id);
  const placeholder = t('To whom? Type a name or an e-mail.');
  const to = kind === 'handOver' ? await askPerson(session, { title, placeholder, near }) : undefined;
  const rows = await targetsOfRows(
    session,
    chosen.map(({ row }) => row),
  );
  await parts.plans.review(await holderPlan(session, rows, { from: person, to }));
}
