import * as vscode from 'vscode';
import { safeText } from '../../assets/safeText';
import type { AssetTypeDefinition } from '../../assets/assetTypeDefinition';
import type { EditableState } from '../../assets/editableState';
import { leftOutOfDraft } from '../../assets/renderDocument';

const mostNamed = 3;

/** The names of fields in a sentence, the first three of them. */
export function listedLabels(changes: readonly { readonly label: string }[]): string {
  const labels = changes.slice(0, mostNamed).map(({ label }) => safeText(label));
  const more = changes.length - labels.length;
  return more > 0 ? vscode.l10n.t('{0} and {1} more', labels.join(', '), more) : labels.join(', ');
}

/** Says which values of an asset are not in a draft that was made of it. */
export function tellLeftOut(prefill: EditableState, definition: AssetTypeDefinition): void {
  const labels = leftOutOfDraft(prefill, definition);
  if (labels.length === 0) return;
  void vscode.window.showWarningMessage(
    vscode.l10n.t(
      'Left empty in the new asset: {0}. What stands there can’t be written from here; set it in HappyFox.',
      listedLabels(labels.map((label) => ({ label }))),
    ),
  );
}
