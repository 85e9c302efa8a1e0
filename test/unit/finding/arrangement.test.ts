import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { arrange, type Arrangement } from '../../../src/finding/arrangement';
import { filterAssets } from './filterAssets';
import { officeIndex, world } from './query/office';

const index = officeIndex();

function ids(arrangement: Arrangement, assetTypeId?: number): readonly number[] {
  return arrange(index, arrangement, world, assetTypeId).rows.map(({ id }) => id);
}

describe('An arrangement', () => {
  it('without queries has every asset of a type by its id, in whatever order they became known', () => {
    assert.deepEqual(ids({ queries: [] }, 1), [1, 2, 3, 4, 5]);
    const late = officeIndex();
    const [first] = late.rows(1);
    late.remove(1);
    if (first) late.setRows([first]);
    assert.deepEqual(
      arrange(late, { queries: [] }, world, 1).rows.map(({ id }) => id),
      [1, 2, 3, 4, 5],
    );
  });

  it('has what all of its queries find, and no problem that they do not have', () => {
    assert.deepEqual(ids({ queries: ['lt', 'type:general'] }), [1, 3, 5]);
    assert.deepEqual(ids({ queries: ['lt OR buro', '-spare'] }), [2, 5, 6, 7]);
    const one = filterAssets(index, 'colour:red', world);
    const arranged = arrange(index, { queries: ['lt', 'colour:red'] }, world);
    assert.deepEqual([arranged.rows, arranged.problems], [[], one.problems]);
  });

  it('has its groups sorted within', () => {
    const { groups } = arrange(
      index,
      {
        queries: ['manufacturer:dell OR lenovo'],
        groupBy: { kind: 'field', name: 'Manufacturer' },
        sortBy: { by: { kind: 'name' }, direction: 'descending' },
      },
      world,
    );
    assert.deepEqual(
      groups?.map(({ label, rows }) => [label, rows.map(({ id }) => id)]),
      [
        ['Dell', [1]],
        ['Dell Inc.', [2]],
        ['Lenovo', [3]],
      ],
    );
  });
});
