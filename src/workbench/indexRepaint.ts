import type * as vscode from 'vscode';
import type { AccountSession } from './accountSession';
import { realTimer, type Timer } from './timer';

/** While a crawl brings a page every few hundred milliseconds, what is on screen need not follow each. Milliseconds. */
const pause = 1_000;

interface Pause {
  isWanted: boolean;
  readonly stop: () => void;
}

/** Paints what shows the index anew when that has changed: at once, then no more than once in a while. */
export class IndexRepaint implements vscode.Disposable {
  private readonly pauses = new Map<AccountSession, Pause>();

  constructor(
    private readonly paint: (session: AccountSession) => void,
    private readonly timer: Timer = realTimer,
  ) {}

  /** An account's index has changed. */
  want(session: AccountSession): void {
    const waiting = this.pauses.get(session);
    if (waiting) {
      waiting.isWanted = true;
      return;
    }
    this.begin(session);
    this.paint(session);
  }

  dispose(): void {
    for (const { stop } of this.pauses.values()) stop();
    this.pauses.clear();
  }

  private begin(session: AccountSession): void {
    const stop = this.timer(pause, () => {
      const isWanted = this.pauses.get(session)?.isWanted === true;
      this.pauses.delete(session);
      if (isWanted) this.want(session);
    });
    this.pauses.set(session, { isWanted: false, stop });
  }
}
