import * as vscode from 'vscode';
import { safeText } from '../../assets/safeText';
import type { AskToRead } from './backgroundReading';
import { numberText } from '../words/indexText';
import { durationText } from '../words/whenText';

const { t } = vscode.l10n;

/** Asks whether a big account is to be read in the background, and says how long that takes. */
export const askToRead: AskToRead = async ({ account }, { assets, seconds }) => {
  const read = t('Read Them');
  const onDemand = t('Only When I Search');
  const choice = await vscode.window.showInformationMessage(
    t(
      '“{0}” has {1} assets. Before all of them can be found, they have to be read once, which takes about {2} in the background. What you do meanwhile goes first.',
      safeText(account.label),
      numberText(assets),
      durationText(seconds * 1_000),
    ),
    read,
    onDemand,
  );
  if (choice === read) return 'read';
  return choice === onDemand ? 'onDemand' : undefined;
};
