import { open } from 'node:fs/promises';
import type { RunEnd, RunRecord } from './applyPlan';
import { JournalUnavailable } from './journal';
import type { Plan } from './plan';
import type { PlanClaim } from './planClaim';
import { tallyOf, type RunLine } from './planLines';
import type { StepResult } from './stepResult';

/** What a record is made with. */
export interface RecordParts {
  readonly path: string;
  readonly plan: Plan;
  readonly claim: PlanClaim;
  /** What earlier runs have left. */
  readonly results: Map<string, StepResult>;
  /** Called when the run has begun or ended. */
  readonly changed: () => void;
}

/** The record of one run of a plan, on disk line by line. */
export class PlanRecord implements RunRecord {
  private constructor(private readonly parts: RecordParts) {}

  static async open(parts: RecordParts): Promise<PlanRecord> {
    const record = new PlanRecord(parts);
    await record.append({ begun: Date.now() });
    parts.changed();
    return record;
  }

  get results(): ReadonlyMap<string, StepResult> {
    return this.parts.results;
  }

  async note(result: StepResult): Promise<void> {
    await this.append({ result });
    this.parts.results.set(result.step, result);
    await this.parts.claim.touch();
  }

  async end(reason: RunEnd): Promise<void> {
    const { plan, results } = this.parts;
    // Without this line the plan counts as interrupted, which is true enough.
    await this.append({ ended: reason, time: Date.now(), tally: tallyOf(plan, results) }).catch(() => undefined);
  }

  /** Lets other windows have the plan. */
  async release(): Promise<void> {
    await this.parts.claim.release();
    this.parts.changed();
  }

  /** A crash or a full disk may have left half a line, so each begins on one of its own. */
  private async append(line: RunLine): Promise<void> {
    try {
      const file = await open(this.parts.path, 'a', 0o600);
      try {
        await file.appendFile(`\n${JSON.stringify(line)}\n`);
        await file.datasync();
      } finally {
        await file.close();
      }
    } catch (error) {
      throw new JournalUnavailable('What becomes of the plan can’t be written down', { cause: error });
    }
  }
}
