import * as vscode from 'vscode';
import { safeText } from '../assets/safeText';
import type { Refusal } from '../plans/writeRefused';

const { t } = vscode.l10n;

const mostNamed = 3;

/** Why a write was refused here, whether anything was sent, and what to do next. */
export function refusalText(refusal: Refusal): string {
  switch (refusal.reason) {
    case 'conflict':
      return t(
        'Not sent: somebody else changed {0} too. Choose with “Compare with HappyFox”, whose button is at the top of this editor.',
        listed(refusal.conflicts),
      );
    case 'fieldRemoved':
      return t(
        'Not sent: {0} has been removed from this asset type in HappyFox, so your change would be lost. Copy the value, then run “File: Revert File”.',
        listed(refusal.changes),
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
    case 'notApplied':
      return refusal.operation === 'delete'
        ? t('The answer was lost. So far HappyFox still has the asset: refresh before you delete it again.')
        : t(
            'The answer was lost. So far HappyFox has the old version. Save again: that looks first, and sends nothing twice.',
          );
    case 'writtenElsewhere':
      return t(
        'Not sent: another window of VS Code is still saving this asset. Wait until it is done, then save again.',
      );
    case 'outcomeUnknown':
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
        : t(
            'Sent, but the answer was lost: HappyFox may have taken it or not. Refresh and look before you send it again.',
          );
  }
}

function listed(changes: readonly { readonly label: string }[]): string {
  const labels = changes.slice(0, mostNamed).map(({ label }) => safeText(label));
  const more = changes.length - labels.length;
  return more > 0 ? t('{0} and {1} more', labels.join(', '), more) : labels.join(', ');
}
