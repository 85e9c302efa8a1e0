import type { Ledger, Lockout, Mark } from './ledger';
import { budgetWindow } from './limits';
import { Times } from './times';

/** The ledger of one window alone. */
export class MemoryLedger implements Ledger {
  readonly #times: Readonly<Record<Mark, Times>> = { read: new Times(), write: new Times(), released: new Times() };
  #lockout: Lockout | undefined;

  get lockout(): Lockout | undefined {
    return this.#lockout;
  }

  refresh(now: number): void {
    for (const times of Object.values(this.#times)) times.trim(now - budgetWindow, now);
  }

  times(mark: Mark): Times {
    return this.#times[mark];
  }

  add(mark: Mark, at: number): boolean {
    this.#times[mark].add(at);
    return true;
  }

  setLockout(lockout: Lockout): void {
    this.#lockout = lockout;
  }
}
