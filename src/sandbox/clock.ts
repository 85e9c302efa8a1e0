/** The account's clock: timestamps and the rate limit are measured by it, never by timers. */
export interface SandboxClock {
  /** Milliseconds since 1970, UTC. */
  now(): number;
  /** Moves the clock forward by so many milliseconds. A real clock keeps the offset. */
  advance(milliseconds: number): void;
}

/** Stands still until it is advanced. */
export class VirtualClock implements SandboxClock {
  #now: number;

  /** @param start milliseconds since 1970, UTC */
  constructor(start: number) {
    this.#now = start;
  }

  now(): number {
    return this.#now;
  }

  advance(milliseconds: number): void {
    this.#now += milliseconds;
  }
}

/** The machine's time, plus what it was advanced by. */
export class RealClock implements SandboxClock {
  #offset = 0;

  now(): number {
    return Date.now() + this.#offset;
  }

  advance(milliseconds: number): void {
    this.#offset += milliseconds;
  }
}
