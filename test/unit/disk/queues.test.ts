import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import { KeyedQueues, Queue } from '../../../src/disk/queues';

describe('Queue', () => {
  it('does one thing after the other, also after one that failed', async () => {
    const queue = new Queue();
    const done: string[] = [];
    const first = Promise.withResolvers<undefined>();
    const failing = queue.run(async () => {
      await first.promise;
      done.push('first');
      throw new Error('failed');
    });
    const second = queue.run(() => Promise.resolve(done.push('second')));
    assert.deepEqual(done, []);
    first.resolve(undefined);
    await assert.rejects(failing, /failed/);
    assert.equal(await second, 2);
    assert.deepEqual(done, ['first', 'second']);
  });
});

describe('KeyedQueues', () => {
  it('lets the work of other keys go on', async () => {
    const queues = new KeyedQueues();
    const held = Promise.withResolvers<undefined>();
    const waiting = queues.run('a', () => held.promise);
    let done = false;
    const behind = queues.run('a', () => Promise.resolve((done = true)));
    assert.equal(await queues.run('b', () => Promise.resolve('other')), 'other');
    assert.equal(done, false);
    held.resolve(undefined);
    await Promise.all([waiting, behind]);
    assert.equal(done, true);
  });
});
