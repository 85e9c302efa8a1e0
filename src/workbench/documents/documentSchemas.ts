import * as vscode from 'vscode';
import { parseSchemaPath, schemaPath } from '../../assets/assetRef';
import type { DefinitionEvents } from '../sessions/definitionEvents';
import { schemaWords } from '../words/schemaWords';
import { schemaScheme } from '../screen/openEditors';
import type { Sessions } from '../sessions/sessions';

/** What suits any document, until the fields are known. */
const anything = '{}';

/** Serves the JSON schemas of asset documents, made from the type's custom fields, from memory, and tells when they change. */
export class DocumentSchemas implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  private readonly subscription: vscode.Disposable;

  readonly onDidChange = this.changed.event;

  constructor(
    private readonly sessions: Sessions,
    definitions: DefinitionEvents,
  ) {
    this.subscription = vscode.Disposable.from(
      this.changed,
      definitions.onDidChange(({ accountId, assetTypeId }) => {
        this.changed.fire(vscode.Uri.from({ scheme: schemaScheme, path: schemaPath(accountId, assetTypeId) }));
      }),
    );
  }

  async provideTextDocumentContent({ path }: vscode.Uri): Promise<string> {
    const parsed = parseSchemaPath(path);
    const session = parsed && this.sessions.find(parsed.accountId);
    if (!session) return anything;
    try {
      // The document that names this schema was rendered from the same fields, so they are in memory.
      const definition = await session.store.catalogue.definition(parsed.assetTypeId);
      const { documentSchema } = await import('../../assets/documentSchema');
      return JSON.stringify(documentSchema(definition, schemaWords()));
    } catch {
      // Who opened the document has been told. The schema follows as soon as the fields are there.
      return anything;
    }
  }

  dispose(): void {
    this.subscription.dispose();
  }
}
