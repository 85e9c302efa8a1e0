import { concernsAll } from './concernsAll';
import type { StepResult } from './stepResult';

/** Why a run ended before its last step. */
export type StopReason =
  /** The next step would fare no better: the key is refused, there is no way to HappyFox, or nothing can be written down. */
  | 'hopeless'
  /** Nobody can tell what became of several steps in a row. */
  | 'doubtful'
  /** Too many of the first steps failed: something is wrong with all of them. */
  | 'failing';

const mostUnknownInARow = 3;

/** How many steps are a sample of the rest, and which share of it may fail. */
const sample = 50;
const mostFailed = sample * 0.05;

/**
 * Watches a run, and says when it has to end. Steps of earlier runs don't count: whoever goes on after a stop has seen why. The share is
 * always that of fifty steps, so a plan of ten ends at its third failure as well.
 */
export class StopRules {
  private carriedOut = 0;
  private failed = 0;
  private unknownInARow = 0;

  /** Whether the run must end after this step; `error` is what it ended with, if it did not go through. */
  after({ outcome }: StepResult, error?: unknown): StopReason | undefined {
    this.carriedOut += 1;
    if (outcome === 'failed') this.failed += 1;
    this.unknownInARow = outcome === 'unknown' ? this.unknownInARow + 1 : 0;
    if (outcome === 'pending' || outcome === 'sent' || concernsAll(error)) return 'hopeless';
    if (this.unknownInARow >= mostUnknownInARow) return 'doubtful';
    if (this.carriedOut <= sample && this.failed > mostFailed) return 'failing';
    return undefined;
  }
}
