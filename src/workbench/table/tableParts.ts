import type * as vscode from 'vscode';
import type { AccountParts } from '../sessions/sessionParts';
import type { DocumentParts } from '../documents/documentParts';
import type { Plans } from '../plans/plans';
import { Tables } from './tables';

/** Assets as tables in editor tabs. */
export function gridParts(
  { globalState, extensionUri }: vscode.ExtensionContext,
  { sessions, reporter, log }: AccountParts,
  documents: DocumentParts,
  plans: Plans,
): Tables {
  return new Tables({
    ...documents,
    ...{ sessions, reporter, memory: globalState },
    webview: { extensionUri, log },
    review: async (session, edits) => {
      const { planOfEdits } = await import('./editsPlan');
      await edits.load();
      await plans.review(await planOfEdits(session, edits.all, documents.people));
    },
  });
}
