import type { Account } from '../../assets/account';
import { listOf, number, objectOf, oneOf, orNull, recordOf, text, truth, type Form } from '../../disk/form';
import { isDeepStrictEqual } from 'node:util';
import { RecordFolder } from '../../disk/recordFolder';

const isType = objectOf({
  id: number,
  name: text,
  description: orNull(text),
  settings: objectOf({ enableContactAssociation: truth }),
});

/** The form in which accounts are kept. */
export const isAccount: Form<Account> = objectOf(
  {
    id: text,
    baseUrl: text,
    label: text,
    agent: objectOf({ id: number, name: text }),
    staffNames: recordOf(text),
    assetTypes: listOf(isType),
  },
  { demo: objectOf({ assets: orNull(number) }), reading: oneOf('read', 'onDemand', 'paused') },
);

interface Listed {
  /** In the order in which they were added. */
  readonly accounts: readonly Account[];
  /** Ids of accounts that were removed and not added since: no list of former times brings them back. */
  readonly removed: readonly string[];
}

const isListed: Form<Listed> = objectOf({ accounts: listOf(isAccount), removed: listOf(text) });

/** What a list is made with. */
interface AccountListOptions {
  /** Shared by all windows, whatever their profile. */
  readonly folder: string;
  /** The accounts that this profile kept for itself before there was one list for all; undefined where they have been taken over. */
  readonly own: readonly Account[] | undefined;
  /** Hears that the list was damaged, with the path at which it now lies aside. */
  readonly onDamaged: (path: string) => void;
}

const name = 'accounts';
const nothing: Listed = { accounts: [], removed: [] };

/**
 * The list of accounts on disk, the same for all windows and profiles. It is never written as a window remembers it: each change is one of a
 * single account, in what the list is at that moment.
 */
export class AccountList {
  readonly #records: RecordFolder<Listed>;
  #own: readonly Account[] | undefined;
  #known = nothing;
  /** Of the record as it was when last read; null before that. */
  #stamp: string | null | undefined = null;

  constructor({ folder, own, onDamaged }: AccountListOptions) {
    this.#records = new RecordFolder({ folder, is: isListed, onDamaged });
    this.#own = own;
  }

  /** The accounts as they were when last looked at, in the order they were added. */
  get accounts(): readonly Account[] {
    return this.#known.accounts;
  }

  /** Whether an account of this id was removed, in whatever window, and not added since. */
  wasRemoved(id: string): boolean {
    return this.#known.removed.includes(id);
  }

  /** Looks at what the list is now; costs a look at the file's time where it has not changed. True where that is news. Throws what the file system throws. */
  look(): boolean {
    const stamp = this.#records.stampNow(name);
    if (stamp === this.#stamp) return false;
    const before = this.#known;
    this.#known = this.#withOwn(this.#records.readNow(name) ?? nothing);
    this.#stamp = stamp;
    return !isDeepStrictEqual(before, this.#known);
  }

  /** Adds an account, or puts it in the place of the one with its id. Throws what `RecordFolder.alter` throws. */
  async add(account: Account): Promise<void> {
    await this.#change(({ accounts, removed }) => ({
      accounts: [...accounts.filter(({ id }) => id !== account.id), account],
      removed: removed.filter((id) => id !== account.id),
    }));
  }

  /** Changes an account; one that has been removed stays so. Throws what `RecordFolder.alter` throws. */
  async alter(id: string, change: Partial<Omit<Account, 'id' | 'baseUrl'>>): Promise<void> {
    await this.#change(({ accounts, removed }) => ({
      accounts: accounts.map((account) => (account.id === id ? { ...account, ...change } : account)),
      removed,
    }));
  }

  /** Removes an account. Throws what `RecordFolder.alter` throws. */
  async remove(id: string): Promise<void> {
    await this.#change(({ accounts, removed }) => ({
      accounts: accounts.filter((account) => account.id !== id),
      removed: [...removed.filter((other) => other !== id), id],
    }));
  }

  /** Takes over what this profile kept for itself. Throws what `RecordFolder.alter` throws. */
  async takeOver(): Promise<void> {
    if (this.#own) await this.#change((listed) => listed);
  }

  async #change(change: (listed: Listed) => Listed): Promise<void> {
    await this.#records.alter(name, (now) => {
      const next = change(this.#withOwn(now ?? nothing));
      return isDeepStrictEqual(next, now ?? nothing) ? now : next;
    });
    // Read once more, for another window may have changed it since: what it holds now is what counts.
    this.#own = undefined;
    this.look();
  }

  #withOwn({ accounts, removed }: Listed): Listed {
    const missing = this.#own?.filter(({ id }) => !removed.includes(id) && !accounts.some((one) => one.id === id));
    return missing && missing.length > 0 ? { accounts: [...accounts, ...missing], removed } : { accounts, removed };
  }
}
