import * as vscode from 'vscode';
import type { AssetTypeDefinition } from '../../assets/assetTypeDefinition';
import type { EditableState } from '../../assets/editableState';
import { leftOutOfDraft } from '../../assets/renderDocument';
import { listedLabels } from './listedLabels';

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
