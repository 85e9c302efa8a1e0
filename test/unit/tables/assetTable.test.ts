import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import { AssetIndex } from '../../../src/finding/index/assetIndex';
import { AssetTable } from '../../../src/tables/assetTable';
import { plainView, type TableView } from '../../../src/tables/tableView';
import type { JsonValue } from '../../../src/happyfox/json';
import { general } from '../assets/samples';
import { assetOf, monitor } from '../finding/query/office';

const world = { today: () => '2026-06-01', uniqueFields: [] };
const words = {
  typeName: (id: number) => (id === 1 ? 'General' : 'Monitor'),
  staffName: () => undefined,
  moment: (timestamp: string) => timestamp,
};

function tableOf(rows: Readonly<Record<string, Readonly<Record<number, JsonValue>>>>, assetTypeId?: number) {
  const index = new AssetIndex();
  index.setDefinition(general);
  index.setDefinition(monitor);
  for (const [at, [name, values]] of Object.entries(rows).entries()) {
    index.set(assetOf(general, at + 1, name, values), 1);
  }
  const table = new AssetTable({ index, world, assetTypeId, words });
  table.layOut();
  return { index, table };
}

function names({ index, table }: ReturnType<typeof tableOf>, view: Partial<TableView> = {}): readonly string[] {
  table.look({ ...plainView, ...view });
  return table.layout.lines.map((line) =>
    typeof line === 'number' ? (index.get(line)?.name ?? '?') : `${line.label || '-'} (${line.count})`,
  );
}

const three = {
  Zoe: { 45: 'S10', 46: 'Dell', 47: 1, 49: '2026-12-31', 50: 8 },
  Ann: { 45: 'S9', 46: 'HP', 47: 2, 49: '2025-01-01', 50: 16 },
  Max: { 45: 'S9' },
};

describe('AssetTable', () => {
  it('has the columns of one type: name, ids, fields and notes', () => {
    const { table } = tableOf({}, 1);
    assert.deepEqual(
      table.columns.map(({ key }) => key),
      [
        ...['name', 'display_id', 'contacts', '#45', '#46', '#47', '#48', '#49', '#50', '#51'],
        ...['updated_at', 'updated_by', 'created_at', 'created_by', 'id'],
      ],
    );
  });

  it('shares a column between types where name and kind are alike, and else not', () => {
    const { table } = tableOf({});
    const warranties = table.columns.filter(({ name }) => name === 'Warranty Date');
    assert.deepEqual(
      warranties.map(({ editor, queryName }) => [editor, queryName]),
      [
        ['date', '#49'],
        ['text', '#60'],
      ],
    );
  });

  it('can edit what a kind can hold, and nothing else', () => {
    const editors = new Map(tableOf({}, 1).table.columns.map(({ key, editor }) => [key, editor]));
    assert.equal(editors.get('#48'), 'multipleOptions');
    assert.equal(editors.get('#51'), 'none');
    assert.equal(editors.get('id'), 'none');
    assert.equal(editors.get('contacts'), 'contacts');
  });

  it('shows cells as texts', () => {
    const { table } = tableOf({ One: { 47: 1, 48: [5, 6], 50: 16, 51: { beam: true } } }, 1);
    table.show(['name', '#47', '#48', '#50', '#51', '#45', 'gone']);
    const row = table.assetAt(table.version, 0);
    assert.ok(row);
    assert.deepEqual(
      table.shown.map((reader) => reader.text(row)),
      ['One', 'Laptop', 'Spare; EU', '16', '{"beam":true}', ''],
    );
  });

  describe('sorts', () => {
    const cases: [name: string, sort: TableView['sort'], order: string[]][] = [
      ['names as people do', [{ key: 'name', ascending: true }], ['Ann', 'Max', 'Zoe']],
      ['numbers by value', [{ key: '#50', ascending: true }], ['Zoe', 'Ann', 'Max']],
      ['empty cells last in both directions', [{ key: '#50', ascending: false }], ['Ann', 'Zoe', 'Max']],
      ['choices by label', [{ key: '#47', ascending: true }], ['Ann', 'Zoe', 'Max']],
      ['days', [{ key: '#49', ascending: true }], ['Ann', 'Zoe', 'Max']],
      ['numbers within texts by value', [{ key: '#45', ascending: true }], ['Ann', 'Max', 'Zoe']],
      [
        'by a second column where the first says the same',
        [
          { key: '#45', ascending: true },
          { key: 'name', ascending: false },
        ],
        ['Max', 'Ann', 'Zoe'],
      ],
      ['by nothing where the column is gone', [{ key: '#99', ascending: true }], ['Zoe', 'Ann', 'Max']],
    ];
    for (const [name, sort, order] of cases) {
      it(name, () => assert.deepEqual(names(tableOf(three, 1), { sort }), order));
    }
  });

  describe('filters', () => {
    const cases: [name: string, view: Partial<TableView>, found: string[]][] = [
      ['by a query', { query: 'dell' }, ['Zoe']],
      ['by a column', { filters: { '#50': '>=10' } }, ['Ann']],
      ['by several columns', { filters: { '#45': 'S9', '#46': 'HP' } }, ['Ann']],
      ['by both', { query: 'S9', filters: { '#46': 'empty' } }, ['Max']],
      ['by nothing that is blank', { query: ' ', filters: { '#46': ' ' } }, ['Zoe', 'Ann', 'Max']],
    ];
    for (const [name, view, found] of cases) {
      it(name, () => assert.deepEqual(names(tableOf(three, 1), view), found));
    }

    it('says at which column a filter is wrong, and finds nothing', () => {
      const made = tableOf(three, 1);
      assert.deepEqual(names(made, { filters: { '#50': '>=x' } }), []);
      assert.deepEqual(
        Array.from(made.table.layout.problems, ([key, { code }]) => [key, code]),
        [['#50', 'needsNumber']],
      );
    });

    it('does not disturb who has not finished typing', () => {
      const made = tableOf(three, 1);
      assert.deepEqual(names(made, { query: '"dell' }), ['Zoe']);
      assert.equal(made.table.layout.problems.size, 0);
    });
  });

  it('groups by what cells say, empty ones last, in the order of the sort', () => {
    const made = tableOf(three, 1);
    const sort = [{ key: 'name', ascending: true }];
    assert.deepEqual(names(made, { group: '#45', sort }), ['S9 (2)', 'Ann', 'Max', 'S10 (1)', 'Zoe']);
    assert.deepEqual(names(made, { group: '#46' }), ['Dell (1)', 'Zoe', 'HP (1)', 'Ann', '- (1)', 'Max']);
    assert.deepEqual(names(made, { group: '#45', collapsed: ['=S9'] }), ['S9 (2)', 'S10 (1)', 'Zoe']);
    assert.equal(made.table.layout.found, 3);
  });

  it('keeps lines where they were for who still looks at an older version', () => {
    const { index, table } = tableOf(three, 1);
    const seen = table.version;
    index.remove(1);
    table.layOut();
    assert.notEqual(table.version, seen);
    assert.equal(table.assetAt(seen, 1)?.name, 'Ann');
    assert.equal(table.assetAt(seen, 0), undefined);
    assert.equal(table.assetAt(table.version, 0)?.name, 'Ann');
  });

  it('keeps its version where every line stays', () => {
    const { index, table } = tableOf(three, 1);
    const seen = table.version;
    index.set(assetOf(general, 1, 'Zoe', { 46: 'Lenovo' }), 1);
    table.layOut();
    assert.equal(table.version, seen);
  });
});
