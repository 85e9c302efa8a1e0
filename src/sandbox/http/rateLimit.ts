import type { SandboxClock } from '../clock';
import type { Switches } from '../switches';
import { refusal } from './reply';
import type { Reply } from './reply';

const MINUTE = 60_000;
const LOCK_OUT = 10 * MINUTE;

/**
 * 500 reads and 300 writes a minute for the whole account; crossing either earns 429 for the next ten minutes.
 * Assumption: the minute slides, and both kinds are refused meanwhile.
 */
export class RateLimit {
  readonly #clock: SandboxClock;
  readonly #switches: Switches;
  #reads: number[] = [];
  #writes: number[] = [];
  #lockedUntil = 0;

  constructor(clock: SandboxClock, switches: Switches) {
    this.#clock = clock;
    this.#switches = switches;
  }

  /** Counts a request; 429 when it is one too many. */
  refuse(method: string): Reply | undefined {
    if (!this.#switches.rateLimit) return undefined;
    const now = this.#clock.now();
    if (now < this.#lockedUntil) {
      if (this.#switches.lockOutExtends) this.#lockedUntil = now + LOCK_OUT;
      return this.#tooMany(now);
    }
    const isCurrent = (at: number) => at > now - MINUTE;
    this.#reads = this.#reads.filter(isCurrent);
    this.#writes = this.#writes.filter(isCurrent);
    (method === 'GET' ? this.#reads : this.#writes).push(now);
    const { readsPerMinute, writesPerMinute } = this.#switches;
    if (this.#reads.length <= readsPerMinute && this.#writes.length <= writesPerMinute) return undefined;
    this.#lockedUntil = now + LOCK_OUT;
    this.#reads = [];
    this.#writes = [];
    return this.#tooMany(now);
  }

  #tooMany(now: number): Reply {
    const sentence = 'API rate limit exceeded. Requests are refused for the next ten minutes.';
    switch (this.#switches.retryAfter) {
      case 'none':
        return refusal(429, sentence);
      case 'seconds':
        return refusal(429, sentence, { 'Retry-After': String(Math.ceil((this.#lockedUntil - now) / 1000)) });
      case 'date':
        return refusal(429, sentence, { 'Retry-After': new Date(this.#lockedUntil).toUTCString() });
    }
  }
}
