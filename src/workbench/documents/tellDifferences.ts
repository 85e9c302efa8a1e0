import * as vscode from 'vscode';
import type { Change } from '../../assets/changes';
import { safeText } from '../../assets/safeText';
import type { HappyFoxFileSystem } from './happyfoxFileSystem';

const { t } = vscode.l10n;

const mostNamed = 3;

/** Says so when a save took over what others changed, or when HappyFox made something else of it than what was sent. */
export function tellDifferences(files: HappyFoxFileSystem): vscode.Disposable {
  return files.onDidWrite((written) => {
    if (written.kind !== 'asset' || written.outcome.kind !== 'saved') return;
    const { differences, fromTheirs } = written.outcome;
    if (differences.length > 0) void vscode.window.showWarningMessage(differencesText(differences));
    if (fromTheirs.length > 0) void vscode.window.showInformationMessage(mergedText(fromTheirs));
  });
}

/** Names what others had changed meanwhile. */
function mergedText(fromTheirs: readonly Change[]): string {
  const named = fromTheirs
    .slice(0, mostNamed)
    .map(({ label, after }) => t('{0} is now {1}', safeText(label), shown(after)));
  const more = fromTheirs.length - named.length;
  const list = more > 0 ? t('{0}, and {1} more', named.join('; '), more) : named.join('; ');
  return t('Saved, merged with others’ changes: {0}.', list);
}

/** Names each difference between what was sent and what the server answered. */
function differencesText(differences: readonly Change[]): string {
  const named = differences
    .slice(0, mostNamed)
    .map(({ label, before, after }) => t('{0} is {1}, not {2}', safeText(label), shown(after), shown(before)));
  const more = differences.length - named.length;
  const list = more > 0 ? t('{0}, and {1} more', named.join('; '), more) : named.join('; ');
  return t(
    'Saved, but HappyFox kept something else than what was sent: {0}. The document shows what HappyFox has.',
    list,
  );
}

function shown(value: Change['before']): string {
  return safeText(JSON.stringify(value), 60);
}
