import { join } from 'node:path';
import * as vscode from 'vscode';
import type { AccountParts } from './accountParts';
import { AssetDocuments } from './assetDocuments';
import { ChangeDocuments } from './changeDocuments';
import { confirmSecondCreate } from './confirmSecondCreate';
import { conflictNotice } from './conflictNotice';
import { holdsAutoSave } from './connectionSettings';
import { DocumentEvents } from './documentEvents';
import { documentIntelligence } from './documentIntelligence';
import { DocumentMarks } from './documentMarks';
import { DocumentSaves } from './documentSaves';
import { DraftDocuments } from './draftDocuments';
import { followWindows } from './followWindows';
import { HappyFoxFileSystem } from './happyfoxFileSystem';
import { KeptBases } from './keptBases';
import { NewPeople, confirmPeople } from './newPeople';
import { isDirty } from './openEditors';
import { PendingDrafts } from './pendingDrafts';
import { RemoteChanges } from './remoteChanges';
import { RestoredTabs } from './restoredTabs';
import { SaveReasons } from './saveReasons';
import { saveSentence } from './saveSentence';
import { changeScheme, documentScheme, theirsScheme } from './schemes';
import { SettledDrafts } from './settledDrafts';
import { tellDifferences } from './tellDifferences';

/** Assets as documents: the file system, how documents are saved, and what keeps editors in step. */
export function documentParts(
  { globalState, globalStorageUri, storageUri }: vscode.ExtensionContext,
  { sessions, windows, journal, errorText, reporter, log }: AccountParts,
) {
  const storage = globalStorageUri.fsPath;
  const bases = new KeptBases(join(storage, 'bases'), storageUri?.toString() ?? '', (line) => log.warn(line));
  const pending = new PendingDrafts(join(storage, 'drafts'));
  const people = new NewPeople(confirmPeople);
  const documents = new AssetDocuments(sessions, bases, pending, isDirty);
  const saves = new DocumentSaves(documents, pending, windows, people, holdsAutoSave);
  const draftParts = { sessions, documents, saves, pending, people, windows, state: globalState, holdsAutoSave };
  const drafts = new DraftDocuments(draftParts, confirmSecondCreate);
  const reasons = new SaveReasons();
  const files = new HappyFoxFileSystem(documents, saves, drafts, reasons, saveSentence(errorText, sessions));
  const editors = new DocumentEvents(documents, drafts, files, saves);
  const marks = new DocumentMarks(files, pending);
  const states = new ChangeDocuments(sessions, journal, saves);
  const { registerTextDocumentContentProvider: serve } = vscode.workspace;
  return {
    ...{ documents, saves, drafts, pending, people, editors, marks },
    settled: new SettledDrafts(pending, documents, editors),
    disposables: [
      vscode.workspace.registerFileSystemProvider(documentScheme, files, { isCaseSensitive: true }),
      documentIntelligence({ find: (ref) => documents.find(ref), sessions, files }),
      serve(theirsScheme, states),
      serve(changeScheme, states),
      vscode.window.registerFileDecorationProvider(marks),
      followWindows(windows, sessions, editors),
      tellDifferences(files),
      conflictNotice(files, saves),
      new RestoredTabs(files, sessions, reporter),
      ...[new RemoteChanges(documents, editors, marks), marks, states, editors, files, reasons, saves, pending],
    ],
  };
}

/** The parts that `documentParts` makes. */
export type DocumentParts = ReturnType<typeof documentParts>;
