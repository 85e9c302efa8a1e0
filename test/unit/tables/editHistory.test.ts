import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import { EditHistory } from '../../../src/tables/editHistory';

describe('EditHistory', () => {
  it('undoes the latest first, and does it again in order', () => {
    const history = new EditHistory<string>();
    history.add('a');
    history.add('b');
    assert.deepEqual([history.undo(), history.undo(), history.undo()], ['b', 'a', undefined]);
    assert.deepEqual([history.redo(), history.redo(), history.redo()], ['a', 'b', undefined]);
  });

  it('forgets what was undone once something else is done', () => {
    const history = new EditHistory<string>();
    history.add('a');
    history.undo();
    history.add('b');
    assert.equal(history.canRedo, false);
    assert.equal(history.undo(), 'b');
    assert.equal(history.canUndo, false);
  });

  it('forgets the oldest beyond its bound', () => {
    const history = new EditHistory<number>(2);
    for (const edit of [1, 2, 3]) history.add(edit);
    assert.deepEqual([history.undo(), history.undo(), history.undo()], [3, 2, undefined]);
  });
});
