import type { Plan } from '../../plans/plan';
import type { PlanRunner } from './plans';

/** Puts a plan that is under review on disk as it changes: one time after the other, since each has the plan's lock, and not once more what is there. */
export class PlanWriting {
  private last: Promise<void> = Promise.resolve();
  private written: Plan | undefined;

  /** @param current the plan as it is now */
  constructor(
    private readonly plans: Pick<PlanRunner, 'keep'>,
    private readonly current: () => Plan,
  ) {}

  /** Resolves once the plan is on disk as it was when this was called, or later. Throws what `PlanFiles.alter` throws. */
  write(): Promise<void> {
    const { last } = this;
    const next = async (): Promise<void> => {
      await last.catch(() => undefined);
      const plan = this.current();
      if (plan === this.written) return;
      await this.plans.keep(plan);
      this.written = plan;
    };
    this.last = next();
    return this.last;
  }

  /** The same, also where this window has written it: another one may have left out other steps since. */
  again(): Promise<void> {
    this.written = undefined;
    return this.write();
  }
}
