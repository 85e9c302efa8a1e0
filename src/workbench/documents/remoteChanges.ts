import * as vscode from 'vscode';
import type { AssetRef } from '../../assets/assetRef';
import { sameState } from '../../assets/changes';
import { stateOf } from '../../assets/editableState';
import { isGone } from '../../happyfox/errors';
import { keyOf, readAsset } from '../screen/assetText';
import type { DocumentEvents } from './documentEvents';
import type { DocumentMarks } from './documentMarks';
import type { OpenDocuments } from './openDocuments';
import { assetIn, documentsOf, isDirty } from '../screen/openEditors';

/** A document that is looked at is read again at most this often. */
const atMostEvery = 60_000;

/**
 * Looks whether others have changed the asset in front of the user, when its tab or the window comes to the front: a clean document
 * shows their version, one with unsaved edits is marked.
 */
export class RemoteChanges implements vscode.Disposable {
  private readonly lookedAt = new Map<string, number>();
  private readonly subscriptions: vscode.Disposable[];

  constructor(
    private readonly opened: OpenDocuments,
    private readonly editors: DocumentEvents,
    private readonly marks: DocumentMarks,
    private readonly now: () => number = Date.now,
  ) {
    this.subscriptions = [
      vscode.window.onDidChangeActiveTextEditor((editor) => void this.look(editor)),
      vscode.window.onDidChangeWindowState(({ focused }) => {
        if (focused) void this.look(vscode.window.activeTextEditor);
      }),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => {
        const ref = assetIn(uri);
        if (ref) this.lookedAt.delete(keyOf(ref));
      }),
    ];
  }

  dispose(): void {
    vscode.Disposable.from(...this.subscriptions).dispose();
  }

  private async look(editor: vscode.TextEditor | undefined): Promise<void> {
    const uri = editor?.document.uri;
    const ref = uri && assetIn(uri);
    if (!ref || !this.opened.peek(ref)) return;
    await this.editors.reconcile(ref);
    const key = keyOf(ref);
    const last = this.lookedAt.get(key);
    if (last !== undefined && this.now() - last < atMostEvery) return;
    this.lookedAt.set(key, this.now());
    // A document that has just been opened has just been read.
    if (last === undefined) return;
    try {
      await this.compare(ref);
    } catch (error) {
      if (isGone(error)) await this.editors.deleted(ref);
      // Anything else can wait until the user asks for something.
    }
  }

  private async compare(ref: AssetRef): Promise<void> {
    const document = this.opened.peek(ref);
    if (!document) return;
    if (!isDirty(ref) && !document.isPending) {
      await this.editors.changed(ref);
      return;
    }
    const { asset, definition } = document.latest;
    const theirs = await readAsset(this.opened.session(ref), ref);
    if (sameState(stateOf(asset, definition), stateOf(theirs.asset, definition), definition)) return;
    document.fallBehind();
    for (const { uri } of documentsOf(ref)) this.marks.movedOn(uri);
  }
}
