import { deepEqual, equal, throws } from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { AssetTable } from '../../../src/sandbox/world/assetTable';
import type { Asset } from '../../../src/sandbox/world/model';

function asset(id: number, typeId: number, displayId: string): Asset {
  const signed = { createdBy: 1, createdAt: 0, updatedBy: null, updatedAt: 0 };
  return { id, typeId, displayId, name: displayId, contactIds: [], contactGroupIds: [], values: new Map(), ...signed };
}

/** Ten generated assets of type 1 from id 101, five of type 2 from id 111. */
function filled(): { table: AssetTable; model: Map<number, Asset> } {
  const table = new AssetTable();
  const model = new Map<number, Asset>();
  for (const [typeId, firstId, count] of [
    [1, 101, 10],
    [2, 111, 5],
  ] as const) {
    const make = (index: number) => asset(firstId + index, typeId, `d${index}`);
    table.addBlock({ typeId, firstId, count, make });
    for (let index = 0; index < count; index++) model.set(firstId + index, make(index));
  }
  return { table, model };
}

const steps = fc.array(
  fc.record({
    verb: fc.constantFrom('put', 'delete', 'add', 'look'),
    id: fc.integer({ min: 95, max: 125 }),
    displayId: fc.constantFrom('d0', 'd1', 'd4', 'new', ''),
  }),
);

describe('The sandbox: its table of assets', () => {
  it('behaves as a map does, whatever was generated, added, edited or deleted', () => {
    fc.assert(
      fc.property(steps, (sequence) => {
        const { table, model } = filled();
        const given = new Set(model.keys());
        for (const { verb, id, displayId } of sequence) {
          if (verb === 'delete') equal(table.delete(id), model.delete(id));
          if (verb === 'look') table.withDisplayId(displayId);
          const target = verb === 'add' ? table.nextId : id;
          if (verb === 'add') equal(given.has(target), false, 'an id is never given twice');
          if (verb !== 'add' && verb !== 'put') continue;
          const typeId = model.get(target)?.typeId ?? 2;
          table.put(asset(target, typeId, displayId));
          model.set(target, asset(target, typeId, displayId));
          given.add(target);
        }
        for (let id = 90; id < table.nextId; id++) deepEqual(table.get(id), model.get(id));
        for (const typeId of [1, 2]) {
          const ids = [...model.values()].filter((row) => row.typeId === typeId).map(({ id }) => id);
          deepEqual(
            table.ids(typeId),
            ids.toSorted((a, b) => a - b),
          );
          deepEqual(table.idsByRecency(typeId).toSorted(), ids.toSorted());
          equal(table.count(typeId), ids.length);
        }
        for (const displayId of ['d0', 'd1', 'd4', 'new', '']) {
          const ids = [...model.values()].filter((row) => row.displayId === displayId).map(({ id }) => id);
          deepEqual(table.withDisplayId(displayId).toSorted(), ids.toSorted());
        }
      }),
    );
  });

  it('refuses a run of ids that are taken', () => {
    const { table } = filled();
    const make = (index: number) => asset(115 + index, 1, 'x');
    throws(() => {
      table.addBlock({ typeId: 1, firstId: 115, count: 2, make });
    }, RangeError);
  });
});
