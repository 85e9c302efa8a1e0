import type { PlanRun, RunEvent } from './applyPlan';
import type { Attempt } from './attemptStep';
import { ExistingAssets } from './existingAssets';
import { TypeReadings } from './findCreated';
import { refuseRecreated } from './journal';
import type { Step } from './plan';
import { troubleOf, type StepResult } from './stepResult';

/** What a run knows of the types in which it creates: each is read once, when the first of its creations is due. */
export class CreateGround {
  readonly readings = new TypeReadings();
  private readonly types = new Map<number, ExistingAssets>();

  constructor(private readonly run: PlanRun) {}

  /** Reads what a step may not create again. Returns the step's end where it can't be read, so that nothing is sent. Never throws. */
  async *before({ id, assetTypeId, assetId }: Step): AsyncGenerator<RunEvent, Attempt | undefined, undefined> {
    try {
      yield* this.read(assetTypeId);
      return undefined;
    } catch (error) {
      const outcome = this.run.signal.aborted ? 'cancelled' : 'pending';
      const result: StepResult = {
        ...{ step: id, outcome, time: Date.now(), assetId, before: null, after: null },
        trouble: troubleOf(error),
      };
      return { result, error };
    }
  }

  /**
   * Throws `WriteRefused` with `existsAlready` where what a step is to create is there and was not created by the plan itself, whose assets are `own`;
   * else what reading throws.
   */
  async refuse(step: Step, own: ReadonlySet<number>): Promise<void> {
    const reading = this.read(step.assetTypeId);
    let read = await reading.next();
    while (read.done !== true) read = await reading.next();
    try {
      read.value.refuse(step, own);
    } catch (error) {
      // Of an asset that was brought back, the journal can tell more.
      if (step.reverts !== undefined) refuseRecreated(await this.run.journal(), step.reverts);
      throw error;
    }
  }

  private async *read(assetTypeId: number): AsyncGenerator<RunEvent, ExistingAssets, undefined> {
    const known = this.types.get(assetTypeId);
    if (known) return known;
    const [writer, definition] = [await this.run.writer(), await this.run.definition(assetTypeId)];
    const reading = this.readings.whole(writer, assetTypeId, this.run.signal);
    let step = await reading.next();
    for (; step.done !== true; step = await reading.next()) yield { kind: 'reading', assetTypeId, ...step.value };
    const existing = new ExistingAssets(step.value, definition);
    this.types.set(assetTypeId, existing);
    return existing;
  }
}
