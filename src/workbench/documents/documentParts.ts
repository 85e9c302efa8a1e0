import { join } from 'node:path';
import * as vscode from 'vscode';
import type { AssetRef } from '../../assets/assetRef';
import { KeptBases } from '../../assets/keptBases';
import type { Origin } from '../../assets/origin';
import { HeldEdits } from '../../assets/heldEdits';
import { reasonOf } from '../../disk/absence';
import { SentDrafts } from '../../plans/sentDrafts';
import type { Owning, SessionParts } from '../sessions/sessionParts';
import { AssetDocuments } from './assetDocuments';
import { AssetLinks } from './assetLinks';
import { confirmSecondCreate } from './draftText';
import { conflictNotice } from './conflictNotice';
import { holdsAutoSave } from '../sessions/settings';
import { demoNotice } from './demoNotice';
import { DocumentConflicts } from './documentConflicts';
import { DocumentEvents } from './documentEvents';
import { tellDamaged } from '../words/fileTroubleText';
import { documentIntelligence } from './language/documentIntelligence';
import { DocumentMarks } from './documentMarks';
import { DocumentSaves } from './documentSaves';
import { DraftDocuments } from './draftDocuments';
import { EditorTexts } from './editorTexts';
import { followWindows } from './followWindows';
import { HappyFoxFileSystem } from './happyfoxFileSystem';
import { NewPeople, confirmPeople } from '../asking/newPeople';
import { OpenDocuments } from './openDocuments';
import { documentAt, documentsOf, isDirty, isUnsaved, documentScheme } from '../screen/openEditors';
import { RemoteChanges } from './remoteChanges';
import { RestoredTabs } from './restoredTabs';
import { SaveReasons, saveSentence } from './saveReasons';
import { SettledEdits } from './settledEdits';
import { TheirDocuments } from './theirDocuments';
import { tellDifferences } from './tellDifferences';

/** Assets as documents, and the edits of them. */
export interface DocumentParts {
  readonly opened: OpenDocuments;
  readonly documents: AssetDocuments;
  readonly conflicts: DocumentConflicts;
  readonly drafts: DraftDocuments;
  /** Edits that auto-save kept and nobody has sent. */
  readonly heldEdits: HeldEdits;
  /** New assets that were sent. */
  readonly sent: SentDrafts;
  readonly people: NewPeople;
  readonly editors: DocumentEvents;
  readonly marks: DocumentMarks;
  readonly settled: SettledEdits;
}

/** Assets as documents: the file system, how documents are saved, and what keeps editors in step. */
export function documentParts(
  { globalStorageUri, storageUri }: vscode.ExtensionContext,
  { sessions, windows, demo, journal, errorText, reporter, log, run }: SessionParts,
): DocumentParts & Owning {
  const storage = globalStorageUri.fsPath;
  const warn = (line: string): void => log.warn(line);
  const workspace = storageUri?.toString() ?? '';
  const texts = new EditorTexts(new KeptBases({ folder: join(storage, 'origins'), workspace, log: warn }));
  const damaged = (path: string): void => void tellDamaged('edit', path, warn);
  const heldEdits = new HeldEdits(join(storage, 'held'), damaged);
  const sent = new SentDrafts(join(storage, 'created'), damaged);
  const people = new NewPeople(confirmPeople);
  const ofWindow = { isDirty, isUnsaved, documentsOf, documentAt };
  const opened = new OpenDocuments(sessions, texts, heldEdits, ofWindow);
  const documents = new AssetDocuments(opened, texts, heldEdits, ofWindow);
  const conflicts = new DocumentConflicts(documents);
  const saves = new DocumentSaves(documents, conflicts, heldEdits, windows, people, holdsAutoSave, warn);
  const draftParts = { sessions, documents, saves, heldEdits, people, windows, sent, holdsAutoSave, warn };
  const drafts = new DraftDocuments(draftParts, confirmSecondCreate);
  const reasons = new SaveReasons();
  const files = new HappyFoxFileSystem(documents, saves, drafts, reasons, saveSentence(errorText, sessions));
  const attend = (work: Promise<unknown>): void =>
    void work.catch((error: unknown) =>
      log.warn(`A tab or a mark could not follow its document (${reasonOf(error)}).`),
    );
  const editors = new DocumentEvents(documents, drafts, files, saves, conflicts, attend);
  const marks = new DocumentMarks(files, heldEdits, attend);
  marks.begin();
  return {
    ...{ opened, documents, conflicts, drafts, heldEdits, sent, people, editors, marks },
    settled: new SettledEdits(heldEdits, opened, editors),
    disposables: [
      vscode.workspace.registerFileSystemProvider(documentScheme, files, { isCaseSensitive: true }),
      documentIntelligence({ find: (ref, uri) => originIn(documents, ref, uri), sessions, files }),
      vscode.window.registerFileDecorationProvider(marks),
      followWindows(windows, sessions, editors, heldEdits),
      demoNotice(demo, journal, editors, run),
      tellDifferences(files),
      vscode.window.registerUriHandler(new AssetLinks(sessions, run)),
      conflictNotice(files, saves, conflicts, run),
      new RestoredTabs(files, sessions, reporter),
      ...[
        new RemoteChanges(opened, editors, marks),
        marks,
        new TheirDocuments(conflicts),
        editors,
        files,
        reasons,
        conflicts,
      ],
    ],
  };
}

/** What the text in an editor was made from, for those who look at it while somebody types. */
async function originIn(documents: AssetDocuments, ref: AssetRef, uri: vscode.Uri): Promise<Origin | undefined> {
  const editor = documentAt(uri);
  if (!editor) return undefined;
  // Whoever can't be told here is told by the save.
  return documents.originOf(ref, uri, editor.getText()).catch(() => undefined);
}
