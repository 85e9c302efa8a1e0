import type { Pause } from '../../../src/happyfox/pause';

/** A pause that nobody waits for, and the most that was done of something between two of it. */
export class CountingPause {
  most = 0;
  private done = 0;

  /** Something was done. */
  note(): void {
    this.done += 1;
    this.most = Math.max(this.most, this.done);
  }

  readonly pause: Pause = () => {
    this.done = 0;
    return Promise.resolve();
  };
}
