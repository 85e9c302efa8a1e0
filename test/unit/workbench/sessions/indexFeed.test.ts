import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import { AssetStore } from '../../../../src/assets/store';
import { SharedOrder } from '../../../../src/disk/sharedOrder';
import { OpenedIndex } from '../../../../src/finding/openedIndex';
import type { Asset } from '../../../../src/happyfox/asset';
import type { Page } from '../../../../src/happyfox/page';
import { IndexFeed } from '../../../../src/workbench/sessions/indexFeed';
import { assetOf } from '../../finding/crawl/fakeAccount';
import { FakeClock } from '../../happyfox/fakeClock';
import { fakeClient, pageOf } from '../../plans/fakeClient';

/** A window whose requests are answered when the test says so. */
function openWindow() {
  const pages: PromiseWithResolvers<Page<Asset>>[] = [];
  const reads: PromiseWithResolvers<Asset>[] = [];
  const { client } = fakeClient({
    listAssets: () => (pages[pages.push(Promise.withResolvers<Page<Asset>>()) - 1] ?? assert.fail()).promise,
    getAsset: () => (reads[reads.push(Promise.withResolvers<Asset>()) - 1] ?? assert.fail()).promise,
  });
  const store = new AssetStore(
    () => Promise.resolve(client),
    () => 50,
    () => [],
  );
  const order = new SharedOrder({ path: undefined });
  const feed = new IndexFeed(store, order);
  const index = new OpenedIndex({
    accountId: 'a.example',
    place: undefined,
    order,
    world: { today: () => '2026-01-15', uniqueFields: [] },
    openClient: () => Promise.resolve(client),
    clock: new FakeClock(),
    unwritable: () => assert.fail(),
    unreadable: () => assert.fail(),
  });
  return { store, order, feed, index, pages, reads, nameOf: (id: number) => index.assets.get(id)?.name };
}

describe('What feeds the index', () => {
  for (const [when, isOpen] of [
    ['is open', true],
    ['has yet to be opened', false],
  ] as const) {
    it(`lets a save win over what was asked for before, where the index ${when}`, async () => {
      const { store, feed, index, pages, reads, nameOf } = openWindow();
      if (isOpen) feed.open(index);
      const listing = store.pager(1).advance();
      const reading = store.read(1);
      await Promise.resolve();
      store.announce({ kind: 'saved', asset: assetOf(1, 1, 'mine'), assetTypeId: 1 });
      pages[0]?.resolve(pageOf([assetOf(1, 1, 'before'), assetOf(2, 1, 'other')], 1, 50, 2));
      reads[0]?.resolve(assetOf(1, 1, 'before'));
      await Promise.all([listing, reading]);
      if (!isOpen) feed.open(index);
      assert.deepEqual([nameOf(1), nameOf(2)], ['mine', 'other']);
      const later = store.read(1);
      await Promise.resolve();
      reads[1]?.resolve(assetOf(1, 1, 'after'));
      await later;
      assert.equal(nameOf(1), 'after');
    });
  }

  it('tells other windows of own writes at once, and of none that another window made', () => {
    const { store, order } = openWindow();
    store.announce({ kind: 'saved', asset: assetOf(1, 1), assetTypeId: 1 });
    store.announce({ kind: 'created', asset: assetOf(2, 1), assetTypeId: 1, elsewhere: true });
    store.announce({ kind: 'read', asset: assetOf(3, 1), assetTypeId: 1 });
    store.announce({ kind: 'deleted', assetId: 4, assetTypeId: 1 });
    store.announce({ kind: 'deleted', assetId: 5, assetTypeId: 1, elsewhere: true });
    assert.deepEqual(
      order.news().map(({ text }) => text),
      ['saved 1 1', 'deleted 1 4'],
    );
  });

  it('takes a write in as soon as the journal has the answer, and not as what it was when it is announced after a later one', () => {
    const { store, feed, index, order, nameOf } = openWindow();
    feed.open(index);
    const answered = (name: string): void => {
      const moment = order.add('saved 1 1');
      feed.ended({ kind: 'saved', asset: assetOf(1, 1, name), assetTypeId: 1, moment });
    };
    answered('by a plan');
    answered('by hand');
    assert.equal(nameOf(1), 'by hand');
    for (const name of ['by hand', 'by a plan'])
      store.announce({ kind: 'saved', asset: assetOf(1, 1, name), assetTypeId: 1 });
    assert.equal(nameOf(1), 'by hand');
    store.announce({ kind: 'saved', asset: assetOf(1, 1, 'found by a later look'), assetTypeId: 1 });
    assert.equal(nameOf(1), 'found by a later look');
  });

  it('is not complete any more once nobody knows what became of a write', () => {
    const { feed, index, order } = openWindow();
    feed.open(index);
    index.noteRead(1, pageOf([assetOf(1, 1)], 1, 50, 1), 50, order.now());
    index.progress.settle(1, 1);
    index.kept.take({ kind: 'finished', assetTypeId: 1, outcome: 'complete', gone: [] });
    assert.equal(index.assets.completeness(1).kind, 'complete');
    order.add('begun 1 1 entry 1');
    order.add('doubted 1 1 entry');
    feed.ended(undefined);
    assert.equal(index.assets.completeness(1).kind, 'partial');
  });
});
