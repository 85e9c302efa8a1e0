import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { SharedOrder } from '../../../src/disk/sharedOrder';
import { WrittenAssets } from '../../../src/finding/writtenAssets';

describe('the writes of all windows', () => {
  it('are looked up once for all that is asked in one go, and again after that', async () => {
    let looks = 0;
    const order = new SharedOrder({ path: undefined });
    const written = new WrittenAssets({
      now: () => order.now(),
      add: (text) => order.add(text),
      news: () => {
        looks += 1;
        return order.news();
      },
      get hasNews() {
        return order.hasNews;
      },
    });
    for (let id = 0; id < 1_000; id += 1) assert.equal(written.isOutdated(id, 0), false);
    assert.equal(looks, 1);
    const moment = written.note('saved', 1, 7);
    assert.deepEqual([written.last(7)?.moment, written.isOutdated(7, 0), looks], [moment, true, 2]);
    await Promise.resolve();
    assert.equal(written.isOutdated(8, 0), false);
    assert.equal(looks, 3);
  });
});
