import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'mocha';
import { Relayout, type LaidOut } from '../../../../src/workbench/table/relayout';

/** A table whose layouts end when the test says so. */
class FakeTable {
  readonly layouts: { readonly done: PromiseWithResolvers<boolean>; readonly signal: AbortSignal }[] = [];

  layOut = (signal = new AbortController().signal): Promise<boolean> => {
    const done = Promise.withResolvers<boolean>();
    this.layouts.push({ done, signal });
    signal.addEventListener('abort', () => done.reject(signal.reason));
    return done.promise;
  };
}

describe('Laying a table out anew', () => {
  let table: FakeTable;
  let told: LaidOut[];
  let waiting: (() => void)[];
  let relayout: Relayout;

  beforeEach(() => {
    table = new FakeTable();
    told = [];
    waiting = [];
    relayout = new Relayout(
      table,
      (_milliseconds, run) => {
        waiting.push(run);
        return () => void waiting.splice(waiting.indexOf(run), 1);
      },
      (how) => void told.push(how),
      (error) => assert.ifError(error),
    );
  });

  async function end(at: number, isMoved = true): Promise<void> {
    table.layouts[at]?.done.resolve(isMoved);
    await new Promise(setImmediate);
  }

  function timePasses(): void {
    for (const run of waiting.splice(0)) run();
  }

  it('gathers what changes, and lays out once for all of it', async () => {
    relayout.assetsChanged();
    relayout.assetsChanged();
    assert.equal(table.layouts.length, 0);
    timePasses();
    await end(0);
    assert.deepEqual(told, [{ isMoved: true, isAsked: false }]);
    assert.equal(waiting.length, 0);
  });

  it('finishes what is under way while assets go on changing, and begins again after it', async () => {
    relayout.assetsChanged();
    timePasses();
    relayout.assetsChanged();
    relayout.assetsChanged();
    assert.equal(table.layouts[0]?.signal.aborted, false);
    await end(0, false);
    assert.deepEqual(told, [{ isMoved: false, isAsked: false }]);
    timePasses();
    assert.equal(table.layouts.length, 2);
  });

  it('begins at once where somebody looks in another way, in place of what is under way', async () => {
    relayout.assetsChanged();
    timePasses();
    relayout.look();
    assert.equal(table.layouts[0]?.signal.aborted, true);
    await end(1);
    assert.deepEqual(told, [{ isMoved: true, isAsked: true }]);
    relayout.assetsChanged();
    timePasses();
    await end(2);
    assert.deepEqual(told[1], { isMoved: true, isAsked: false });
  });

  it('ends with its tab', async () => {
    relayout.look();
    relayout.dispose();
    await end(0);
    assert.deepEqual(told, []);
    assert.equal(table.layouts[0]?.signal.aborted, true);
  });
});
