/** Does one thing after the other, in the order in which they were asked for. */
export class Queue {
  #last: Promise<unknown> = Promise.resolve();

  /** Does `work` when everything before it has ended, however it ended. Passes on what it resolves with or throws. */
  run<Result>(work: () => Promise<Result>): Promise<Result> {
    const done = this.#last.then(work, work);
    this.#last = done.catch(() => undefined);
    return done;
  }

  /** Waits until everything asked for so far has ended. */
  async settled(): Promise<void> {
    await this.#last;
  }
}

/** A queue for each key; the work of different keys does not wait for each other. */
export class KeyedQueues {
  readonly #queues = new Map<string, { readonly queue: Queue; waiting: number }>();

  /** Does `work` when everything before it with this key has ended. */
  async run<Result>(key: string, work: () => Promise<Result>): Promise<Result> {
    const known = this.#queues.get(key) ?? { queue: new Queue(), waiting: 0 };
    this.#queues.set(key, known);
    known.waiting += 1;
    try {
      return await known.queue.run(work);
    } finally {
      known.waiting -= 1;
      if (known.waiting === 0) this.#queues.delete(key);
    }
  }
}
