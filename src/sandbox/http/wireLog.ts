/** One request as it came in. Headers are not kept: the log holds no credentials. */
export interface WireEntry {
  /** 1 for the first request after the start; `clear` doesn't reset it. */
  readonly sequence: number;
  readonly method: string;
  /** Such as `/api/1.1/json/asset/659/`, without the query. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** Parsed; undefined when there was none or it couldn't be read. */
  readonly body: unknown;
  /** Undefined until it is answered, and for ever when the answer was lost before its head went out. */
  readonly status: number | undefined;
  /** When it came in, by the account's clock: milliseconds since 1970, UTC. */
  readonly at: number;
}

interface Waiter {
  readonly matches: (entry: WireEntry) => boolean;
  readonly resolve: (entry: WireEntry) => void;
  readonly reject: (reason: Error) => void;
}

/** A demo may run for days. */
const KEPT = 10_000;

/** Every request that reached the server, in order, also those it refused. */
export class WireLog {
  #entries: WireEntry[] = [];
  #sequence = 0;
  readonly #arrivals = new Set<Waiter>();
  readonly #answers = new Set<Waiter>();

  /** The last 10,000 requests, oldest first. A snapshot: it doesn't change afterwards. */
  get entries(): readonly WireEntry[] {
    return [...this.#entries];
  }

  /** Forgets all requests so far. */
  clear(): void {
    this.#entries = [];
  }

  /** Resolves with the next request that matches, as soon as it has been read and before it is carried out. */
  nextRequest(predicate: (entry: WireEntry) => boolean): Promise<WireEntry> {
    return wait(this.#arrivals, predicate);
  }

  /** Resolves with the next matching request whose answer has been handed to the network. */
  nextAnswer(predicate: (entry: WireEntry) => boolean): Promise<WireEntry> {
    return wait(this.#answers, predicate);
  }

  /** Notes a request; returns how to note its answer. */
  arrived(request: Omit<WireEntry, 'sequence' | 'status'>): (status: number) => void {
    const entry = { ...request, sequence: ++this.#sequence, status: undefined };
    this.#entries.push(entry);
    if (this.#entries.length > KEPT) this.#entries.shift();
    settle(this.#arrivals, entry);
    return (status) => {
      const answered = { ...entry, status };
      const index = this.#entries.findLastIndex(({ sequence }) => sequence === entry.sequence);
      if (index !== -1) this.#entries[index] = answered;
      settle(this.#answers, answered);
    };
  }

  /** Rejects everyone who still waits. */
  close(): void {
    for (const waiters of [this.#arrivals, this.#answers]) {
      for (const { reject } of waiters) reject(new Error('The sandbox has stopped'));
      waiters.clear();
    }
  }
}

function wait(waiters: Set<Waiter>, matches: Waiter['matches']): Promise<WireEntry> {
  const { promise, resolve, reject } = Promise.withResolvers<WireEntry>();
  waiters.add({ matches, resolve, reject });
  // A test that ended without awaiting must not bring the process down.
  promise.catch(() => undefined);
  return promise;
}

function settle(waiters: Set<Waiter>, entry: WireEntry): void {
  for (const waiter of waiters) {
    if (!waiter.matches(entry)) continue;
    waiters.delete(waiter);
    waiter.resolve(entry);
  }
}
