/** Something read, or being read, and when that began, in epoch milliseconds. */
interface Read<T> {
  readonly value: Promise<T>;
  readonly at: number;
}

/** Something that is read when it is asked for, and again by those who need it newer. */
export class LastRead<T> {
  /** The last one that came, and those under way that began after it. */
  private reads: readonly Read<T>[] = [];

  /** What was read, or is being read for the first time. */
  get value(): Promise<T> | undefined {
    return this.readSince(0)?.value;
  }

  /** @param notBefore in epoch milliseconds; 0: at any time */
  isSince(notBefore: number): boolean {
    return this.readSince(notBefore) !== undefined;
  }

  /**
   * Reads it, unless that was done since then, or is being done. A read that fails takes nothing away; nobody who has no need of it waits for it.
   * @param notBefore in epoch milliseconds; 0: at any time
   */
  since(notBefore: number, read: () => Promise<T>): Promise<T> {
    const known = this.readSince(notBefore);
    if (known) return known.value;
    const mine = { value: read(), at: Date.now() };
    this.reads = [...this.reads, mine];
    mine.value.then(
      () => (this.reads = this.reads.slice(Math.max(0, this.reads.indexOf(mine)))),
      () => (this.reads = this.reads.filter((one) => one !== mine)),
    );
    return mine.value;
  }

  /** So that the next look reads it again. */
  forget(): void {
    this.reads = [];
  }

  private readSince(notBefore: number): Read<T> | undefined {
    // What seems to have been read later than now was read before the clock was set back.
    return this.reads.find(({ at }) => notBefore === 0 || (at >= notBefore && at <= Date.now()));
  }
}
