import * as vscode from 'vscode';
import type { AccountSession } from '../sessions/accountSession';
import { BackgroundReading, type AskToRead } from './backgroundReading';
import { indexMode, indexSections, keepsIndex } from '../sessions/settings';
import type { IndexStorage } from '../sessions/indexStorage';
import type { ReadingChoices } from '../sessions/readingChoices';
import type { Sessions } from '../sessions/sessions';

/** What the background readings of all accounts work with. */
interface IndexReadingsParts {
  readonly sessions: Sessions;
  readonly choices: ReadingChoices;
  readonly storage: IndexStorage;
  readonly ask: AskToRead;
  readonly readsPerMinute: () => number;
  /** Takes a line for the log. */
  readonly warn: (line: string) => void;
}

/** The background readings of all accounts: each begins when its account is first used in this window, if the settings say so. */
export class IndexReadings implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<AccountSession>();
  private readonly readings = new Map<AccountSession, vscode.Disposable & { readonly reading: BackgroundReading }>();
  private readonly subscriptions: vscode.Disposable[];
  private readonly stopHearing: () => void;

  /** Fires when the reading of an account begins, ends, or goes on. */
  readonly onDidChange = this.changed.event;

  constructor(private readonly parts: IndexReadingsParts) {
    const { sessions, choices } = parts;
    this.subscriptions = [
      this.changed,
      sessions.onDidOpen((session) => void this.of(session)),
      sessions.onDidChange(() => this.forgetClosed()),
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (indexSections.some((section) => change.affectsConfiguration(section))) this.followSettings(change);
      }),
    ];
    this.stopHearing = choices.onChange((accountId) => this.followChoice(accountId));
    for (const session of sessions.opened) this.of(session);
  }

  /** The background reading of an account. */
  of(session: AccountSession): BackgroundReading {
    const known = this.readings.get(session);
    if (known) return known.reading;
    const reading = new BackgroundReading(session, this.parts.choices, this.parts.ask, this.parts.readsPerMinute);
    const following = vscode.Disposable.from(
      reading,
      reading.onDidChange(() => this.changed.fire(session)),
      session.index.onDidChangeState(() => this.changed.fire(session)),
      session.index.onDidUse(() => reading.begin()),
    );
    this.readings.set(session, { reading, dispose: () => void following.dispose() });
    return reading;
  }

  dispose(): void {
    this.stopHearing();
    vscode.Disposable.from(...this.readings.values(), ...this.subscriptions).dispose();
  }

  private followSettings(change: vscode.ConfigurationChangeEvent): void {
    for (const [session, { reading }] of this.readings) {
      if (indexMode() !== 'automatic') reading.end();
      else if (session.index.isUsed) reading.begin();
      if (change.affectsConfiguration('happyfoxAssets.cache') && !keepsIndex()) void this.dropFiles(session);
    }
  }

  private async dropFiles(session: AccountSession): Promise<void> {
    session.index.opened?.kept.close();
    await this.parts.storage
      .clear(session.accountId)
      .catch(() =>
        this.parts.warn('The index of an account is not to be kept, and could not be removed from the disk.'),
      );
  }

  private followChoice(accountId: string): void {
    for (const [session, { reading }] of this.readings) {
      if (session.accountId !== accountId) continue;
      if (this.parts.choices.of(accountId) === 'paused') reading.end();
      else if (session.index.isUsed) reading.begin();
      this.changed.fire(session);
    }
  }

  private forgetClosed(): void {
    const open = new Set(this.parts.sessions.opened);
    for (const [session, following] of this.readings) {
      if (open.has(session)) continue;
      following.dispose();
      this.readings.delete(session);
    }
  }
}
