import type { Held } from '../disk/fileLock';
import { troubleWith } from '../disk/fileTrouble';
import { appendLine } from '../disk/lines';
import { sealed } from '../disk/sealedLines';
import type { RunEnd, RunRecord } from './applyPlan';
import { JournalUnavailable } from './journal';
import type { Plan } from './plan';
import { PlanTakenOver } from './planErrors';
import { tallyOf, type RunLine } from './planLines';
import type { StepResult } from './stepResult';

/** What a record is made with. */
interface RecordParts {
  readonly path: string;
  readonly plan: Plan;
  readonly held: Held;
  /** What earlier runs have left. */
  readonly results: Map<string, StepResult>;
  /** Called when the run has begun or ended. */
  readonly changed: () => void;
  /** Takes a line for the log. */
  readonly warn: (line: string) => void;
}

/** A run shows that it lives while it waits as well: a lock-out can be longer than any step. In milliseconds. */
const touchEvery = 60_000;

/** The record of one run of a plan, on disk line by line. */
export class PlanRecord implements RunRecord {
  private readonly touching: NodeJS.Timeout;

  private constructor(private readonly parts: RecordParts) {
    this.touching = setInterval(() => void parts.held.touch(), touchEvery).unref();
  }

  /** Notes that a run has begun. Throws `JournalUnavailable`. */
  static async open(parts: RecordParts): Promise<PlanRecord> {
    const record = new PlanRecord(parts);
    try {
      await record.append({ begun: Date.now() });
    } catch (error) {
      clearInterval(record.touching);
      throw error;
    }
    parts.changed();
    return record;
  }

  get results(): ReadonlyMap<string, StepResult> {
    return this.parts.results;
  }

  async ensureMine(): Promise<void> {
    const { held, path } = this.parts;
    let isMine: boolean;
    try {
      isMine = await held.isMine();
    } catch (error) {
      const file = troubleWith(path, 'unreadable', error);
      throw new JournalUnavailable('Who applies the plan can’t be read', { file, cause: error });
    }
    if (!isMine) throw new PlanTakenOver('Another window has taken this plan over');
  }

  async note(result: StepResult): Promise<void> {
    // Whoever goes on with the plan looks up what this run has sent: a line of it would stand against what is found.
    await this.ensureMine();
    await this.append({ result });
    this.parts.results.set(result.step, result);
    await this.parts.held.touch();
  }

  async end(reason: RunEnd): Promise<void> {
    const { plan, results, warn } = this.parts;
    try {
      await this.ensureMine();
      await this.append({ ended: reason, time: Date.now(), tally: tallyOf(plan, results) });
    } catch (error) {
      // Without this line the plan counts as interrupted, which is true enough.
      if (!(error instanceof PlanTakenOver)) warn('The end of a plan’s run could not be written down.');
    }
  }

  /** Lets other windows have the plan. */
  async release(): Promise<void> {
    clearInterval(this.touching);
    await this.parts.held.release();
    this.parts.changed();
  }

  private async append(line: RunLine): Promise<void> {
    const { path } = this.parts;
    try {
      await appendLine(path, sealed(line));
    } catch (error) {
      const file = troubleWith(path, 'unwritable', error);
      throw new JournalUnavailable('What becomes of the plan can’t be written down', { file, cause: error });
    }
  }
}
