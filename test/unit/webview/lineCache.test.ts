import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import { LineCache } from '../../../src/webview/table/lineCache';
import type { ShownLine } from '../../../src/workbench/table/tableMessages';

function opened(count: number, most?: number) {
  const asked: string[] = [];
  const cache = new LineCache((version, from, to) => asked.push(`${version}: ${from}-${to}`), most);
  cache.reset(1, count);
  return { cache, asked };
}

function lines(from: number, count = 100): readonly ShownLine[] {
  return Array.from({ length: count }, (_, at) => ({ id: from + at, cells: [`cell ${from + at}`] }));
}

describe('LineCache', () => {
  it('asks for the blocks that are seen and the next one, once', () => {
    const { cache, asked } = opened(1_000);
    cache.want(120, 160, 1);
    cache.want(121, 161, 1);
    assert.deepEqual(asked, ['1: 100-200', '1: 200-300']);
  });

  it('asks for the block before where somebody scrolls up', () => {
    const { cache, asked } = opened(1_000);
    cache.want(320, 360, -1);
    assert.deepEqual(asked, ['1: 300-400', '1: 200-300']);
  });

  it('asks for nothing beyond the table', () => {
    const { cache, asked } = opened(50);
    cache.want(0, 300, 1);
    assert.deepEqual(asked, ['1: 0-100']);
  });

  it('has a line once it has come', () => {
    const { cache } = opened(1_000);
    assert.equal(cache.line(105), undefined);
    assert.equal(cache.take(1, 100, lines(100)), true);
    assert.deepEqual(cache.line(105), { id: 105, cells: ['cell 105'] });
  });

  it('shows stale lines until newer ones have come, and takes no older ones', () => {
    const { cache, asked } = opened(1_000);
    cache.take(1, 0, lines(0));
    cache.reset(2, 1_000);
    assert.deepEqual(cache.line(3), { id: 3, cells: ['cell 3'] });
    cache.want(0, 40, 1);
    assert.deepEqual(asked, ['2: 0-100', '2: 100-200']);
    assert.equal(cache.take(1, 0, lines(500)), false);
    cache.take(2, 0, lines(700));
    assert.deepEqual(cache.line(3), { id: 703, cells: ['cell 703'] });
  });

  it('asks again for lines that say something else now', () => {
    const { cache, asked } = opened(90);
    cache.take(1, 0, lines(0, 90));
    cache.want(0, 40, 1);
    cache.stale();
    cache.want(0, 40, 1);
    assert.deepEqual(asked, ['1: 0-100']);
  });

  it('has no lines beyond the end of a table that became smaller', () => {
    const { cache } = opened(1_000);
    cache.take(1, 0, lines(0));
    cache.reset(2, 10);
    assert.equal(cache.line(10), undefined);
    assert.notEqual(cache.line(9), undefined);
  });

  it('forgets what was given to it longest ago', () => {
    const { cache } = opened(1_000, 2);
    for (const from of [0, 100, 200]) cache.take(1, from, lines(from));
    assert.equal(cache.line(0), undefined);
    assert.notEqual(cache.line(100), undefined);
    assert.notEqual(cache.line(200), undefined);
  });
});
