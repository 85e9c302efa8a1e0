import { isDeepStrictEqual } from 'node:util';
import type { AssetType } from '../../happyfox/assetType';
import type { AccountSession } from './accountSession';

/** An account's types as the sidebar shows them. */
interface ShownTypes {
  readonly types: readonly AssetType[];
  /** Whether they are those of an earlier time, since HappyFox has not answered in this window. */
  readonly isKept: boolean;
  /** Why it has not, where it could not. */
  readonly error?: unknown;
}

interface Reading {
  readonly answer: Promise<readonly AssetType[]>;
  error?: unknown;
}

/** As much of a session as this needs. */
type Session = Pick<AccountSession, 'account' | 'assetTypes'>;

/**
 * The types of accounts, at once: those that were kept, until HappyFox has answered for the first time. It is asked once they are handed
 * out, and no more than once: a failure stays until `forget`.
 */
export class TypesAtOnce<S extends Session> {
  private readonly answered = new WeakSet<S>();
  private readonly readings = new WeakMap<S, Reading>();
  /** Those of which a failure was given out, and no answer since. */
  private readonly failed = new WeakSet<S>();

  /** @param onAnswer hears that what `of` has given out is outdated, be it by an answer or by a failure; `isNews` where the types are others */
  constructor(private readonly onAnswer: (session: S, isNews: boolean) => void) {}

  /** What to show now; waits for the answer only where nothing was kept, and throws then what `assetTypes` throws. */
  async of(session: S): Promise<ShownTypes> {
    const { assetTypes } = session.account;
    if (this.answered.has(session) || assetTypes.length === 0) {
      const types = await session.assetTypes();
      this.answered.add(session);
      return { types, isKept: false };
    }
    const { error } = this.reading(session);
    return { types: assetTypes, isKept: true, ...(error !== undefined && { error }) };
  }

  /** Resolves once HappyFox has said which types there are. Throws what `assetTypes` throws. */
  async confirmed(session: S): Promise<void> {
    if (!this.answered.has(session)) await this.reading(session).answer;
  }

  /** Asks again for what could not be had the next time it is shown. */
  forget(session: S): void {
    if (this.readings.get(session)?.error !== undefined) this.readings.delete(session);
  }

  private reading(session: S): Reading {
    const underWay = this.readings.get(session);
    if (underWay) return underWay;
    const before = session.account.assetTypes;
    // What is shown goes out first: the code of the connection, which comes with the first request, takes longer than that.
    const answer = new Promise((resolve) => setImmediate(resolve)).then(() => session.assetTypes());
    const reading: Reading = { answer };
    this.readings.set(session, reading);
    answer.then(
      (types) => {
        this.answered.add(session);
        this.onAnswer(session, this.failed.delete(session) || !isDeepStrictEqual(types, before));
      },
      (error: unknown) => {
        reading.error = error ?? new Error('No answer');
        this.failed.add(session);
        this.onAnswer(session, true);
      },
    );
    return reading;
  }
}
