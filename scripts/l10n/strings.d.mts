/** What one call of `vscode.l10n.t` says. */
export interface Text {
  /** The English sentence, which is its key in the bundles. */
  readonly text: string;
  /** File and line. */
  readonly place: string;
  /** How many values the call fills in. */
  readonly args: number;
}

export function textsIn(fileName: string, code: string): Text[];
export function textsOf(root: string): Text[];
export function placeholders(text: string): string[];
export function compare(
  texts: readonly Text[],
  bundle: Readonly<Record<string, string>>,
): { readonly missing: string[]; readonly stale: string[]; readonly differing: string[] };
