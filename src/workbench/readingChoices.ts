import type * as vscode from 'vscode';
import * as z from 'zod/mini';
import type { OtherWindows } from './otherWindows';

/** What a person has decided about reading an account in the background. */
export type ReadingChoice =
  /** However many assets there are. */
  | 'read'
  /** Only when something is to be found. */
  | 'onDemand'
  /** Not now; until they say so. */
  | 'paused';

const Choices = z.record(z.string(), z.enum(['read', 'onDemand', 'paused']));
const stateKey = 'indexReading';

/** Remembers for all windows what a person has decided about reading their accounts in the background. */
export class ReadingChoices implements vscode.Disposable {
  private readonly listening: vscode.Disposable;
  private choices: Readonly<Record<string, ReadingChoice>>;
  private readonly listeners = new Set<(accountId: string) => void>();

  constructor(
    private readonly state: vscode.Memento,
    private readonly windows: OtherWindows,
  ) {
    const kept = Choices.safeParse(state.get(stateKey));
    this.choices = kept.success ? kept.data : {};
    this.listening = windows.onMessage((message) => {
      if (message.kind !== 'reading') return;
      this.choices = changed(this.choices, message.accountId, message.choice ?? undefined);
      this.tell(message.accountId);
    });
  }

  /** The decision about an account; undefined while there is none. */
  of(accountId: string): ReadingChoice | undefined {
    return Object.hasOwn(this.choices, accountId) ? this.choices[accountId] : undefined;
  }

  /** Remembers a decision, or that there is none any more. */
  async set(accountId: string, choice: ReadingChoice | undefined): Promise<void> {
    if (this.of(accountId) === choice) return;
    this.choices = changed(this.choices, accountId, choice);
    this.windows.tell({ kind: 'reading', accountId, choice: choice ?? null });
    this.tell(accountId);
    await this.state.update(stateKey, this.choices);
  }

  /** Calls `listener` when a decision changes, in whatever window. */
  onChange(listener: (accountId: string) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  dispose(): void {
    this.listening.dispose();
    this.listeners.clear();
  }

  private tell(accountId: string): void {
    for (const listener of this.listeners) listener(accountId);
  }
}

function changed(
  choices: Readonly<Record<string, ReadingChoice>>,
  accountId: string,
  choice: ReadingChoice | undefined,
): Readonly<Record<string, ReadingChoice>> {
  const others = Object.entries(choices).filter(([id]) => id !== accountId);
  return Object.fromEntries(choice === undefined ? others : [...others, [accountId, choice]]);
}
