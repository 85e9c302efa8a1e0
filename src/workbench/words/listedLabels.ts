import * as vscode from 'vscode';
import { safeText } from '../../assets/safeText';

const mostNamed = 3;

/** The names of fields in a sentence, the first three of them. */
export function listedLabels(changes: readonly { readonly label: string }[]): string {
  const labels = changes.slice(0, mostNamed).map(({ label }) => safeText(label));
  const more = changes.length - labels.length;
  return more > 0 ? vscode.l10n.t('{0} and {1} more', labels.join(', '), more) : labels.join(', ');
}
