import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'mocha';
import { Repaint } from '../../../../src/workbench/screen/repaint';

const one = { key: 1 };
const other = { key: 2 };

describe('Repaint', () => {
  let painted: object[];
  let waiting: Set<() => void>;
  let repaint: Repaint<object>;

  beforeEach(() => {
    painted = [];
    waiting = new Set();
    repaint = new Repaint(
      (session) => painted.push(session),
      (_milliseconds, run) => {
        waiting.add(run);
        return () => waiting.delete(run);
      },
    );
  });

  const pass = (): void => {
    const due = [...waiting];
    waiting.clear();
    for (const run of due) run();
  };

  it('paints at once, then once for all that came meanwhile', () => {
    repaint.want(one);
    repaint.want(one);
    repaint.want(one);
    assert.deepEqual(painted, [one]);
    pass();
    assert.deepEqual(painted, [one, one]);
    pass();
    pass();
    assert.deepEqual(painted, [one, one]);
    repaint.want(one);
    assert.deepEqual(painted, [one, one, one]);
  });

  it('lets no account wait for another', () => {
    repaint.want(one);
    repaint.want(other);
    assert.deepEqual(painted, [one, other]);
  });

  it('paints nothing any more once it is gone', () => {
    repaint.want(one);
    repaint.want(one);
    repaint.dispose();
    pass();
    assert.deepEqual(painted, [one]);
  });
});
