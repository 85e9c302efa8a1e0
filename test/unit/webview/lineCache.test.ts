import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import { LineCache } from '../../../src/webview/table/lineCache';

const keys = ['name', '#45'];

function opened(most?: number) {
  const asked: string[] = [];
  const cache = new LineCache((assets) => void asked.push(assets.join()), most);
  const take = (...ids: number[]): void =>
    cache.take(
      keys,
      ids.map((id) => ({ id, cells: [`name ${id}`, `serial ${id}`] })),
    );
  return { cache, asked, take };
}

describe('LineCache', () => {
  it('asks for each line once', () => {
    const { cache, asked } = opened();
    cache.want(Float64Array.of(5, 6));
    cache.want(Float64Array.of(6, 7));
    cache.want(Float64Array.of(5, 7));
    assert.deepEqual(asked, ['5,6', '7']);
  });

  it('has a line once it has come, wherever it stands', () => {
    const { cache, asked, take } = opened();
    assert.equal(cache.line(5), undefined);
    take(5);
    assert.equal(cache.line(5)?.cell('#45'), 'serial 5');
    cache.want(Float64Array.of(5));
    assert.deepEqual(asked, []);
  });

  it('knows cells by their columns, and none that has not come', () => {
    const { cache } = opened();
    cache.take(['#45', 'name'], [{ id: 5, cells: ['S', 'N'], marks: { name: { was: 'M' } } }]);
    const line = cache.line(5);
    assert.deepEqual([line?.cell('name'), line?.cell('#45'), line?.cell('#46')], ['N', 'S', undefined]);
    assert.deepEqual([line?.mark('name'), line?.mark('#45')], [{ was: 'M' }, undefined]);
  });

  it('shows stale lines until newer ones have come, and asks for these', () => {
    const { cache, asked, take } = opened();
    cache.want(Float64Array.of(5));
    take(5);
    cache.stale();
    assert.notEqual(cache.line(5), undefined);
    cache.want(Float64Array.of(5));
    cache.want(Float64Array.of(5));
    assert.deepEqual(asked, ['5', '5']);
  });

  it('asks again for what was under way when it became stale', () => {
    const { cache, asked } = opened();
    cache.want(Float64Array.of(5));
    cache.stale();
    cache.want(Float64Array.of(5));
    assert.deepEqual(asked, ['5', '5']);
  });

  it('forgets what was given to it longest ago', () => {
    const { cache, take } = opened(2);
    take(1);
    take(2, 3);
    assert.equal(cache.line(1), undefined);
    assert.notEqual(cache.line(2), undefined);
    assert.notEqual(cache.line(3), undefined);
  });
});
