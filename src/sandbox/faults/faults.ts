/** Which requests a fault meets, and how often. */
interface FaultMatch {
  /** Any method when missing. */
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Tested against the path with its query, such as `/api/1.1/json/assets/?asset_type=1`. A string has to be a part of it. */
  readonly path?: RegExp | string;
  /** How many requests it meets before it is spent. Without it, all until `clear`. */
  readonly times?: number;
}

/** Whether the request is carried out first. `before` by default: it never happened. `after`: it happened, and the caller can't know. */
interface Timed {
  readonly when?: 'before' | 'after';
}

/** Faults that alter the real answer, so the request is always carried out. */
interface Shaping {
  readonly when?: 'after';
}

/** What goes wrong. */
export type FaultKind =
  /** The connection is reset without an answer. */
  | ({ readonly kind: 'reset' } & Timed)
  /** No answer ever comes; the connection stays open until the caller gives up. */
  | ({ readonly kind: 'stall' } & Timed)
  /** Another answer, such as 502 from a proxy. A string is sent as HTML, anything else as JSON. */
  | ({
      readonly kind: 'status';
      readonly status: number;
      readonly body?: unknown;
      readonly headers?: Readonly<Record<string, string>>;
    } & Timed)
  /** 200 with a web page, as a captive portal or a sign-in page gives. */
  | ({ readonly kind: 'html'; readonly body?: string } & Timed)
  /** A redirect; 302 unless said otherwise. */
  | ({ readonly kind: 'redirect'; readonly location: string; readonly status?: number } & Timed)
  /** An empty body; 200 unless said otherwise. */
  | ({ readonly kind: 'empty'; readonly status?: number } & Timed)
  /** Waits for the promise, before or after carrying out the request, and then answers truly. */
  | ({ readonly kind: 'delay'; readonly until: Promise<unknown> } & Timed)
  /** Bytes that are no HTTP at all, as from another program on the port. */
  | ({ readonly kind: 'babble' } & Timed)
  /** The head announces the whole body (`chunked`: a body without an end), but the connection ends after so many bytes of it; after half by default. */
  | ({ readonly kind: 'truncate'; readonly bytes?: number; readonly chunked?: true } & Shaping)
  /** The connection is reset after so many bytes of the body; after half by default. */
  | ({ readonly kind: 'resetAt'; readonly bytes?: number } & Shaping)
  /** The body comes a few bytes at a time: one each second by default. */
  | ({ readonly kind: 'drip'; readonly bytes?: number; readonly everyMilliseconds?: number } & Shaping)
  /** The head comes a few bytes at a time: one each second by default. Its end never comes. */
  | ({ readonly kind: 'dripHead'; readonly everyMilliseconds?: number } & Shaping)
  /** The true body, followed by blanks up to this many bytes (20,000,000 by default); still JSON. */
  | ({ readonly kind: 'oversized'; readonly bytes?: number } & Shaping)
  /** A gzip body of a few kilobytes that unpacks to this many bytes (50,000,000 by default). */
  | ({ readonly kind: 'gzipBomb'; readonly bytes?: number } & Shaping)
  /** The true body, altered. */
  | ({ readonly kind: 'drift'; readonly alter: (json: unknown) => unknown } & Shaping)
  /** The connection is reset at once; the request is carried out when the promise resolves. */
  | { readonly kind: 'lateCommit'; readonly when?: 'after'; readonly until: Promise<unknown> }
  /** The request is carried out twice, as a proxy does that repeats what it thinks is lost. The second answer is sent. */
  | { readonly kind: 'doubleCommit'; readonly when?: 'after' };

/** A rule: what goes wrong with which requests. */
export type FaultRule = FaultMatch & FaultKind;

/** A rule in force. */
export class Fault {
  #hits = 0;
  readonly #applied = Promise.withResolvers<undefined>();

  constructor(readonly rule: FaultRule) {}

  /** How many requests it has met. */
  get hits(): number {
    return this.#hits;
  }

  /** Resolves when it has done all it does to the first request it met; for `lateCommit` that is the commit, for `stall` the silence. */
  get applied(): Promise<undefined> {
    return this.#applied.promise;
  }

  get isSpent(): boolean {
    return this.#hits >= (this.rule.times ?? Infinity);
  }

  /** Counts a request it meets. */
  hit(): void {
    this.#hits++;
  }

  /** Tells those who wait for `applied`. */
  done(): void {
    this.#applied.resolve(undefined);
  }
}

/** The faults in force. The first one that matches a request is the one it meets. */
export class Faults {
  #faults: Fault[] = [];

  /** Puts a fault into force. The returned object tells how often it was met, and when. */
  add(rule: FaultRule): Fault {
    const fault = new Fault(rule);
    this.#faults.push(fault);
    return fault;
  }

  /** Takes one fault out of force. */
  remove(fault: Fault): void {
    this.#faults = this.#faults.filter((other) => other !== fault);
  }

  /** Takes all faults out of force. Requests that have met one already are not released. */
  clear(): void {
    this.#faults = [];
  }

  /** The fault that this request meets, counted; undefined for most. */
  meet(method: string, pathAndQuery: string): Fault | undefined {
    const met = this.#faults.find((fault) => !fault.isSpent && matches(fault.rule, method, pathAndQuery));
    met?.hit();
    return met;
  }
}

function matches({ method, path }: FaultRule, actualMethod: string, pathAndQuery: string): boolean {
  if (method !== undefined && method !== actualMethod) return false;
  if (path === undefined) return true;
  return typeof path === 'string' ? pathAndQuery.includes(path) : pathAndQuery.search(path) !== -1;
}
