import type { FileTrouble } from '../disk/fileTrouble';

/** Thrown where another window applies the plan. */
export class PlanTaken extends Error {
  override readonly name = 'PlanTaken';
}

/** Thrown where another window has taken a plan over, as after a long sleep of this machine: this run may send and note nothing more. */
export class PlanTakenOver extends Error {
  override readonly name = 'PlanTakenOver';
}

/** Thrown where a plan that was to be altered or applied has been discarded meanwhile, with what became of it. */
export class PlanGone extends Error {
  override readonly name = 'PlanGone';
}

/** Which of a plan's files: that with its steps, or that with what became of them. */
export type PlanPart = 'plan' | 'run';

/** Thrown where a plan can't be relied on as it is on disk: nothing was sent. */
export class PlanUnreadable extends Error {
  override readonly name = 'PlanUnreadable';

  constructor(
    readonly part: PlanPart,
    readonly file: FileTrouble,
    options?: { readonly cause: unknown },
  ) {
    super(part === 'plan' ? 'The plan can’t be read' : 'What became of the plan can’t be read', options);
  }
}
