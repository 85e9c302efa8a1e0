import * as vscode from 'vscode';
import { safeLabel, safeText } from '../../assets/safeText';
import type { JsonValue } from '../../happyfox/json';
import type { RunEnd } from '../../plans/applyPlan';
import type { Operation } from '../../plans/journal';
import type { PlanReview } from '../../plans/reviewPlan';
import type { Outcome } from '../../plans/stepResult';
import type { Refusal } from '../../plans/writeRefused';
import { refusalText } from '../words/refusalText';

const { t } = vscode.l10n;

/** What a step does, in a word. */
export function operationText(operation: Operation): string {
  switch (operation) {
    case 'create':
      return t('Create');
    case 'update':
      return t('Change');
    case 'delete':
      return t('Delete');
  }
}

/** What became of a step, in a few words. */
export function outcomeText(outcome: Outcome, operation: Operation): string {
  switch (outcome) {
    case 'pending':
      return t('Not sent');
    case 'sent':
      return t('Under way');
    case 'applied':
      return t('Done, with differences');
    case 'verified':
      return operation === 'create' ? t('Created') : operation === 'delete' ? t('Deleted') : t('Changed');
    case 'stale':
      return t('Not sent: changed meanwhile');
    case 'failed':
      return t('Failed');
    case 'unknown':
      return t('Unknown');
    case 'cancelled':
      return t('Cancelled');
  }
}

/** Why a step of a plan was refused. */
export function planRefusalText(refusal: Refusal): string {
  switch (refusal.reason) {
    case 'conflict':
      return t(
        'Not sent: somebody has changed {0} since this plan was made. Review what is left to see the asset as it is now.',
        refusal.conflicts.map(({ label }) => safeText(label)).join(', '),
      );
    case 'deletedMeanwhile':
      return t('Not sent: this asset has been deleted in HappyFox.');
    case 'fieldRemoved':
      return t(
        'Not sent: {0} has been removed from this asset type in HappyFox.',
        refusal.changes.map(({ label }) => safeText(label)).join(', '),
      );
    case 'notApplied':
      return t('The answer was lost twice, and so far HappyFox has not done it.');
    default:
      return refusalText(refusal);
  }
}

/** Why a run ended before its last step. */
export function stopText(reason: RunEnd): string | undefined {
  switch (reason) {
    case 'hopeless':
      return t('Stopped, because the next step would fare no better.');
    case 'doubtful':
      return t(
        'Stopped, because the answers to three steps in a row were lost. Look at these assets before you go on.',
      );
    case 'failing':
      return t('Stopped, because too many of the first steps failed. Look at why before you go on.');
    case 'takenOver':
      return t('Stopped, because another window has taken this plan over, or has discarded it.');
    case 'cancelled':
      return t('Cancelled. What is left can go on from here.');
    case 'done':
      return undefined;
  }
}

/** What a plan would send, such as “12 assets change, 1 is deleted”. */
export function countsText({ due }: Pick<PlanReview, 'due'>): string {
  const parts = [
    ...(due.update > 0 ? [due.update === 1 ? t('1 asset changes') : t('{0} assets change', due.update)] : []),
    ...(due.create > 0 ? [due.create === 1 ? t('1 is created') : t('{0} are created', due.create)] : []),
    ...(due.delete > 0 ? [due.delete === 1 ? t('1 is deleted') : t('{0} are deleted', due.delete)] : []),
  ];
  return parts.length > 0 ? parts.join(', ') : t('Nothing is to be sent');
}

/** A value of the document's form, as a person reads it; empty for none. */
export function valueText(value: JsonValue): string {
  if (value === null || value === '') return '';
  if (typeof value === 'string') return safeLabel(value, 500);
  if (Array.isArray(value)) return value.map((one: JsonValue) => valueText(one)).join(', ');
  return safeLabel(JSON.stringify(value), 500);
}
