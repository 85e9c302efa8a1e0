import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'mocha';
import type { AssetType } from '../../../../src/happyfox/assetType';
import { TypesAtOnce } from '../../../../src/workbench/sessions/typesAtOnce';

const typeOf = (id: number): AssetType => {
  return { id, name: `Type ${id}`, description: null, settings: { enableContactAssociation: true } };
};

/** A session whose answers the test gives. */
class FakeSession {
  account: { assetTypes: readonly AssetType[] };
  asked: PromiseWithResolvers<readonly AssetType[]>[] = [];
  private heard = Promise.withResolvers<undefined>();

  constructor(kept: readonly AssetType[]) {
    this.account = { assetTypes: kept };
  }

  assetTypes = async (): Promise<readonly AssetType[]> => {
    const answer = Promise.withResolvers<readonly AssetType[]>();
    this.asked.push(answer);
    this.heard.resolve(undefined);
    this.heard = Promise.withResolvers();
    const types = await answer.promise;
    this.account = { assetTypes: types };
    return types;
  };

  /** Resolves when it is asked the next time. */
  get nextRequest(): Promise<undefined> {
    return this.heard.promise;
  }
}

describe('An account’s types at once', () => {
  let told: [session: unknown, isNews: boolean][];
  let next: PromiseWithResolvers<undefined>;
  let types: TypesAtOnce<never>;
  const of = (session: FakeSession) => types.of(session as never);
  const confirmed = (session: FakeSession) => types.confirmed(session as never);

  beforeEach(() => {
    told = [];
    next = Promise.withResolvers();
    types = new TypesAtOnce<never>((session, isNews) => {
      told.push([session, isNews]);
      next.resolve(undefined);
      next = Promise.withResolvers();
    });
  });

  it('are those that were kept, before anything is asked, and then those of the answer', async () => {
    const session = new FakeSession([typeOf(1), typeOf(9)]);
    assert.deepEqual(await of(session), { types: [typeOf(1), typeOf(9)], isKept: true });
    assert.equal(session.asked.length, 0);
    await session.nextRequest;
    const heard = next.promise;
    session.asked[0]?.resolve([typeOf(1), typeOf(2)]);
    await heard;
    assert.deepEqual(told, [[session, true]]);
    const again = of(session);
    session.asked[1]?.resolve([typeOf(1), typeOf(2)]);
    assert.deepEqual(await again, { types: [typeOf(1), typeOf(2)], isKept: false });
  });

  it('are no news where the answer is what was kept, and are asked for once however often they are shown', async () => {
    const session = new FakeSession([typeOf(1)]);
    await Promise.all([of(session), of(session)]);
    await session.nextRequest;
    // A refresh forgets failures, not what is under way.
    types.forget(session as never);
    await of(session);
    const heard = next.promise;
    session.asked[0]?.resolve([typeOf(1)]);
    await heard;
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual([told, session.asked.length], [[[session, false]], 1]);
  });

  it('wait for the answer where nothing was kept', async () => {
    const session = new FakeSession([]);
    const shown = of(session);
    session.asked[0]?.resolve([typeOf(3)]);
    assert.deepEqual(await shown, { types: [typeOf(3)], isKept: false });
    const failed = of(new FakeSession([]));
    assert.deepEqual(told, []);
    void failed;
  });

  it('stay with a failure, which is asked for again only once it is forgotten, and gone with the answer', async () => {
    const session = new FakeSession([typeOf(1)]);
    await of(session);
    await session.nextRequest;
    let heard = next.promise;
    session.asked[0]?.reject(new Error('locked out'));
    await heard;
    assert.deepEqual(told, [[session, true]]);
    const shown = await of(session);
    assert.deepEqual([shown.types, String(shown.error)], [[typeOf(1)], 'Error: locked out']);
    await assert.rejects(confirmed(session), /locked out/);
    assert.equal(session.asked.length, 1);
    types.forget(session as never);
    assert.equal((await of(session)).error, undefined);
    await session.nextRequest;
    heard = next.promise;
    session.asked[1]?.resolve([typeOf(1)]);
    await heard;
    assert.deepEqual(told.at(-1), [session, true]);
  });

  it('are confirmed by the answer alone', async () => {
    const session = new FakeSession([typeOf(1)]);
    const waiting = confirmed(session);
    await session.nextRequest;
    session.asked[0]?.resolve([typeOf(2)]);
    await waiting;
    assert.deepEqual(session.account.assetTypes, [typeOf(2)]);
    await confirmed(session);
    assert.equal(session.asked.length, 1);
  });
});
