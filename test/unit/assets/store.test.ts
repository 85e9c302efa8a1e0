import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import type { Asset } from '../../../src/happyfox/asset';
import type { AssetType } from '../../../src/happyfox/assetType';
import type { HappyFoxClient } from '../../../src/happyfox/client';
import { AssetStore, type AssetEvent } from '../../../src/assets/store';
import { failure, fakeClient, pageOf } from '../plans/fakeClient';
import { device, failing, george } from './catalogueSamples';
import { assetWith } from './samples';

const asset = (id: number, name = `Asset ${id}`): Asset => assetWith({}, { id, name });

/** A store over a client that has these methods, with pages of two. */
function storeOver(methods: Partial<HappyFoxClient>, remembered: readonly AssetType[] = []) {
  const { client, calls } = fakeClient(methods);
  const store = new AssetStore(
    () => Promise.resolve(client),
    () => 2,
    () => remembered,
  );
  return { store, calls };
}

const list =
  (rows: number[]): HappyFoxClient['listAssets'] =>
  ({ page, size }) =>
    Promise.resolve(
      pageOf(
        rows.slice((page - 1) * size, page * size).map((id) => asset(id)),
        page,
        size,
        rows.length,
      ),
    );

describe('AssetStore', () => {
  it('lets everyone know when the client can’t be had', async () => {
    const missing = new Error('no key');
    const store = new AssetStore(
      () => Promise.reject(missing),
      () => 2,
      () => [],
    );
    for (const look of [
      store.catalogue.assetTypes(),
      store.read(1),
      store.catalogue.definition(1),
      store.pager(1).advance(),
    ])
      await assert.rejects(look, missing);
  });

  describe('reading an asset', () => {
    it('shares a read that is under way, and reads anew afterwards', async () => {
      let version = 0;
      const { store, calls } = storeOver({ getAsset: (id) => Promise.resolve(asset(id, `v${++version}`)) });
      const [one, other] = await Promise.all([store.read(7), store.read(7)]);
      assert.equal(one, other);
      assert.equal((await store.read(7)).name, 'v2');
      await Promise.all([store.read(7), store.read(8)]);
      assert.equal(calls.length, 4);
    });

    it('does not share one that began before a write, nor lets what it brought be taken for what is there now', async () => {
      const answers: PromiseWithResolvers<Asset>[] = [];
      const { store } = storeOver({
        getAsset: () => {
          const answer = Promise.withResolvers<Asset>();
          answers.push(answer);
          return answer.promise;
        },
        listAssets: list([7]),
      });
      await store.pager(1).advance();
      const before = store.read(7);
      await Promise.resolve();
      store.announce({ kind: 'saved', asset: asset(7, 'mine'), assetTypeId: 1 });
      const after = store.read(7);
      await Promise.resolve();
      assert.equal(answers.length, 2);
      answers[0]?.resolve(asset(7, 'before'));
      answers[1]?.resolve(asset(7, 'after'));
      store.announce({ kind: 'read', asset: await before, assetTypeId: 1 });
      assert.equal(store.loaded(7)?.name, 'mine');
      store.announce({ kind: 'read', asset: await after, assetTypeId: 1 });
      assert.equal(store.loaded(7)?.name, 'after');
    });

    it('has what it brought be taken for what is there now, once another window’s write was told of by it', async () => {
      const { store } = storeOver({ getAsset: () => Promise.resolve(asset(7)) });
      store.noteWrite(7);
      const read = await store.read(7);
      store.announce({ kind: 'created', asset: read, assetTypeId: 1, elsewhere: true });
      assert.equal(store.isOutdated(read), false);
    });

    it('does not keep a failure', async () => {
      const { store } = storeOver({ getAsset: failing(1, asset(7)) });
      const both = [store.read(7), store.read(7)];
      for (const read of both) await assert.rejects(read, { name: 'HappyFoxError' });
      assert.equal((await store.read(7)).id, 7);
    });
  });

  describe('pages and totals', () => {
    it('ask for the type, in pages of the size there was at the time', async () => {
      const asked: unknown[] = [];
      const { store } = storeOver({
        listAssets: (request, { priority }) => {
          asked.push([request, priority]);
          return list([1, 2, 3])(request, { priority });
        },
      });
      const pager = store.pager(2);
      assert.equal(store.pager(2), pager);
      assert.equal(store.newest, 0);
      assert.deepEqual([asked, store.total(2), store.startedTypes()], [[], undefined, []]);
      await pager.advance();
      assert.deepEqual(asked, [[{ assetTypeId: 2, page: 1, size: 2 }, 'user']]);
      assert.deepEqual([store.total(2), store.startedTypes()], [3, [2]]);
      assert.deepEqual(
        [store.loaded(2)?.id, store.typeOfLoaded(2), store.loaded(3), store.typeOfLoaded(3)],
        [2, 2, undefined, undefined],
      );
      assert.deepEqual(
        [...store.allLoaded()].map(({ asset: { id }, assetTypeId }) => [id, assetTypeId]),
        [
          [1, 2],
          [2, 2],
        ],
      );
      assert.equal(store.newest, 2);
    });

    it('learn a total from the smallest list, in the background', async () => {
      const asked: unknown[] = [];
      const { store } = storeOver({
        listAssets: (request, { priority }) => {
          asked.push([request, priority]);
          return list([1, 2, 3])(request, { priority });
        },
      });
      await store.readTotal(2, new AbortController().signal);
      assert.deepEqual(asked, [[{ assetTypeId: 2, page: 1, size: 1 }, 'background']]);
      assert.deepEqual([store.total(2), store.loaded(1), store.pager(2).started], [3, undefined, false]);
    });

    it('prefer what the pages say over what was learned before', async () => {
      const rows = [1, 2, 3];
      const { store } = storeOver({ listAssets: list(rows) });
      await store.readTotal(2, new AbortController().signal);
      rows.push(4);
      await store.pager(2).advance();
      assert.equal(store.total(2), 4);
    });

    it('are read again as far as they were, and stay when that fails', async () => {
      const rows = [1, 2, 3, 4, 5];
      let down = false;
      const { store, calls } = storeOver({
        listAssets: (request, options) => (down ? Promise.reject(failure('server')) : list(rows)(request, options)),
      });
      await store.pager(2).advance();
      await store.pager(2).advance();
      rows.shift();
      calls.length = 0;
      await store.reload(2, 10);
      assert.deepEqual([store.pager(2).assets.map(({ id }) => id), calls.length], [[2, 3, 4, 5], 2]);
      down = true;
      await assert.rejects(store.reload(2, 10), { name: 'HappyFoxError' });
      assert.equal(store.pager(2).assets.length, 4);
    });

    it('are not read by a reload that nobody has opened', async () => {
      const { store, calls } = storeOver({});
      store.pager(2);
      await store.reload(2, 10);
      await store.reload(3, 10);
      assert.deepEqual(calls, []);
    });

    it('are forgotten with the rest, or stay while the types are forgotten', async () => {
      const { store, calls } = storeOver({
        listAssets: list([1]),
        listAssetTypes: failing(0, [device]),
        listCustomFields: failing(0, []),
        listStaff: failing(0, [george]),
      });
      const readAll = (): Promise<unknown> =>
        Promise.all([store.catalogue.assetTypes(), store.catalogue.definition(2), store.catalogue.agents()]);
      await readAll();
      await store.pager(2).advance();
      calls.length = 0;
      store.forgetTypes();
      assert.equal(store.loaded(1)?.id, 1);
      await readAll();
      assert.deepEqual([...calls].sort(), ['listAssetTypes', 'listCustomFields', 'listStaff']);
      store.forgetAll();
      assert.deepEqual([store.loaded(1), store.startedTypes(), store.total(2)], [undefined, [], undefined]);
    });
  });

  describe('events', () => {
    async function opened() {
      const { store } = storeOver({ listAssets: list([1, 2, 3]) });
      await store.pager(2).advance();
      const heard: AssetEvent[] = [];
      const stop = store.onChange((event) => heard.push(event));
      return { store, heard, stop };
    }

    it('change the rows before anybody hears of them', async () => {
      const { store } = await opened();
      const seen: unknown[] = [];
      store.onChange(() => seen.push([store.loaded(2)?.name, store.total(2)]));
      store.announce({ kind: 'saved', asset: asset(2, 'Saved'), assetTypeId: 2 });
      store.announce({ kind: 'deleted', assetId: 2, assetTypeId: 2 });
      store.announce({ kind: 'created', asset: asset(2, 'Again'), assetTypeId: 2 });
      assert.deepEqual(seen, [
        ['Saved', 3],
        [undefined, 2],
        ['Again', 3],
      ]);
    });

    it('leave out what is not loaded', async () => {
      const { store, heard } = await opened();
      store.announce({ kind: 'read', asset: asset(3), assetTypeId: 2 });
      store.announce({ kind: 'saved', asset: asset(9), assetTypeId: 5 });
      assert.deepEqual([heard.length, store.loaded(3), store.loaded(9)], [2, undefined, undefined]);
    });

    it('keep a total that was learned without a page', async () => {
      const { store } = storeOver({ listAssets: list([1]) });
      await store.readTotal(2, new AbortController().signal);
      store.announce({ kind: 'created', asset: asset(8), assetTypeId: 2 });
      assert.equal(store.total(2), 2);
      for (const assetId of [8, 1, 7]) store.announce({ kind: 'deleted', assetId, assetTypeId: 2 });
      assert.equal(store.total(2), 0);
    });

    it('stop when nobody listens any more', async () => {
      const { store, heard, stop } = await opened();
      stop();
      store.announce({ kind: 'deleted', assetId: 1, assetTypeId: 2 });
      assert.deepEqual(heard, []);
    });
  });
});
