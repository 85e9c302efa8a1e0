import * as vscode from 'vscode';
import { safeText } from '../../assets/safeText';
import type { Refusal } from '../../plans/writeRefused';
import { listedLabels } from './listedLabels';

const { t } = vscode.l10n;

/** Why a write was refused here, whether anything was sent, and what to do next. */
export function refusalText(refusal: Refusal): string {
  switch (refusal.reason) {
    case 'conflict':
      return t(
        'Not sent: somebody else changed {0} too. Choose with “Compare with HappyFox”, whose button is at the top of this editor.',
        listedLabels(refusal.conflicts),
      );
    case 'fieldRemoved':
      return t(
        'Not sent: {0} has been removed from this asset type in HappyFox, so your change would be lost. Copy the value, then run “File: Revert File”.',
        listedLabels(refusal.changes),
      );
    case 'deletedMeanwhile':
      return t(
        'Not sent: this asset has been deleted in HappyFox. Your text stays here; to keep it, run “Save as New Asset”.',
      );
    case 'incompleteAnswer':
      return t(
        'Not sent: HappyFox’s answer lacks {0}, and saving could erase it. Reload the asset and try again.',
        refusal.missing.join(', '),
      );
    case 'notResendable':
      return t(
        'Not sent: HappyFox shows {0} in a form that can’t be sent back, and saving without it could erase it. Make this change in HappyFox.',
        listedLabels(refusal.labels.map((label) => ({ label }))),
      );
    case 'personUnclear':
      return t(
        'Not sent: the phone number {0} is in HappyFox already, for {1}. Say who is meant by “id”, or give the new person’s e-mail address.',
        safeText(refusal.phone),
        listedLabels(refusal.candidates.map(({ id, name }) => ({ label: `${name} (#${id})` }))),
      );
    case 'notApplied':
      return refusal.operation === 'delete'
        ? t('The answer was lost. So far HappyFox still has the asset: refresh before you delete it again.')
        : t(
            'The answer was lost. So far HappyFox has the old version. Save again: that looks first, and sends nothing twice.',
          );
    case 'recreatedAlready':
    case 'existsAlready':
    case 'listUnsettled':
      return notCreatedText(refusal);
    case 'writtenElsewhere':
      return t(
        'Not sent: another window of VS Code is still saving this asset, or somebody new whom it names. Wait until it is done, then save again.',
      );
    case 'tooSlow':
      return t('Not sent: HappyFox answers too slowly. Try again.');
    case 'outcomeUnknown':
      return unknownText(refusal);
  }
}

type NotCreated = Extract<Refusal, { reason: 'recreatedAlready' | 'existsAlready' | 'listUnsettled' }>;

/** What there is already, or may be. */
function notCreatedText(refusal: NotCreated): string {
  switch (refusal.reason) {
    case 'recreatedAlready':
      return refusal.assetId === null
        ? t(
            'This asset may have been created again already. Look for it, and if it is not there, create it as a new one.',
          )
        : t('This asset has been created again already. Its new id is {0}.', refusal.assetId);
    case 'existsAlready':
      return t(
        'Not created: HappyFox has an asset with the same {0}, “{1}” (#{2}). Make the plan again to change that one.',
        safeText(refusal.label),
        safeText(refusal.name),
        refusal.assetId,
      );
    case 'listUnsettled':
      return t(
        'Not created: others kept changing the list of this type while it was read, so that it can’t be said whether the asset is there already. Try again.',
      );
  }
}

function unknownText(refusal: Extract<Refusal, { reason: 'outcomeUnknown' }>): string {
  if (refusal.candidates.length === 0 && refusal.looked)
    return t(
      'Sent, but the answer was lost: HappyFox may have taken it or not. Only {0} of the type’s {1} assets were searched for it. Refresh and look before you send it again.',
      refusal.looked.assets,
      refusal.looked.of,
    );
  return refusal.candidates.length > 1
    ? t(
        'Sent, but the answer was lost, and several assets could be it: {0}. Look at them before you send it again.',
        refusal.candidates.map(({ id }) => `#${id}`).join(', '),
      )
    : t('Sent, but the answer was lost: HappyFox may have taken it or not. Refresh and look before you send it again.');
}
