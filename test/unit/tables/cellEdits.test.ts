import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import { AssetIndex } from '../../../src/finding/index/assetIndex';
import { AssetTable } from '../../../src/tables/assetTable';
import { CellEdits, type CellEdit } from '../../../src/tables/cellEdits';
import { general } from '../assets/samples';
import { assetOf } from '../finding/query/office';

const words = { typeName: String, staffName: () => undefined, moment: String };

function wantedOf(edit: CellEdit) {
  const index = new AssetIndex();
  index.setDefinition(general);
  index.set(assetOf(general, 6748, 'Laptop', {}), general.assetType.id);
  const world = { today: () => '2026-01-01', uniqueFields: [] };
  const table = new AssetTable({ index, world, assetTypeId: undefined, words });
  const edits = new CellEdits(
    table,
    (row, reader) => reader.text(row),
    () => undefined,
  );
  const steps = edits.wanted(edit);
  for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value;
}

describe('what people do to cells of an asset that has several lines', () => {
  it('comes to one edit of each cell, the last that is said of it', () => {
    const area = { assets: [6748, 6748], columns: ['name'], height: 2, width: 1 };
    const { edits, assets, skipped } = wantedOf({ kind: 'paste', areas: [area], text: 'first\nsecond', version: 0 });
    assert.deepEqual(edits, [{ assetId: 6748, key: 'name', value: 'second' }]);
    assert.deepEqual([assets, skipped], [1, 0]);
  });
});
