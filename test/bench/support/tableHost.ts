import type { AssetTypeDefinition } from '../../../src/assets/assetTypeDefinition';
import { AssetIndex } from '../../../src/finding/index/assetIndex';
import type { Asset } from '../../../src/happyfox/asset';
import { AssetTable } from '../../../src/tables/assetTable';
import {
  tableWordKeys,
  type FromTable,
  type ShownColumn,
  type TableWords,
  type ToTable,
} from '../../../src/workbench/table/tableMessages';

const kinds = ['text', 'dropdown', 'number', 'date', 'text', 'text', 'dropdown', 'number', 'text'];
const choices = ['Dell', 'HP', 'Lenovo', 'Apple', 'Fujitsu'].map((label, index) => ({ id: index + 1, label }));

const definition: AssetTypeDefinition = {
  assetType: { id: 1, name: 'Computers', description: null, settings: { enableContactAssociation: true } },
  fields: kinds.map((type, index) => ({
    id: index + 1,
    name: `Field ${index + 1}`,
    type,
    choices: type === 'dropdown' ? choices : null,
  })),
};

function asset(id: number): Asset {
  const values: readonly (string | number)[] = [
    `SN-${(id * 7_919) % 1_000_003}`,
    (id % 5) + 1,
    id % 64,
    `2026-0${(id % 9) + 1}-15`,
  ];
  return {
    id,
    displayId: `PC-${id}`,
    name: `Computer ${id}`,
    contacts: id % 3 === 0 ? [{ id: id % 500, name: `Person ${id % 500}`, email: `p${id % 500}@example.com` }] : [],
    customFields: definition.fields.map(({ id: field, name, type }, order) => ({
      ...{ id: field, name, type, order },
      value: values[type === 'dropdown' ? 1 : type === 'number' ? 2 : type === 'date' ? 3 : 0] ?? null,
    })),
    updatedAt: '2026-01-01T00:00:00Z',
    absent: [],
    unknownKeys: {},
  };
}

const words = Object.fromEntries(tableWordKeys.map((key) => [key, key])) as TableWords;

/** The host's side of a table of twelve columns, without VS Code. */
export class TableHost {
  readonly table: AssetTable;

  constructor(size: number) {
    const index = new AssetIndex();
    index.setDefinition(definition);
    index.setAll(
      Array.from({ length: size }, (_, at) => asset(at + 1)),
      1,
    );
    this.table = new AssetTable({
      index,
      world: { today: () => '2026-01-01', uniqueFields: [] },
      assetTypeId: 1,
      words: { typeName: () => 'Computers', staffName: () => 'Agent', moment: (timestamp) => timestamp.slice(0, 16) },
    });
    this.table.show(this.table.columns.slice(0, 12).map(({ key }) => key));
  }

  /** What the table says in its cells, for a grid that needs no host. */
  get plain(): { readonly names: readonly string[]; readonly rows: readonly (readonly string[])[] } {
    const { shown, layout } = this.table;
    const rows = Array.from(layout.order, (id) => this.cells(id));
    return { names: shown.map(({ column }) => column.name || column.key), rows };
  }

  async answer(message: FromTable): Promise<readonly ToTable[]> {
    switch (message.kind) {
      case 'ready':
        await this.table.layOut();
        return [this.opened(), this.laidOut(false), this.summary()];
      case 'view':
        this.table.look({ ...message.view, group: message.view.group });
        await this.table.layOut();
        return [this.laidOut(true), this.summary()];
      case 'lines': {
        const columns = this.table.shown.map(({ column }) => column.key);
        return [{ kind: 'lines', columns, lines: Array.from(message.assets, (id) => ({ id, cells: this.cells(id) })) }];
      }
      default:
        return [];
    }
  }

  private cells(id: number): readonly string[] {
    const row = this.table.row(id);
    return row ? this.table.shown.map((reader) => reader.text(row)) : [];
  }

  private opened(): ToTable {
    const all = this.table.columns.map(({ key, name, editor }): ShownColumn => ({ key, name: name || key, editor }));
    const view = { query: '', filters: {}, sort: [], collapsed: [] };
    const columns = { shown: this.table.shown.map(({ column }) => column.key), widths: {}, frozen: 1 };
    return { kind: 'open', words, version: 0, all, columns, view, state: { account: 'bench', typeId: 1, view } };
  }

  private laidOut(isAsked: boolean): ToTable {
    return { kind: 'layout', order: this.table.layout.order, groups: [], isAsked };
  }

  private summary(): ToTable {
    return {
      kind: 'summary',
      summary: {
        ...{ status: `${this.table.layout.found} assets`, ground: '', isReading: false, problems: {} },
        ...{ review: undefined, invalid: undefined, canUndo: false, canRedo: false },
      },
    };
  }
}
