import { longerOf, type Entry, type Ledger, type Lockout, type Mark } from './ledger';
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
    for (const times of Object.values(this.#times)) times.trim(now - budgetWindow);
  }

  times(mark: Mark): Times {
    return this.#times[mark];
  }

  add({ mark, at }: Entry): boolean {
    this.#times[mark].add(at);
    return true;
  }

  withdraw({ mark, at }: Entry): void {
    this.#times[mark].remove(at);
  }

  setLockout(lockout: Lockout): void {
    this.#lockout = longerOf(lockout, this.#lockout);
  }

  close(): void {
    // It keeps nothing open.
  }
}
