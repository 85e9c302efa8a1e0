import fc from 'fast-check';
import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import { AssetIndex } from '../../../src/finding/index/assetIndex';
import type { CustomField } from '../../../src/happyfox/customField';
import { AssetTable } from '../../../src/tables/assetTable';
import { CellEdits, type CellEdit } from '../../../src/tables/cellEdits';
import { CellActions } from '../../../src/webview/table/cellActions';
import { Selection, type Cell } from '../../../src/webview/table/selection';
import { isAsset, ShownLayout, assetOf as assetOfLine } from '../../../src/webview/table/shownLayout';
import type { FromTable, ShownColumn, ShownGroup } from '../../../src/workbench/table/tableMessages';
import { assetOf } from '../finding/query/office';

const names = ['Serial', 'Maker', 'Model', 'Owner'];
const words = { typeName: (id: number) => `Type ${id}`, staffName: () => undefined, moment: (time: string) => time };

/** What arrives at the page. */
type Told =
  | { readonly kind: 'layout'; readonly order: Float64Array; readonly groups: readonly ShownGroup[] }
  | { readonly kind: 'columns'; readonly columns: readonly ShownColumn[]; readonly version: number };

/** What the page has said, with what was seen when it did. */
interface Said {
  readonly edit: CellEdit;
  readonly assets: ReadonlySet<number>;
  /** The fields that the columns stood for, by type. */
  readonly fields: readonly ReadonlyMap<number, number>[];
}

/** A page and its host, with messages on their way in both directions. */
class Talk {
  readonly index = new AssetIndex();
  readonly table: AssetTable;
  readonly toPage: Told[] = [];
  readonly toHost: Said[] = [];
  readonly selection = new Selection(() => undefined);
  shown = new ShownLayout(new Float64Array(), [], [], 0);
  /** An open editor, with the column as it was seen when it was opened. */
  editor: { readonly cell: Cell; readonly version: number } | undefined;
  touched = 0;
  private readonly told: ReadonlyMap<string, ReadonlyMap<number, number>>[] = [];
  private readonly actions: CellActions;
  private readonly edits: CellEdits;

  constructor() {
    for (const [id, first] of [
      [1, 100],
      [2, 200],
    ] as const)
      this.define(
        id,
        names.slice(0, 3).map((name, at) => field(first + at, name)),
      );
    this.table = new AssetTable({
      index: this.index,
      world: { today: () => '2026-01-01', uniqueFields: [] },
      assetTypeId: undefined,
      words,
    });
    this.edits = new CellEdits(
      this.table,
      (row, reader) => reader.text(row),
      () => undefined,
    );
    this.actions = new CellActions({
      host: { tell: (message) => this.say(message) },
      selection: this.selection,
      layout: () => this.shown,
    });
  }

  define(assetTypeId: number, fields: readonly CustomField[]): void {
    const assetType = {
      id: assetTypeId,
      name: `Type ${assetTypeId}`,
      description: null,
      settings: { enableContactAssociation: true },
    };
    this.index.setDefinition({ assetType, fields });
  }

  fields(assetTypeId: number): readonly CustomField[] {
    return this.index.definitions.get(assetTypeId)?.fields ?? [];
  }

  put(id: number, text: string): void {
    const definition = this.index.definitions.get(1 + (id % 2));
    assert.ok(definition);
    const values = Object.fromEntries(definition.fields.map((one) => [one.id, `${text} ${one.id}`]));
    // Who has two people has two lines where assets are grouped by them.
    const contacts = [1, 2, 3].filter((one) => (id + text.length) % (one + 1) === 0).map(person);
    this.index.set(assetOf(definition, id, `${text} ${id}`, values, { contacts }), definition.assetType.id);
  }

  async layOut(): Promise<void> {
    await this.table.layOut();
    const { order, groups } = this.table.layout;
    this.toPage.push({ kind: 'layout', order, groups: groups.map((one) => ({ ...one, count: '' })) });
  }

  renewColumns(): void {
    this.table.renewColumns();
    const columns = this.table.columns.map(({ key, name, editor }): ShownColumn => ({
      key,
      name: name || key,
      editor,
    }));
    this.table.show(columns.map(({ key }) => key));
    const { version } = this.table;
    this.told[version] = new Map(
      this.table.columns.map(({ key, fields }) => [key, new Map(Array.from(fields, ([of, { id }]) => [of, id]))]),
    );
    this.toPage.push({ kind: 'columns', columns, version });
  }

  arrive(): void {
    const message = this.toPage.shift();
    if (!message) return;
    if (message.kind === 'layout') this.shown = this.shown.withLines(message.order, message.groups);
    else this.shown = this.shown.withColumns(message.columns, message.version);
    this.selection.laidOut(this.shown);
  }

  at(line: number, place: number): Cell | undefined {
    const id = this.shown.order[line % Math.max(1, this.shown.lines)];
    const column = this.shown.columns[place % Math.max(1, this.shown.columns.length)];
    return id === undefined || !column ? undefined : { id, column: column.key };
  }

  act(what: 'clear' | 'fill' | 'paste'): void {
    if (what === 'paste') this.actions.paste('x\ty\nz\tw\nv\tu');
    else this.actions[what]();
  }

  open(): void {
    const cell = this.selection.active;
    if (!cell || this.shown.placeOf(cell.column) < 0 || this.shown.lineOf(cell.id) < 0 || !isAsset(cell.id)) return;
    this.editor = { cell, version: this.shown.version };
  }

  commit(): void {
    if (!this.editor) return;
    const { cell, version } = this.editor;
    this.editor = undefined;
    this.toHost.push({
      edit: { kind: 'edit', version, asset: assetOfLine(cell.id), column: cell.column, text: 'typed' },
      assets: new Set([assetOfLine(cell.id)]),
      fields: this.seen([cell.column], version),
    });
  }

  /** The host makes the edits of a message: each must be of what was seen. */
  effect(): void {
    const said = this.toHost.shift();
    if (!said) return;
    const work = this.edits.wanted(said.edit);
    let step = work.next();
    while (step.done !== true) step = work.next();
    for (const { assetId, key } of step.value.edits) {
      assert.ok(said.assets.has(assetId), `asset ${assetId}`);
      const type = this.index.get(assetId)?.assetTypeId ?? 0;
      if (typeof key === 'number')
        assert.ok(
          said.fields.some((fields) => fields.get(type) === key),
          `field ${key} of asset ${assetId}`,
        );
      this.touched += 1;
    }
  }

  private seen(columns: readonly string[], version: number): readonly ReadonlyMap<number, number>[] {
    return columns.flatMap((key) => this.told[version]?.get(key) ?? []);
  }

  private say(message: FromTable): void {
    if (message.kind !== 'clear' && message.kind !== 'fill' && message.kind !== 'paste') return;
    const { areas } = this.selection;
    const selected = new Set(areas.flatMap(({ assets }) => [...assets]));
    const columns = new Set(areas.flatMap((area) => area.columns));
    // A block goes on below and to the right of what is selected, among what is seen.
    const isPaste = message.kind === 'paste';
    this.toHost.push({
      edit: message,
      assets: isPaste ? new Set(this.shown.order) : selected,
      fields: this.seen(isPaste ? this.shown.columns.map(({ key }) => key) : [...columns], this.shown.version),
    });
  }
}

function person(id: number) {
  return { id, name: `Person ${id}`, email: null };
}

function field(id: number, name: string): CustomField {
  return { id, name, type: 'text', choices: null };
}

type Step = (talk: Talk) => void | Promise<void>;

const small = fc.nat({ max: 30 });
const type = fc.constantFrom(1, 2);

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.tuple(small, fc.constantFrom('A', 'M', 'Z')).map(
    ([id, text]): Step =>
      (talk) =>
        talk.put(id + 1, text),
  ),
  small.map(
    (id): Step =>
      (talk) =>
        void talk.index.remove(id + 1),
  ),
  // HappyFox gets a field in front, loses one, or calls one otherwise.
  fc.tuple(type, fc.constantFrom(...names), fc.nat({ max: 9 })).map(
    ([id, name, at]): Step =>
      (talk) =>
        talk.define(id, [field(1_000 * id + at, name), ...talk.fields(id).filter((one) => one.id !== 1_000 * id + at)]),
  ),
  fc.tuple(type, small).map(([id, at]): Step => (talk) => {
    const fields = talk.fields(id);
    if (fields.length > 1) talk.define(id, fields.toSpliced(at % fields.length, 1));
  }),
  fc.tuple(type, small, fc.constantFrom(...names)).map(([id, at, name]): Step => (talk) => {
    const fields = talk.fields(id);
    talk.define(
      id,
      fields.map((one, index) => (index === at % fields.length ? { ...one, name } : one)),
    );
  }),
  fc
    .record({
      query: fc.constantFrom('', '', 'a', 'z'),
      sort: fc.constantFrom([], [{ key: 'name', ascending: true }], [{ key: '#100', ascending: false }]),
      group: fc.constantFrom(undefined, undefined, '#101', 'contacts'),
      collapsed: fc.constant([]),
      filters: fc.constantFrom({}, {}, { '#101': 'm' }),
    })
    .map(
      (view): Step =>
        (talk) =>
          talk.table.look(view),
    ),
  fc.constant<Step>((talk) => talk.layOut()),
  fc.constant<Step>((talk) => talk.renewColumns()),
  fc.constant<Step>((talk) => talk.arrive()),
  fc.constant<Step>((talk) => talk.arrive()),
  fc.tuple(small, small, fc.constantFrom('moveTo', 'addAt', 'extendTo')).map(([line, place, how]): Step => (talk) => {
    const cell = talk.at(line, place);
    if (cell) talk.selection[how](cell);
  }),
  fc.constantFrom('clear', 'fill', 'paste').map(
    (what): Step =>
      (talk) =>
        talk.act(what),
  ),
  fc.constant<Step>((talk) => talk.open()),
  fc.constant<Step>((talk) => talk.commit()),
  fc.constant<Step>((talk) => talk.effect()),
);

describe('Between a key and its effect', () => {
  it('lines, columns and assets may come, go and change places: what is touched is what was seen', async () => {
    let touched = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 120 }), async (steps) => {
        const talk = new Talk();
        for (let id = 1; id <= 8; id += 1) talk.put(id, 'A');
        talk.renewColumns();
        await talk.layOut();
        talk.arrive();
        talk.arrive();
        for (const one of steps) await one(talk);
        while (talk.toHost.length > 0) talk.effect();
        touched += talk.touched;
      }),
      { numRuns: 300 },
    );
    assert.ok(touched > 100, `only ${touched} cells were touched`);
  });
});
