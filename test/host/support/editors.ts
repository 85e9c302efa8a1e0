import { strict as assert } from 'node:assert';
import { modify } from 'jsonc-parser';
import * as vscode from 'vscode';
import { run } from './commands';
import type { GivenAccount } from './account';
import { until } from './events';

/** The document of an editor that is open; fails when there is none. */
export function documentAt(uri: string): vscode.TextDocument {
  const found = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri);
  assert.ok(found, `No document ${uri}`);
  return found;
}

/** Opens an asset by its id, as a script does. */
export async function openAsset({ id: account }: GivenAccount, id: number): Promise<vscode.TextDocument> {
  const { uri } = await run<{ uri: string }>('openAsset', { account, id });
  return documentAt(uri);
}

/** Types: replaces the one place where `before` stands. Resolves once the document is dirty. */
export async function replaceText(document: vscode.TextDocument, before: string, after: string): Promise<void> {
  await apply(document, () => {
    const text = document.getText();
    const offset = text.indexOf(before);
    assert.ok(offset >= 0 && !text.includes(before, offset + 1), `${before} stands there once in ${text}`);
    return [{ offset, length: before.length, content: after }];
  });
}

/** Sets the value at a path of the document; undefined removes it. Resolves once the document is dirty. */
export async function setValue(
  document: vscode.TextDocument,
  path: (string | number)[],
  value: unknown,
): Promise<void> {
  await apply(document, () => {
    const edits = modify(document.getText(), path, value, {
      formattingOptions: { insertSpaces: true, tabSize: 2, eol: '\n' },
    });
    assert.ok(edits.length > 0, `Nothing to change at ${path.join('.')}`);
    return edits;
  });
}

/** What a document says, parsed. */
export function valuesOf(document: vscode.TextDocument): Record<string, unknown> & {
  custom_fields: Record<string, unknown>;
} {
  return JSON.parse(document.getText()) as Record<string, unknown> & { custom_fields: Record<string, unknown> };
}

/** Resolves once the document's text matches, or is as expected, and nothing in it is unsaved. */
export function shows(document: vscode.TextDocument, expected: RegExp | string): Promise<void> {
  const matches = (text: string): boolean => (typeof expected === 'string' ? text === expected : expected.test(text));
  return until(
    vscode.workspace.onDidChangeTextDocument,
    () => matches(document.getText()) && !document.isDirty,
    () => `${String(expected)} in ${document.isDirty ? 'unsaved' : 'saved'} ${document.getText()}`,
  );
}

/** Resolves with the document of the active editor, once it is one at this path. */
export async function shown(path: RegExp): Promise<vscode.TextDocument> {
  const find = (): vscode.TextDocument | undefined => vscode.window.activeTextEditor?.document;
  await until(
    vscode.window.onDidChangeActiveTextEditor,
    () => path.test(find()?.uri.path ?? ''),
    () => `an editor of ${String(path)}`,
  );
  const document = find();
  assert.ok(document);
  return document;
}

/** The URIs of all tabs, in their order. */
export function tabs(): string[] {
  return vscode.window.tabGroups.all
    .flatMap((group) => group.tabs)
    .flatMap(({ input }) => (input instanceof vscode.TabInputText ? [input.uri.toString()] : []));
}

/** Resolves once exactly these tabs are open. */
export function tabsAre(expected: readonly string[]): Promise<void> {
  return until(
    vscode.window.tabGroups.onDidChangeTabs,
    () => JSON.stringify(tabs()) === JSON.stringify(expected),
    () => `tabs ${tabs().join(', ')}`,
  );
}

/** Resolves once the document's tab has unsaved changes, or none any more. */
export function tabIsDirty({ uri }: vscode.TextDocument, expected: boolean): Promise<void> {
  const find = (): vscode.Tab | undefined =>
    vscode.window.tabGroups.all
      .flatMap((group) => group.tabs)
      .find(({ input }) => input instanceof vscode.TabInputText && input.uri.toString() === uri.toString());
  return until(
    vscode.window.tabGroups.onDidChangeTabs,
    () => find()?.isDirty === expected,
    () => `a tab ${expected ? 'with' : 'without'} unsaved changes`,
  );
}

/** Goes back to what the server has, as “File: Revert File” does. */
export async function revert(document: vscode.TextDocument): Promise<void> {
  await vscode.window.showTextDocument(document);
  await vscode.commands.executeCommand('workbench.action.files.revert');
}

/** Closes every tab, and throws away what is unsaved. */
export async function closeEverything(): Promise<void> {
  for (const document of vscode.workspace.textDocuments) {
    if (!document.isDirty) continue;
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  }
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  await tabsAre([]);
}

/** VS Code refuses an edit of a text that changes in that moment, as when the answer to a save comes to be shown: it is made anew then. */
async function apply(
  document: vscode.TextDocument,
  edits: () => readonly { readonly offset: number; readonly length: number; readonly content: string }[],
): Promise<void> {
  const isApplied = (): Thenable<boolean> => {
    const edit = new vscode.WorkspaceEdit();
    for (const { offset, length, content } of edits()) {
      const range = new vscode.Range(document.positionAt(offset), document.positionAt(offset + length));
      edit.replace(document.uri, range, content);
    }
    return vscode.workspace.applyEdit(edit);
  };
  while (!(await isApplied()));
  await until(
    vscode.workspace.onDidChangeTextDocument,
    () => document.isDirty,
    () => 'an unsaved document',
  );
}
