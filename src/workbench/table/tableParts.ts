import type * as vscode from 'vscode';
import type { Owning, SessionParts } from '../sessions/sessionParts';
import type { DocumentParts } from '../documents/documentParts';
import type { PlanParts } from '../plans/planParts';
import { Tables } from './tables';

/** Assets as tables in editor tabs. */
export interface TableParts {
  /** Those that are open. */
  readonly tables: Tables;
}

/** Makes what opens and restores the tables of this window. */
export function tableParts(
  { globalState, extensionUri }: vscode.ExtensionContext,
  { sessions, reporter, log }: SessionParts,
  documents: DocumentParts,
  { plans }: PlanParts,
): TableParts & Owning {
  const tables = new Tables({
    ...documents,
    ...{ sessions, reporter, memory: globalState },
    webview: { extensionUri, log },
    review: async (session, edits) => {
      const { planOfEdits } = await import('./editsPlan');
      await edits.load();
      await plans.review(await planOfEdits(session, edits.all, documents.people));
    },
  });
  return { tables, disposables: [tables] };
}
