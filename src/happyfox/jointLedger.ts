import { longerOf, type Entry, type Ledger, type Lockout, type Mark } from './ledger';
import type { Times } from './times';

/** Several ledgers that each have to have room for a request: HappyFox counts by the key, and by the account over all its keys. */
export class JointLedger implements Ledger {
  readonly #ledgers: readonly Ledger[];

  constructor(ledgers: readonly Ledger[]) {
    this.#ledgers = ledgers;
  }

  get lockout(): Lockout | undefined {
    return this.#ledgers.reduce<Lockout | undefined>((longest, { lockout }) => longerOf(longest, lockout), undefined);
  }

  refresh(now: number): void {
    for (const ledger of this.#ledgers) ledger.refresh(now);
  }

  /** What the fullest of them has. */
  times(mark: Mark): Pick<Times, 'size' | 'latest' | 'countSince'> {
    const all = this.#ledgers.map((ledger) => ledger.times(mark));
    return {
      size: Math.max(...all.map(({ size }) => size)),
      latest: (n) => {
        const found = all.flatMap((times) => times.latest(n) ?? []);
        return found.length > 0 ? Math.max(...found) : undefined;
      },
      countSince: (at) => Math.max(...all.map((times) => times.countSince(at))),
    };
  }

  add(entry: Entry, most: number): boolean {
    return this.#ledgers.map((ledger) => ledger.add(entry, most)).every(Boolean);
  }

  withdraw(entry: Entry): void {
    for (const ledger of this.#ledgers) ledger.withdraw(entry);
  }

  setLockout(lockout: Lockout, now: number): void {
    for (const ledger of this.#ledgers) ledger.setLockout(lockout, now);
  }

  close(): void {
    for (const ledger of this.#ledgers) ledger.close();
  }
}
