import type { Change } from '../assets/changes';
import type { FileTrouble } from '../disk/fileTrouble';
import type { Asset } from '../happyfox/asset';
import { HappyFoxError, type Failure } from '../happyfox/errors';
import { JournalUnavailable } from './journal';
import { WriteRefused, type Refusal } from './writeRefused';

/**
 * How far a step has come. `pending`: nothing was sent; `sent`: begun, and its end is not known yet; `applied`: it went through, but the
 * server made something else of it; `verified`: it is as it was meant; `stale`: not sent, since the asset has changed, or, for a new one, is
 * there already; `failed`: nothing
 * happened; `unknown`: nobody can tell; `cancelled`: the user stopped before it.
 */
export type Outcome = 'pending' | 'sent' | 'applied' | 'verified' | 'stale' | 'failed' | 'unknown' | 'cancelled';

/** Why a step did not come to its end, in a form that JSON can hold. */
export type Trouble =
  | { readonly kind: 'refusal'; readonly refusal: Refusal }
  | { readonly kind: 'failure'; readonly failure: Failure }
  /** Nothing can be written down, or what was can't be read. */
  | { readonly kind: 'file'; readonly file: FileTrouble }
  /** Any other error of this machine. */
  | { readonly kind: 'other'; readonly message: string };

/** What became of one step. */
export interface StepResult {
  /** The step's id. */
  readonly step: string;
  readonly outcome: Outcome;
  /** Epoch milliseconds. */
  readonly time: number;
  /** Milliseconds since the machine started, by which its age is measured; results of earlier versions have none. */
  readonly monotonic?: number;
  /** The id of a created asset, too. */
  readonly assetId: number | null;
  /** The asset just before the write, and as the server had it after. Both null where nothing was written. */
  readonly before: Asset | null;
  readonly after: Asset | null;
  /** What others had changed since the plan was made, and the write kept. */
  readonly kept?: readonly Change[];
  /** It was carried out in an earlier run: `after` may be old. */
  readonly isRemembered?: true;
  readonly trouble?: Trouble;
  /** The id of the journal's entry of the write; absent where nothing was written, and in results of earlier versions. */
  readonly entry?: string;
}

/** Whether a step has ended, so that a run leaves it alone. */
export function isSettled(result: StepResult | undefined): boolean {
  return result !== undefined && !['pending', 'sent', 'cancelled'].includes(result.outcome);
}

/** Whether HappyFox has what the step wanted. */
export function isDone({ outcome }: StepResult): boolean {
  return outcome === 'verified' || outcome === 'applied';
}

/** An error, as far as it can be kept. */
export function troubleOf(error: unknown): Trouble {
  if (HappyFoxError.is(error)) return { kind: 'failure', failure: error.failure };
  if (error instanceof WriteRefused) return { kind: 'refusal', refusal: error.refusal };
  if (error instanceof JournalUnavailable && error.file) return { kind: 'file', file: error.file };
  return { kind: 'other', message: error instanceof Error ? error.message : String(error) };
}

/** The error that trouble was made of, for those who have words for it. */
export function errorOf(trouble: Trouble): Error {
  switch (trouble.kind) {
    case 'refusal':
      return new WriteRefused(trouble.refusal);
    case 'failure':
      return new HappyFoxError(trouble.failure);
    case 'file':
      return new JournalUnavailable('A file can’t be relied on', { file: trouble.file });
    case 'other':
      return new Error(trouble.message);
  }
}
