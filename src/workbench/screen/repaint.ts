import type * as vscode from 'vscode';
import { realTimer, type Timer } from '../sessions/timer';

/** While a crawl brings a page every few hundred milliseconds, or a plan a write, what is on screen need not follow each. Milliseconds. */
const pause = 1_000;

interface Pause {
  isWanted: boolean;
  readonly stop: () => void;
}

/** Paints anew what shows something that has changed: at once, then no more than once in a while. Each key by itself. */
export class Repaint<Key> implements vscode.Disposable {
  private readonly pauses = new Map<Key, Pause>();

  constructor(
    private readonly paint: (key: Key) => void,
    private readonly timer: Timer = realTimer,
  ) {}

  /** What goes by a key has changed. */
  want(key: Key): void {
    const waiting = this.pauses.get(key);
    if (waiting) {
      waiting.isWanted = true;
      return;
    }
    this.begin(key);
    this.paint(key);
  }

  dispose(): void {
    for (const { stop } of this.pauses.values()) stop();
    this.pauses.clear();
  }

  private begin(key: Key): void {
    const stop = this.timer(pause, () => {
      const isWanted = this.pauses.get(key)?.isWanted === true;
      this.pauses.delete(key);
      if (isWanted) this.want(key);
    });
    this.pauses.set(key, { isWanted: false, stop });
  }
}
