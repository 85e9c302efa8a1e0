import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import { isFromPlan, isPlanTabState } from '../../../../src/workbench/plans/planMessages';
import { isFromTable, isTableState } from '../../../../src/workbench/table/tableMessages';

const ids = Float64Array.of(1, 2);
const view = { query: 'ann', filters: { name: 'x' }, sort: [{ key: 'name', ascending: true }], collapsed: [] };
const area = { assets: ids, columns: ['name'] };

describe('what pages say', () => {
  it('is taken in each of its forms', () => {
    for (const message of [
      { kind: 'ready' },
      { kind: 'lines', assets: ids },
      { kind: 'view', view },
      { kind: 'view', view: { ...view, group: 'name' } },
      { kind: 'columns', columns: { shown: ['name'], widths: { name: 80 }, frozen: 1 } },
      { kind: 'edit', version: 1, asset: 7, column: 'name', text: 'x' },
      { kind: 'paste', version: 1, areas: [{ ...area, height: 1, width: 2 }], text: 'x', hidden: 0 },
      { kind: 'fill', version: 1, areas: [{ ...area, from: 7 }], hidden: 0 },
      { kind: 'cut', version: 1, areas: [area], hidden: 0 },
      { kind: 'clear', version: 1, areas: [area], hidden: 0 },
      { kind: 'copy', version: 1, areas: [area], headers: true, hidden: 3 },
      { kind: 'open', asset: 7 },
      { kind: 'people', request: 1, text: 'ann' },
      { kind: 'undo' },
    ])
      assert.ok(isFromTable(message), JSON.stringify(message));
    for (const message of [
      { kind: 'include', steps: ['a'], included: true },
      { kind: 'includeShown', version: 1, included: false },
      { kind: 'view', view: { text: '', kind: '' } },
      { kind: 'lines', version: 1, from: 0 },
      { kind: 'open', step: 'a' },
      { kind: 'save', format: 'csv' },
      { kind: 'apply' },
    ])
      assert.ok(isFromPlan(message), JSON.stringify(message));
  });

  it('is dropped in any other', () => {
    for (const message of [
      undefined,
      { kind: 'else' },
      { kind: 'lines', assets: [1, 2] },
      { kind: 'view', view: { ...view, sort: [{ key: 'name' }] } },
      { kind: 'columns', columns: { shown: ['name'], widths: { name: 0 }, frozen: 1 } },
      { kind: 'edit', version: -1, asset: 7, column: 'name', text: 'x' },
      { kind: 'cut', version: 1, areas: [{ ...area, assets: new Float32Array(1) }], hidden: 0 },
    ])
      assert.ok(!isFromTable(message), JSON.stringify(message));
    for (const message of [null, { kind: 'lines', version: 1, from: -1 }, { kind: 'save', format: 'exe' }])
      assert.ok(!isFromPlan(message), JSON.stringify(message));
  });

  it('is kept in a form that can be told', () => {
    assert.ok(isTableState({ account: 'a', view }));
    assert.ok(isTableState({ account: 'a', typeId: 2, view }));
    assert.ok(!isTableState({ account: 'a', typeId: '2', view }));
    assert.ok(isPlanTabState({ account: 'a', plan: 'p' }));
    assert.ok(!isPlanTabState({ account: 'a' }));
  });
});
