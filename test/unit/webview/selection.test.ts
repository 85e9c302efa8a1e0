import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import type { ShownColumn } from '../../../src/workbench/table/tableMessages';
import { moved, tabbed } from '../../../src/webview/table/movement';
import { Selection, type Cell } from '../../../src/webview/table/selection';
import { ShownLayout } from '../../../src/webview/table/shownLayout';

function columns(...keys: string[]): readonly ShownColumn[] {
  return keys.map((key) => ({ key, name: key, editor: 'text' }));
}

const group = { id: -1, key: '=x', label: 'x', count: '2', isCollapsed: false };
const plain = new ShownLayout(Float64Array.of(11, 12, 13, 14, 15, 16), [], columns('a', 'b', 'c', 'd'), 0);

function selectionIn(layout = plain): Selection {
  const selection = new Selection(() => undefined);
  selection.laidOut(layout);
  return selection;
}

function cell(id: number, column: string): Cell {
  return { id, column };
}

function areas(selection: Selection): readonly (readonly [string, string])[] {
  return selection.areas.map((area) => [area.assets.join(), area.columns.join()] as const);
}

describe('Selection', () => {
  it('stretches from its anchor in any direction', () => {
    const selection = selectionIn();
    selection.moveTo(cell(15, 'c'));
    selection.extendTo(cell(12, 'd'));
    assert.deepEqual(areas(selection), [['12,13,14,15', 'c,d']]);
    assert.deepEqual(selection.active, cell(15, 'c'));
    assert.equal(selection.size, 8);
  });

  it('holds several areas, the latest of which goes on stretching', () => {
    const selection = selectionIn();
    selection.moveTo(cell(11, 'a'));
    selection.addAt(cell(14, 'b'));
    selection.extendTo(cell(15, 'c'));
    assert.deepEqual(areas(selection), [
      ['11', 'a'],
      ['14,15', 'b,c'],
    ]);
    assert.ok(selection.has(4, 2));
    assert.ok(!selection.has(3, 0));
  });

  it('stays with its assets and columns when lines and columns stand elsewhere', () => {
    const selection = selectionIn();
    selection.select(cell(12, 'b'), cell(13, 'c'));
    selection.laidOut(new ShownLayout(Float64Array.of(20, 13, 21, 12), [], columns('c', 'x', 'b'), 0));
    assert.deepEqual(areas(selection), [['13,12', 'c,b']]);
    assert.equal(selection.size, 4);
    assert.ok(selection.has(1, 0) && selection.has(3, 2));
    assert.ok(!selection.has(2, 0) && !selection.has(1, 1));
    assert.deepEqual(selection.active, cell(12, 'b'));
  });

  it('counts an asset once that is not shown, however many areas have it', () => {
    const selection = selectionIn();
    selection.moveTo(cell(11, 'a'));
    selection.addAt(cell(11, 'c'));
    selection.laidOut(plain.withLines(Float64Array.of(13, 14), []));
    assert.equal(selection.hidden, 1);
  });

  it('says how many selected assets are not shown, and has them again when they are', () => {
    const selection = selectionIn();
    selection.select(cell(11, 'a'), cell(13, 'a'));
    selection.laidOut(plain.withLines(Float64Array.of(13, 14), []));
    assert.equal(selection.hidden, 2);
    assert.deepEqual(areas(selection), [['13', 'a']]);
    selection.laidOut(plain);
    assert.equal(selection.hidden, 0);
    assert.deepEqual(areas(selection), [['11,12,13', 'a']]);
  });

  it('says so where the columns are not shown', () => {
    const selection = selectionIn();
    selection.select(cell(11, 'a'), cell(12, 'a'));
    selection.laidOut(plain.withColumns(columns('b'), 1));
    assert.equal(selection.hidden, 2);
    assert.deepEqual(areas(selection), []);
  });

  it('takes no head of a group for an asset', () => {
    const selection = selectionIn(plain.withLines(Float64Array.of(-1, 11, 12), [group]));
    selection.select(cell(-1, 'a'), cell(12, 'a'));
    assert.deepEqual(areas(selection), [['11,12', 'a']]);
    selection.moveTo(cell(-1, 'a'));
    assert.deepEqual(areas(selection), []);
    assert.equal(selection.hidden, 0);
  });

  describe('where an asset has several lines', () => {
    const [first, second] = [11, 11.25];
    const grouped = plain.withLines(Float64Array.of(-1, first, 12, -2, second, 13), [group, { ...group, id: -2 }]);

    it('means the line that was gone to, and its asset', () => {
      const selection = selectionIn(grouped);
      selection.moveTo(cell(second, 'a'));
      assert.ok(selection.isActive(4, 0) && !selection.isActive(1, 0));
      assert.ok(selection.has(4, 0) && !selection.has(1, 0));
      assert.deepEqual(areas(selection), [['11', 'a']]);
      assert.equal(selection.areas[0]?.top, 4);
      selection.extendTo(cell(13, 'a'));
      assert.deepEqual(areas(selection), [['11,13', 'a']]);
    });

    it('stays with the asset when it has fewer of them, and when it has none', () => {
      const selection = selectionIn(grouped);
      selection.moveTo(cell(second, 'b'));
      selection.laidOut(plain.withLines(Float64Array.of(12, 13), []));
      assert.equal(selection.hidden, 1);
      selection.laidOut(plain);
      assert.equal(selection.hidden, 0);
      assert.deepEqual(areas(selection), [['11', 'b']]);
      assert.ok(selection.isActive(0, 1));
    });
  });

  it('stretches anew from an anchor that has moved, and from one that is gone to nowhere', () => {
    const selection = selectionIn();
    selection.moveTo(cell(11, 'a'));
    selection.laidOut(plain.withLines(Float64Array.of(14, 11, 12), []));
    selection.extendTo(cell(14, 'b'));
    assert.deepEqual(areas(selection), [['14,11', 'a,b']]);
    selection.laidOut(plain.withLines(Float64Array.of(14, 12), []));
    selection.extendTo(cell(12, 'b'));
    assert.deepEqual(areas(selection), [['12', 'b']]);
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
