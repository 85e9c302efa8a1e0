import { afterEach, beforeEach, describe, it } from 'mocha';
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { SharedOrder } from '../../../src/disk/sharedOrder';

describe('SharedOrder', () => {
  let home: string;
  let path: string;
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'order-'));
    path = join(home, 'below', 'events');
  });
  afterEach(() => rmSync(home, { recursive: true, force: true }));

  const open = (): SharedOrder => new SharedOrder({ path });
  const texts = (order: SharedOrder): string[] => order.news().map(({ text }) => text);

  it('says which came first, in whichever window', () => {
    const [one, other] = [open(), open()];
    const before = other.now();
    const first = one.add('first');
    const between = other.now();
    const second = other.add('second');
    assert.ok(before < first && first <= between && between < second && second <= one.now());
    const told = one.news();
    assert.deepEqual(told, [
      { text: 'first', moment: first, own: true },
      { text: 'second', moment: second, own: false },
    ]);
    assert.deepEqual(one.news(), []);
    assert.deepEqual(
      other.news().map(({ moment }) => moment),
      [first, second],
    );
    assert.deepEqual(texts(open()), ['first', 'second']);
  });

  it('agrees in all windows, however they take turns', () => {
    const step = fc.record({ window: fc.nat(2), what: fc.constantFrom('add', 'now', 'news') });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        rmSync(path, { force: true });
        const windows = [open(), open(), open()];
        const heard = windows.map(() => new Array<string>());
        let latest = 0;
        for (const [at, { window, what }] of steps.entries()) {
          const order = windows[window] ?? assert.fail();
          if (what === 'news') heard[window]?.push(...texts(order));
          const moment = what === 'add' ? order.add(`event ${at}`) : order.now();
          assert.ok(what === 'add' ? moment > latest : moment >= latest);
          latest = moment;
        }
        windows.forEach((order, at) => heard[at]?.push(...texts(order)));
        const added = steps.flatMap(({ what }, at) => (what === 'add' ? [`event ${at}`] : []));
        for (const each of heard) assert.deepEqual(each, added);
      }),
    );
  });

  it('loses no event of processes that add at once', async () => {
    const script = `
      const { appendFileSync } = require('node:fs');
      for (let at = 0; at < 200; at += 1) appendFileSync(process.argv[1], '\\n' + process.pid + ' event ' + at + '\\n');`;
    open().add('begins');
    await Promise.all([1, 2].map(() => promisify(execFile)(process.execPath, ['-e', script, path])));
    assert.equal(texts(open()).length, 401);
  });

  it('passes over half a line that a crash left, and no other', () => {
    const one = open();
    one.add('first');
    appendFileSync(path, '\ncut');
    one.add('second');
    assert.deepEqual(texts(open()), ['first', 'second']);
  });

  it('keeps its own order where nothing can be written, which it says once', () => {
    writeFileSync(join(home, 'below'), 'no folder');
    const errors: unknown[] = [];
    const order = new SharedOrder({ path, onUnwritable: (error) => errors.push(error) });
    const before = order.now();
    const first = order.add('first');
    const second = order.add('second');
    assert.ok(before < first && first < second && second <= order.now());
    assert.equal(errors.length, 1);
    rmSync(join(home, 'below'));
    assert.ok(order.add('third') > second);
    assert.deepEqual(texts(order), ['first', 'second', 'third']);
  });

  it('goes on where its file was removed, and is alone without one', () => {
    const one = open();
    const first = one.add('first');
    rmSync(path);
    const second = one.add('second');
    assert.ok(second > first && one.now() >= second);
    mkdirSync(join(home, 'other'));
    const alone = new SharedOrder({ path: undefined });
    const before = alone.now();
    assert.ok(alone.add('event') > before);
    assert.deepEqual(texts(alone), ['event']);
  });
});
