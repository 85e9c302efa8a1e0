import * as vscode from 'vscode';
import { isGone } from '../../happyfox/errors';
import type { HappyFoxFileSystem } from './happyfoxFileSystem';
import { assetIn, draftIn, textTabs } from '../screen/openEditors';
import type { Reporter } from '../words/reporter';
import type { Sessions } from '../sessions/sessions';

/**
 * Tells why tabs that VS Code has restored can't be read, and reads them again when asked to: in such a tab VS Code itself tells of an
 * unexpected error, whatever was thrown. What a person opens it tells with our sentence.
 */
export class RestoredTabs implements vscode.Disposable {
  private readonly restored = new Set(textTabs().map(({ uri }) => uri.toString()));
  /** Those that could not be read, by the sentence that is shown for them. */
  private readonly told = new Map<string, Map<string, vscode.Uri>>();
  private readonly subscriptions: readonly vscode.Disposable[];

  constructor(
    files: Pick<HappyFoxFileSystem, 'onDidFailToRead'>,
    private readonly sessions: Sessions,
    private readonly reporter: Reporter,
  ) {
    this.subscriptions = [
      vscode.workspace.onDidOpenTextDocument(({ uri }) => this.restored.delete(uri.toString())),
      vscode.window.tabGroups.onDidChangeTabs(({ closed }) => {
        if (closed.length > 0) this.forgetClosed();
      }),
      files.onDidFailToRead(({ uri, error }) => {
        // Of an asset that is gone VS Code itself says that it was not found.
        if (this.restored.has(uri.toString()) && !isGone(error)) void this.tell(uri, error);
      }),
    ];
  }

  dispose(): void {
    vscode.Disposable.from(...this.subscriptions).dispose();
  }

  /** Several tabs that can't be read for one reason are told of once. */
  private async tell(uri: vscode.Uri, error: unknown): Promise<void> {
    const ref = assetIn(uri) ?? draftIn(uri);
    const session = ref && this.sessions.find(ref.accountId);
    const sentence = this.reporter.sentence(error, session);
    const shown = this.told.get(sentence);
    if (shown) {
      shown.set(uri.toString(), uri);
      return;
    }
    const unread = new Map([[uri.toString(), uri]]);
    this.told.set(sentence, unread);
    await this.reporter.report(error, session, async () => {
      this.told.delete(sentence);
      for (const one of unread.values()) await showAgain(one);
    });
    this.told.delete(sentence);
  }

  private forgetClosed(): void {
    const open = new Set(textTabs().map(({ uri }) => uri.toString()));
    for (const uri of this.restored) if (!open.has(uri)) this.restored.delete(uri);
  }
}

/** Reads a tab again that is in front; those behind are read when somebody looks at them. What fails again is told as it was before. */
async function showAgain(uri: vscode.Uri): Promise<void> {
  for (const { tab } of textTabs().filter((open) => open.uri.toString() === uri.toString() && open.tab.isActive)) {
    const place = { viewColumn: tab.group.viewColumn, preview: tab.isPreview, preserveFocus: true };
    await vscode.window.showTextDocument(uri, place).then(undefined, () => undefined);
  }
}
