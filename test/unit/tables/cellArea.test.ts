import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import { placeBlock, type PasteArea } from '../../../src/tables/cellArea';

const [lines, columns] = [100, ['a', 'b', 'c', 'd', 'e']];

/** Lines `top` to `bottom` with all that is shown below them and to the right. */
function range(top: number, left: number, bottom = top, right = left): PasteArea {
  return {
    assets: Array.from({ length: lines - top }, (_, at) => 1_000 + top + at),
    columns: columns.slice(left),
    height: bottom - top + 1,
    width: right - left + 1,
  };
}

function placed(block: string[][], ...areas: PasteArea[]): readonly string[] {
  return areas.flatMap((area) =>
    Array.from(
      placeBlock(block, area),
      ({ asset, column, text }) => `${asset - 1_000}/${columns.indexOf(column)} ${text}`,
    ),
  );
}

describe('placeBlock', () => {
  it('fills every range with one cell', () => {
    assert.deepEqual(placed([['x']], range(1, 1, 2, 1), range(9, 4)), ['1/1 x', '2/1 x', '9/4 x']);
  });

  it('puts a block beyond a single cell', () => {
    assert.deepEqual(
      placed(
        [
          ['a', 'b'],
          ['c', 'd'],
        ],
        range(3, 1),
      ),
      ['3/1 a', '3/2 b', '4/1 c', '4/2 d'],
    );
  });

  it('repeats a block in a range that is a multiple of it', () => {
    assert.deepEqual(placed([['a'], ['b']], range(0, 0, 3, 0)), ['0/0 a', '1/0 b', '2/0 a', '3/0 b']);
  });

  it('puts a block once where it does not fit', () => {
    assert.deepEqual(placed([['a'], ['b']], range(0, 0, 2, 0)), ['0/0 a', '1/0 b']);
  });

  it('stays within the table', () => {
    assert.deepEqual(
      placed(
        [
          ['a', 'b'],
          ['c', 'd'],
        ],
        range(99, 4),
      ),
      ['99/4 a'],
    );
  });

  it('leaves cells alone for which a ragged row has no text', () => {
    assert.deepEqual(placed([['a', 'b'], ['c']], range(0, 0)), ['0/0 a', '0/1 b', '1/0 c']);
  });

  it('places nothing of nothing', () => {
    assert.deepEqual(placed([], range(0, 0)), []);
  });
});
