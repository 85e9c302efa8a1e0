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
    this.table.layOut();
  }

  /** What the table says in its cells, for a grid that needs no host. */
  get plain(): { readonly names: readonly string[]; readonly rows: readonly (readonly string[])[] } {
    const { shown, version } = this.table;
    const rows = Array.from({ length: this.table.lineCount(version) }, (_, at) => {
      const row = this.table.assetAt(version, at);
      return row ? shown.map((reader) => reader.text(row)) : [];
    });
    return { names: shown.map(({ column }) => column.name || column.key), rows };
  }

  answer(message: FromTable): readonly ToTable[] {
    switch (message.kind) {
      case 'ready':
        return [this.opened(), this.summary()];
      case 'view':
        this.table.look({ ...message.view, group: message.view.group });
        return [this.summary()];
      case 'lines': {
        const { version, from, to } = message;
        const lines = Array.from(
          { length: Math.max(0, Math.min(to, this.table.lineCount(version)) - from) },
          (_, at) => {
            const row = this.table.assetAt(version, from + at);
            return { id: row?.id ?? 0, cells: row ? this.table.shown.map((reader) => reader.text(row)) : [] };
          },
        );
        return [{ kind: 'lines', version, from, lines }];
      }
      default:
        return [];
    }
  }

  private opened(): ToTable {
    const all = this.table.columns.map(({ key, name, editor }): ShownColumn => ({ key, name: name || key, editor }));
    const view = { query: '', filters: {}, sort: [], collapsed: [] };
    const columns = { shown: this.table.shown.map(({ column }) => column.key), widths: {}, frozen: 1 };
    return { kind: 'open', words, all, columns, view, state: { account: 'bench', typeId: 1, view } };
  }

  private summary(): ToTable {
    const { version, layout } = this.table;
    return {
      kind: 'summary',
      summary: {
        ...{ version, lines: layout.lines.length, status: `${layout.found} assets`, problems: {} },
        ...{ review: undefined, invalid: undefined, canUndo: false, canRedo: false },
      },
    };
  }
}
