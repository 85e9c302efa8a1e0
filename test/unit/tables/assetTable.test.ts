import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import { AssetIndex } from '../../../src/finding/index/assetIndex';
import { AssetTable } from '../../../src/tables/assetTable';
import { plainView, type TableView } from '../../../src/tables/tableView';
import type { AssetTypeDefinition } from '../../../src/assets/assetTypeDefinition';
import type { CustomField } from '../../../src/happyfox/customField';
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
  return { index, table: new AssetTable({ index, world, assetTypeId, words }) };
}

async function names(
  { index, table }: ReturnType<typeof tableOf>,
  view: Partial<TableView> = {},
): Promise<readonly string[]> {
  table.look({ ...plainView, ...view });
  await table.layOut();
  const groups = new Map(table.layout.groups.map(({ id, label, count }) => [id, `${label || '-'} (${count})`]));
  return Array.from(table.layout.order, (id) => groups.get(id) ?? index.get(id)?.name ?? '?');
}

/** Ids of assets, and labels of groups. */
async function lines(table: AssetTable, view: Partial<TableView>): Promise<readonly (number | string)[]> {
  table.look({ ...plainView, ...view });
  await table.layOut();
  const labels = new Map(table.layout.groups.map(({ id, label }) => [id, label]));
  return Array.from(table.layout.order, (id) => labels.get(id) ?? id);
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
      warranties.map(({ editor, key }) => [editor, key]),
      [
        ['date', '#49'],
        ['text', '#60'],
      ],
    );
  });

  it('can edit what a kind can hold, and nothing else', () => {
    const editors = new Map(tableOf({}, 1).table.columns.map(({ key, editor }) => [key, editor]));
    assert.equal(editors.get('#48'), 'choices');
    assert.equal(editors.get('#51'), 'none');
    assert.equal(editors.get('id'), 'none');
    assert.equal(editors.get('contacts'), 'contacts');
  });

  it('shows cells as texts', () => {
    const { table } = tableOf({ One: { 47: 1, 48: [5, 6], 50: 16, 51: { beam: true } } }, 1);
    table.show(['name', '#47', '#48', '#50', '#51', '#45', 'gone']);
    const row = table.row(1);
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
      it(name, async () => assert.deepEqual(await names(tableOf(three, 1), { sort }), order));
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
      it(name, async () => assert.deepEqual(await names(tableOf(three, 1), view), found));
    }

    it('says at which column a filter is wrong, and finds nothing', async () => {
      const made = tableOf(three, 1);
      assert.deepEqual(await names(made, { filters: { '#50': '>=x' } }), []);
      assert.deepEqual(
        Array.from(made.table.layout.problems, ([key, { code }]) => [key, code]),
        [['#50', 'needsNumber']],
      );
    });

    it('does not disturb who has not finished typing', async () => {
      const made = tableOf(three, 1);
      assert.deepEqual(await names(made, { query: '"dell' }), ['Zoe']);
      assert.equal(made.table.layout.problems.size, 0);
    });
  });

  describe('filters a column by its text alone', () => {
    const choices = [
      { id: 3, label: 'Spare' },
      { id: 4, label: 'Spare' },
      { id: 5, label: 'EU (new)' },
      { id: 6, label: 'EU' },
    ];
    const field = (id: number, name: string, type: string): CustomField => {
      return { id, name, type, choices: type === 'dropdown' ? choices : null };
    };
    /** Of one name each: a column of texts, of choices in two types, and of numbers. */
    const types = [
      [field(70, 'State', 'text')],
      [field(71, 'State', 'dropdown')],
      [field(72, 'State', 'dropdown')],
      [field(73, 'State', 'number')],
    ].map((fields, at): AssetTypeDefinition => ({ assetType: { ...general.assetType, id: at + 1 }, fields }));
    const values: readonly (readonly [typeId: number, fieldId: number, value: JsonValue])[] = [
      [1, 70, 'name:Zoe at 10:30 (noon)'],
      [1, 70, '=HYPERLINK("x")'],
      [1, 70, 'A OR B'],
      [1, 70, '-5'],
      [2, 71, 3],
      [2, 71, 4],
      [3, 72, 3],
      [3, 72, 6],
      [2, 71, 5],
      [4, 73, -5],
      [4, 73, 1e-7],
      [4, 73, '1,000 GB'],
      [4, 73, 1e21],
      [4, 73, 5],
    ];
    const index = new AssetIndex();
    for (const type of types) index.setDefinition(type);
    for (const [at, [typeId, fieldId, value]] of values.entries()) {
      const type = types[typeId - 1];
      if (type) index.set(assetOf(type, at + 1, `Asset ${at + 1}`, { [fieldId]: value }), typeId);
    }
    const table = new AssetTable({ index, world, assetTypeId: undefined, words });

    const cases: readonly (readonly [key: string, text: string, ids: readonly number[]])[] = [
      ['#70', '10:30', [1]],
      ['#70', 'name:Zoe', [1]],
      ['#70', 'zoe (noon)', [1]],
      ['#70', 'name:Asset', []],
      ['#70', '=HYPERLINK', [2]],
      ['#70', '"x"', [2]],
      ['#70', 'A OR B', [1, 3]],
      ['#70', '-5', [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14]],
      ['#71', 'spare', [5, 6, 7]],
      ['#71', 'Spare (#3)', [5, 7]],
      ['#71', '#3', [5, 7]],
      ['#71', '#4', [6]],
      ['#71', 'EU', [8]],
      ['#71', 'EU (new)', [9]],
      ['#71', 'spare OR eu', [5, 6, 7, 8]],
      ['#73', '-5', [10]],
      ['#73', '<0', [10]],
      ['#73', '1e-7', [11]],
      ['#73', '0.0000001', [11]],
      ['#73', '1,000 GB', [12]],
      ['#73', '1e+21', [13]],
      ['#73', '5', [14]],
      ['created_at', 'nothing of that kind', []],
    ];
    for (const [key, text, ids] of cases) {
      it(`${text} in ${key} finds ${ids.join(', ') || 'none'}`, async () => {
        assert.deepEqual(await lines(table, { filters: { [key]: text } }), ids);
        assert.equal(table.layout.problems.size, ids.length === 0 && key !== '#70' ? 1 : 0);
      });
    }

    it('finds no fault with what a cell says, be it odd as a query', async () => {
      const odd = new AssetIndex();
      odd.setDefinition(general);
      odd.set(assetOf(general, 1, 'One', { 46: '>=5; A OR B' }), 1);
      const one = new AssetTable({ index: odd, world, assetTypeId: undefined, words });
      assert.deepEqual(await lines(one, { filters: { '#46': '>=5; A OR B' } }), [1]);
      assert.equal(one.layout.problems.size, 0);
    });

    it('sorts what is no number behind the numbers, and those by value, however they are written', async () => {
      const view = { filters: { '#73': '-empty' }, sort: [{ key: '#73', ascending: true }] };
      assert.deepEqual(await lines(table, view), [10, 11, 14, 13, 12]);
    });

    it('tells choices of one label apart in groups', async () => {
      const view = { filters: { '#71': 'spare' }, group: '#71' };
      assert.deepEqual(await lines(table, view), ['Spare (#3)', 5, 7, 'Spare (#4)', 6]);
    });
  });

  it('keeps fields of one id and several kinds in columns of their own', async () => {
    const index = new AssetIndex();
    const types = ['number', 'text', 'number'].map((type, at): AssetTypeDefinition => {
      return {
        assetType: { ...general.assetType, id: at + 1 },
        fields: [{ id: 80, name: 'Size', type, choices: null }],
      };
    });
    for (const [at, type] of types.entries()) {
      index.setDefinition(type);
      index.set(assetOf(type, at + 1, 'One', { 80: at === 1 ? '9 in' : 10 - at }), at + 1);
    }
    const table = new AssetTable({ index, world, assetTypeId: undefined, words });
    const sizes = table.columns.filter(({ name }) => name === 'Size');
    assert.deepEqual(
      sizes.map(({ key, editor }) => [key, editor]),
      [
        ['#80', 'number'],
        ['#80@2', 'text'],
      ],
    );
    const view = { filters: { '#80': '>=8' }, sort: [{ key: '#80', ascending: true }] };
    assert.deepEqual(await lines(table, view), [3, 1]);
    assert.deepEqual(await lines(table, { filters: { '#80@2': '9' } }), [2]);
    const second = table.row(2);
    assert.ok(second);
    assert.equal(table.cell(second, '#80@2', table.version)?.of, 80);
    assert.equal(table.cell(second, '#80', table.version), undefined);
  });

  it('reads the cells that somebody has seen, whatever their columns are called by now', () => {
    const typed = (id: number, name: string): AssetTypeDefinition => ({
      assetType: { ...general.assetType, id },
      fields: [{ id: 80 + id, name, type: 'text', choices: null }],
    });
    const index = new AssetIndex();
    for (const id of [1, 2]) {
      index.setDefinition(typed(id, 'Size'));
      index.set(assetOf(typed(id, 'Size'), id, 'One', { [80 + id]: `${id} in` }), id);
    }
    const table = new AssetTable({ index, world, assetTypeId: undefined, words });
    const seen = table.version;
    // They shared a column until now.
    index.setDefinition(typed(1, 'Length'));
    table.renewColumns();
    const rows = [table.row(1), table.row(2)].flatMap((row) => row ?? []);
    assert.deepEqual(
      rows.map((row) => table.seen(row, '#81', seen)?.text(row)),
      ['1 in', '2 in'],
    );
    assert.deepEqual(
      rows.map((row) => table.seen(row, 'id', seen)?.text(row)),
      ['1', '2'],
    );
  });

  it('groups by people, of whom several may have one name', async () => {
    const bob = (id: number) => ({ contacts: [{ id, name: 'Bob', email: null }] });
    const { index, table } = tableOf({}, 1);
    for (const [at, id] of [27, 28, 27].entries()) index.set(assetOf(general, at + 1, `PC ${at}`, {}, bob(id)), 1);
    index.set(assetOf(general, 4, 'Nobody’s', {}), 1);
    assert.deepEqual(await names({ index, table }, { group: 'contacts' }), [
      ...['Bob (#27) (2)', 'PC 0', 'PC 2', 'Bob (#28) (1)', 'PC 1', '- (1)', 'Nobody’s'],
    ]);
    assert.deepEqual(await names({ index, table }, { filters: { contacts: 'Bob (#28)' } }), ['PC 1']);
  });

  it('groups by what cells say, empty ones last, in the order of the sort', async () => {
    const made = tableOf(three, 1);
    const sort = [{ key: 'name', ascending: true }];
    assert.deepEqual(await names(made, { group: '#45', sort }), ['S9 (2)', 'Ann', 'Max', 'S10 (1)', 'Zoe']);
    assert.deepEqual(await names(made, { group: '#46' }), ['Dell (1)', 'Zoe', 'HP (1)', 'Ann', '- (1)', 'Max']);
    assert.deepEqual(await names(made, { group: '#45', collapsed: ['=s9'] }), ['S9 (2)', 'S10 (1)', 'Zoe']);
    assert.equal(made.table.layout.found, 3);
  });

  it('has a line of an asset with several choices in each of their groups, each with an id of its own', async () => {
    const { table } = tableOf({ Ann: { 48: [5, 6] }, Zoe: { 48: [6] } }, 1);
    assert.deepEqual(await lines(table, { group: '#48' }), ['EU', 1, 2, 'Spare', 1 + 1 / 1024]);
    assert.deepEqual(await lines(table, { group: '#48', collapsed: ['=eu'] }), ['EU', 'Spare', 1]);
    assert.equal(table.layout.found, 2);
  });

  it('says whether any line is elsewhere', async () => {
    const { index, table } = tableOf(three, 1);
    assert.equal(await table.layOut(), true);
    index.set(assetOf(general, 1, 'Zoe', { 46: 'Lenovo' }), 1);
    assert.equal(await table.layOut(), false);
    index.remove(1);
    assert.equal(await table.layOut(), true);
  });

  it('says so where the head of a group is called otherwise', async () => {
    const { index, table } = tableOf({}, 1);
    const held = (name: string) => assetOf(general, 1, 'PC', {}, { contacts: [{ id: 27, name, email: null }] });
    index.set(held('Bob'), 1);
    table.look({ ...plainView, group: 'contacts' });
    assert.equal(await table.layOut(), true);
    index.set(held('Robert'), 1);
    assert.equal(await table.layOut(), true);
  });

  it('tells a group by the same id for as long as it is open', async () => {
    const { index, table } = tableOf(three, 1);
    table.look({ ...plainView, group: '#45' });
    await table.layOut();
    const before = new Map(table.layout.groups.map(({ key, id }) => [key, id]));
    index.set(assetOf(general, 9, 'Bea', { 45: 'S1' }), 1);
    await table.layOut();
    for (const { key, id } of table.layout.groups) {
      assert.ok(id < 0);
      if (before.has(key)) assert.equal(id, before.get(key));
    }
    assert.equal(table.layout.groups[0]?.key, '=s1');
  });

  it('lets others have their turn while it lays out, and stops when it is told to', async () => {
    const { index, table } = tableOf({}, 1);
    index.setAll(
      Array.from({ length: 30_000 }, (_, at) => assetOf(general, at + 1, `PC ${(at * 7_919) % 30_011}`, {})),
      1,
    );
    table.look({ ...plainView, sort: [{ key: 'name', ascending: true }] });
    const stop = new AbortController();
    const laidOut = table.layOut(stop.signal);
    setImmediate(() => stop.abort());
    await assert.rejects(laidOut, { name: 'AbortError' });
    assert.equal(table.layout.order.length, 0);
  });

  it('sees each asset once, whatever comes and goes while it lays out', async () => {
    const { index, table } = tableOf({}, 1);
    const many = Array.from({ length: 40_000 }, (_, at) => assetOf(general, at + 1, `PC ${at}`, {}));
    index.setAll(many, 1);
    table.look({ ...plainView, query: 'pc' });
    const laidOut = table.layOut();
    setImmediate(() => {
      index.removeAll(many.slice(0, 25_000).map(({ id }) => id));
      index.set(assetOf(general, 50_000, 'PC new', {}), 1);
    });
    await laidOut;
    assert.equal(new Set(table.layout.order).size, table.layout.order.length);
    assert.ok(many.slice(25_000).every(({ id }) => table.layout.order.includes(id)));
  });

  it('knows a shared column by each of its fields', () => {
    const { table } = tableOf({});
    const serials = { ...monitor, fields: [{ id: 70, name: 'Serial Number', type: 'text', choices: null }] };
    const { index } = tableOf({});
    index.setDefinition(serials);
    const both = new AssetTable({ index, world, assetTypeId: undefined, words });
    assert.equal(both.reader('#70'), both.reader('#45'));
    both.show(['#70', 'name', '#45']);
    assert.deepEqual(
      both.shown.map(({ column }) => column.key),
      ['#45', 'name'],
    );
    assert.equal(table.reader('#70'), undefined);
  });
});
