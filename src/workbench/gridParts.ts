import type * as vscode from 'vscode';
import type { AccountParts } from './accountParts';
import type { DocumentParts } from './documentParts';
import type { Plans } from './plans/plans';
import { Tables } from './table/tables';

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
      const { planOfEdits } = await import('./table/editsPlan');
      await edits.load();
      await plans.review(await planOfEdits(session, edits.all, documents.people));
    },
  });
}
