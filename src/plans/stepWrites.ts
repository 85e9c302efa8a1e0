import { mayHaveHappened, type JournalEntry, type JournalResult, type JournaledWrite } from './journal';

/** A write of a step, and its result once that is known. */
export type StepWrite = Pick<JournaledWrite, 'entry' | 'result'>;

/** The writes by which one step of a plan was tried, in earlier runs and in this one. */
export class StepWrites {
  private readonly all: Map<string, StepWrite>;

  /** @param earlier what the journal has of the step, oldest first */
  constructor(earlier: readonly StepWrite[] = []) {
    this.all = new Map(earlier.map((write) => [write.entry.id, write]));
  }

  /**
   * The write that has carried out the step, or may have; undefined where none can. One that is told as not done goes behind every other:
   * which came last is not for the clock to say.
   */
  get carrying(): StepWrite | undefined {
    const writes = [...this.all.values()];
    return (
      writes.findLast(({ result }) => result?.state !== 'failed') ??
      writes.findLast(({ result }) => mayHaveHappened(result))
    );
  }

  /** A write is about to be sent. */
  begun(entry: JournalEntry): void {
    this.all.set(entry.id, { entry, result: undefined });
  }

  /** What became of a write is known. */
  ended({ id }: JournalEntry, result: JournalResult): void {
    const write = this.all.get(id);
    if (write) this.all.set(id, { ...write, result });
  }
}
