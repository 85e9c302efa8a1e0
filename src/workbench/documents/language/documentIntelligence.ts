import * as vscode from 'vscode';
import { ContactCompletion } from './contactCompletion';
import { DefinitionEvents } from '../../sessions/definitionEvents';
import { documentBasis, type FindOrigin } from '../measuredText';
import { DocumentSchemas } from '../documentSchemas';
import { DocumentValidation } from './documentValidation';
import type { HappyFoxFileSystem } from '../happyfoxFileSystem';
import { QuickFixes } from './quickFixes';
import { documentScheme, schemaScheme } from '../../screen/openEditors';
import { ServerProblems } from './serverProblems';
import type { Sessions } from '../../sessions/sessions';

/** What makes documents know their assets. */
interface IntelligenceParts {
  readonly find: FindOrigin;
  readonly sessions: Sessions;
  readonly files: Pick<HappyFoxFileSystem, 'onDidFail' | 'onDidWrite'>;
}

/** Completion, hovers, problems and quick fixes of the documents of assets and drafts. */
export function documentIntelligence({ find, sessions, files }: IntelligenceParts): vscode.Disposable {
  const basis = documentBasis(find, sessions);
  const definitions = new DefinitionEvents(sessions);
  const schemas = new DocumentSchemas(sessions, definitions);
  const validation = new DocumentValidation(basis);
  const contacts = new ContactCompletion(basis, sessions);
  const documents = { scheme: documentScheme };
  return vscode.Disposable.from(
    definitions,
    schemas,
    validation,
    new ServerProblems(files, basis),
    definitions.onDidChange(() => validation.checkAll()),
    vscode.workspace.registerTextDocumentContentProvider(schemaScheme, schemas),
    vscode.languages.registerCodeActionsProvider(documents, new QuickFixes(basis), QuickFixes.metadata),
    vscode.languages.registerCompletionItemProvider(documents, contacts, ...ContactCompletion.triggers),
  );
}
