import type { Disposable } from 'vscode';
import type { AssetTable } from '../../tables/assetTable';
import type { Timer } from '../sessions/timer';

/** Changes that come in one after the other are laid out together, this many milliseconds after the first. */
const gather = 300;

/** What became of a layout. */
export interface LaidOut {
  /** Whether any line is elsewhere than before. */
  readonly isMoved: boolean;
  /** Whether somebody has asked for it by looking in another way. */
  readonly isAsked: boolean;
}

/** Lays a table out anew, one layout at a time: at once when somebody looks in another way, and now and then while assets change. */
export class Relayout implements Disposable {
  private running: AbortController | undefined;
  private stopWaiting: (() => void) | undefined;
  private pause = gather;
  private isOutdated = false;
  private isAsked = false;

  constructor(
    private readonly table: Pick<AssetTable, 'layOut'>,
    private readonly timer: Timer,
    private readonly laidOut: (how: LaidOut) => void,
    private readonly report: (error: unknown) => void,
  ) {}

  /** Somebody looks in another way: what is under way would not be what is wanted. */
  look(): void {
    this.isAsked = true;
    this.begin();
  }

  /** Assets have changed. What is under way is finished first: else nothing would be while they come in. */
  assetsChanged(): void {
    this.isOutdated = true;
    if (!this.running) this.wait();
  }

  dispose(): void {
    this.stopWaiting?.();
    this.running?.abort();
    this.running = undefined;
  }

  private wait(): void {
    this.stopWaiting ??= this.timer(this.pause, () => this.begin());
  }

  private begin(): void {
    this.dispose();
    this.stopWaiting = undefined;
    const stop = new AbortController();
    this.running = stop;
    this.isOutdated = false;
    const start = performance.now();
    this.table.layOut(stop.signal).then(
      (isMoved) => {
        // While a big account is read, layouts must not take all of the time.
        this.pause = Math.max(gather, 4 * (performance.now() - start));
        this.end(stop, () => this.laidOut({ isMoved, isAsked: this.isAsked }));
      },
      (error: unknown) => this.end(stop, () => this.report(error)),
    );
  }

  private end(stop: AbortController, tell: () => void): void {
    if (this.running !== stop) return;
    this.running = undefined;
    tell();
    this.isAsked = false;
    if (this.isOutdated) this.wait();
  }
}
