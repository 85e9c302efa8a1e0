import * as vscode from 'vscode';
import { fieldErrorPlaces, type PlacedError } from '../../../assets/fieldErrorPlaces';
import { sameJson } from '../../../assets/jsonTree';
import { safeText } from '../../../assets/safeText';
import { HappyFoxError, type FieldError } from '../../../happyfox/errors';
import { allFields, type Basis } from '../measuredText';
import type { HappyFoxFileSystem } from '../happyfoxFileSystem';
import { diagnosticSource, rangeOf } from '../../screen/problemDiagnostics';
import { documentScheme } from '../../screen/openEditors';

const { t } = vscode.l10n;

type Fields = Parameters<typeof fieldErrorPlaces>[2];

interface Refused {
  readonly fields: Fields;
  readonly placed: readonly PlacedError[];
}

/** Shows what the server said of a refused save at the keys it is about, each until its value is edited. */
export class ServerProblems implements vscode.Disposable {
  private readonly problems = vscode.languages.createDiagnosticCollection('happyfoxAssets.server');
  private readonly refused = new Map<string, Refused>();
  private readonly subscriptions: vscode.Disposable[];

  constructor(
    files: Pick<HappyFoxFileSystem, 'onDidFail' | 'onDidWrite'>,
    private readonly basis: Basis,
  ) {
    this.subscriptions = [
      this.problems,
      files.onDidFail(({ uri, error }) => void this.show(uri, error)),
      files.onDidWrite(({ uri }) => this.forget(uri)),
      vscode.workspace.onWillSaveTextDocument(({ document }) => this.forget(document.uri)),
      vscode.workspace.onDidChangeTextDocument(({ document }) => this.edited(document)),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.forget(uri)),
    ];
  }

  dispose(): void {
    vscode.Disposable.from(...this.subscriptions).dispose();
  }

  private async show(uri: vscode.Uri, error: unknown): Promise<void> {
    const errors = complaintsIn(error);
    const basis = errors.length > 0 ? await this.basis(uri) : undefined;
    const document = vscode.workspace.textDocuments.find((open) => open.uri.toString() === uri.toString());
    if (!basis || !document) return;
    const fields = allFields(basis);
    const placed = fieldErrorPlaces(document.getText(), errors, fields);
    if (placed) this.keep(document, { fields, placed });
  }

  /** What has been edited since is not what the server refused. */
  private edited(document: vscode.TextDocument): void {
    const refused = document.uri.scheme === documentScheme ? this.refused.get(document.uri.toString()) : undefined;
    if (!refused) return;
    if (!document.isDirty) {
      this.forget(document.uri);
      return;
    }
    const { fields, placed } = refused;
    const now = fieldErrorPlaces(
      document.getText(),
      placed.map(({ error }) => error),
      fields,
    );
    // While a text is no JSON, nobody knows what it says.
    if (now) this.keep(document, { fields, placed: now.filter((one, index) => isSame(one, placed[index])) });
  }

  private keep(document: vscode.TextDocument, refused: Refused): void {
    this.refused.set(document.uri.toString(), refused);
    this.problems.set(
      document.uri,
      refused.placed.map((one) => diagnosticOf(document, one)),
    );
  }

  private forget(uri: vscode.Uri): void {
    if (this.refused.delete(uri.toString())) this.problems.delete(uri);
  }
}

function complaintsIn(error: unknown): readonly FieldError[] {
  if (!HappyFoxError.is(error) || error.failure.kind !== 'invalid') return [];
  const { fieldErrors = [], serverMessage } = error.failure;
  if (fieldErrors.length > 0 || serverMessage === undefined) return fieldErrors;
  return [{ path: [], message: serverMessage }];
}

function isSame(one: PlacedError, other: PlacedError | undefined): boolean {
  if (one.value === undefined || other?.value === undefined) return one.value === other?.value;
  return sameJson(one.value, other.value);
}

function diagnosticOf(document: vscode.TextDocument, { error, place }: PlacedError): vscode.Diagnostic {
  const message = t('HappyFox refused this: “{0}”', safeText(error.message));
  const diagnostic = new vscode.Diagnostic(rangeOf(document, place), message, vscode.DiagnosticSeverity.Error);
  diagnostic.source = diagnosticSource;
  diagnostic.code = 'refused';
  return diagnostic;
}
