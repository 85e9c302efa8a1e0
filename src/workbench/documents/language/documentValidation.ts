import * as vscode from 'vscode';
import { parseDocument, type ParseOptions } from '../../../assets/parseDocument';
import type { Problem } from '../../../assets/problem';
import type { Basis } from '../measuredText';
import { problemDiagnostic } from '../../screen/problemDiagnostics';
import { documentScheme } from '../../screen/openEditors';
import { realTimer, type Timer } from '../../sessions/timer';

/** Long enough to skip what is typed in one go, short enough to be there when a person looks up. */
const pauseMilliseconds = 150;

/** Shows what is wrong with the documents of assets and drafts while they are edited: what a save would refuse before it sends anything. */
export class DocumentValidation implements vscode.Disposable {
  private readonly problems = vscode.languages.createDiagnosticCollection('happyfoxAssets');
  private readonly waiting = new Map<string, () => void>();
  private readonly subscriptions: vscode.Disposable[];

  constructor(
    private readonly basis: Basis,
    private readonly timer: Timer = realTimer,
  ) {
    this.subscriptions = [
      this.problems,
      vscode.workspace.onDidOpenTextDocument((document) => void this.check(document)),
      vscode.workspace.onDidChangeTextDocument(({ document }) => this.checkSoon(document)),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.forget(uri)),
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration('json.validate.enable')) this.checkAll();
      }),
    ];
    this.checkAll();
  }

  /** Looks at every open document again, e.g. because fields have become known. */
  checkAll(): void {
    for (const document of vscode.workspace.textDocuments) this.checkSoon(document);
  }

  dispose(): void {
    for (const stop of this.waiting.values()) stop();
    this.waiting.clear();
    vscode.Disposable.from(...this.subscriptions).dispose();
  }

  private checkSoon(document: vscode.TextDocument): void {
    if (document.uri.scheme !== documentScheme) return;
    const key = document.uri.toString();
    this.waiting.get(key)?.();
    this.waiting.set(
      key,
      this.timer(pauseMilliseconds, () => void this.check(document)),
    );
  }

  private async check(document: vscode.TextDocument): Promise<void> {
    if (document.uri.scheme !== documentScheme) return;
    this.stop(document.uri);
    const { version } = document;
    const basis = await this.basis(document.uri);
    // Whoever changed or closed the document meanwhile has asked for a look of its own.
    if (document.isClosed || document.version !== version) return;
    const problems = basis ? problemsOf(document, basis) : [];
    this.problems.set(
      document.uri,
      problems.filter((problem) => !isToldByVSCode(document, problem)).map((one) => problemDiagnostic(document, one)),
    );
  }

  private forget(uri: vscode.Uri): void {
    this.stop(uri);
    this.problems.delete(uri);
  }

  private stop(uri: vscode.Uri): void {
    const key = uri.toString();
    this.waiting.get(key)?.();
    this.waiting.delete(key);
  }
}

/** Everything that keeps a document from being saved. */
export function problemsOf(document: vscode.TextDocument, basis: ParseOptions): readonly Problem[] {
  const parsed = parseDocument(document.getText(), basis);
  return parsed.ok ? [] : parsed.problems;
}

/** Syntax is VS Code's own to tell, where its JSON validation is on and as strict as ours. */
function isToldByVSCode({ languageId, uri }: vscode.TextDocument, problem: Problem): boolean {
  if (problem.code !== 'syntax' || problem.detail.error === 'TooDeep' || languageId !== 'json') return false;
  return vscode.workspace.getConfiguration('json', uri).get('validate.enable') !== false;
}
