import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import { moved, tabbed } from '../../../src/webview/table/movement';
import { Selection } from '../../../src/webview/table/selection';

const nothing = (): void => undefined;

describe('Selection', () => {
  it('stretches from its anchor in any direction', () => {
    const selection = new Selection(nothing);
    selection.moveTo({ line: 5, column: 3 });
    selection.extendTo({ line: 2, column: 4 });
    assert.deepEqual(selection.ranges, [{ top: 2, left: 3, bottom: 5, right: 4 }]);
    assert.deepEqual(selection.active, { line: 5, column: 3 });
    assert.equal(selection.size, 8);
  });

  it('holds several ranges, the latest of which goes on stretching', () => {
    const selection = new Selection(nothing);
    selection.moveTo({ line: 0, column: 0 });
    selection.addAt({ line: 4, column: 1 });
    selection.extendTo({ line: 5, column: 2 });
    assert.deepEqual(selection.ranges, [
      { top: 0, left: 0, bottom: 0, right: 0 },
      { top: 4, left: 1, bottom: 5, right: 2 },
    ]);
    assert.ok(selection.has(5, 2));
    assert.ok(!selection.has(3, 1));
  });

  it('keeps within a table that became smaller', () => {
    const selection = new Selection(nothing);
    selection.moveTo({ line: 8, column: 8 });
    selection.addAt({ line: 1, column: 1 });
    selection.extendTo({ line: 9, column: 9 });
    selection.clamp(5, 4);
    assert.deepEqual(selection.ranges, [{ top: 1, left: 1, bottom: 4, right: 3 }]);
  });
});

describe('moving in the table', () => {
  const extent = { lines: 100, columns: 5, page: 20 };
  const from = { line: 50, column: 2 };
  const cases: [key: string, control: boolean, line: number, column: number][] = [
    ['ArrowUp', false, 49, 2],
    ['ArrowDown', true, 99, 2],
    ['ArrowLeft', true, 50, 0],
    ['ArrowRight', false, 50, 3],
    ['Home', false, 50, 0],
    ['Home', true, 0, 0],
    ['End', true, 99, 4],
    ['PageUp', false, 30, 2],
    ['PageDown', false, 70, 2],
  ];
  for (const [key, control, line, column] of cases) {
    it(`goes to ${line}, ${column} by ${control ? 'Ctrl+' : ''}${key}`, () => {
      assert.deepEqual(moved(from, { key, control }, extent), { line, column });
    });
  }

  it('stays within the table', () => {
    assert.deepEqual(moved({ line: 3, column: 0 }, { key: 'PageUp', control: false }, extent), { line: 0, column: 0 });
  });

  it('leaves other keys alone', () => {
    assert.equal(moved(from, { key: 'x', control: false }, extent), undefined);
  });

  it('goes on to the next line by Tab, and out of the table at its ends', () => {
    assert.deepEqual(tabbed({ line: 0, column: 4 }, false, extent), { line: 1, column: 0 });
    assert.deepEqual(tabbed({ line: 1, column: 0 }, true, extent), { line: 0, column: 4 });
    assert.equal(tabbed({ line: 0, column: 0 }, true, extent), undefined);
    assert.equal(tabbed({ line: 99, column: 4 }, false, extent), undefined);
  });
});
