import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import type { AssetTypeDefinition } from '../../../src/assets/assetTypeDefinition';
import { AssetIndex } from '../../../src/finding/index/assetIndex';
import type { Asset } from '../../../src/happyfox/asset';
import { AssetTable } from '../../../src/tables/assetTable';
import {
  tableWordKeys,
  type FromTable,
  type TableWords,
  type ToTable,
} from '../../../src/workbench/table/tableMessages';

const pages = join(__dirname, '..', '..', '..', 'dist', 'webview');
const words = Object.fromEntries(tableWordKeys.map((key) => [key, key])) as TableWords;

/** As VS Code does, ids go as bytes between the page and its host. */
const packing = `
  window.packed = (_, value) => (value instanceof Float64Array ? { ids: [...value] } : value);
  window.unpacked = (_, value) => (Array.isArray(value?.ids) ? Float64Array.from(value.ids) : value);
  window.acquireVsCodeApi = () => ({
    postMessage: (message) => void window.tellHost(JSON.stringify(message, window.packed)),
    setState() {}, getState() {},
  });`;

/** The page of a table as it ships, without VS Code: the test is its host, and says when which message arrives. */
export class TablePage {
  readonly index = new AssetIndex();
  readonly table: AssetTable;
  /** What the page has said of cells. */
  readonly edits: FromTable[] = [];
  private readonly heard: ((message: FromTable) => void)[] = [];
  private readonly showing = new Set<Promise<void>>();
  /** Lines that are asked for are not told of before `answerLate`. */
  isSilent = false;
  private unanswered: Float64Array[] = [];
  private arrangements = 0;

  private constructor(
    readonly page: Page,
    definition: AssetTypeDefinition,
    assets: readonly Asset[],
  ) {
    this.index.setDefinition(definition);
    this.index.setAll(assets, definition.assetType.id);
    this.table = new AssetTable({
      index: this.index,
      world: { today: () => '2026-01-01', uniqueFields: [] },
      assetTypeId: definition.assetType.id,
      words: { typeName: () => 'Laptop', staffName: () => undefined, moment: (timestamp) => timestamp },
    });
    this.table.show(this.keys);
  }

  static async open(browser: Browser, definition: AssetTypeDefinition, assets: readonly Asset[]): Promise<TablePage> {
    const page = await browser.newPage({ viewport: { width: 900, height: 500 } });
    const opened = new TablePage(page, definition, assets);
    await page.exposeFunction('tellHost', (text: string) => opened.answer(JSON.parse(text, unpacked) as FromTable));
    const css = readFileSync(join(pages, 'table.css'), 'utf8');
    const script = readFileSync(join(pages, 'table.js'), 'utf8').replaceAll('</script', '<\\/script');
    await page.setContent(
      `<!DOCTYPE html><html lang="en"><head><style>html, body { height: 100%; } ${css}</style></head>
      <body data-nonce="x"><main id="page"></main><script>${packing}</script><script>${script}</script></body></html>`,
    );
    await page.locator('.slick-cell.active').waitFor();
    return opened;
  }

  /** A cell by its asset and its column's key, wherever it stands. */
  cell(asset: number, column: string): Locator {
    const line = this.table.layout.order.indexOf(asset);
    const place = this.table.shown.findIndex((reader) => reader.column.key === column);
    return this.page.locator(`.slick-row[data-row="${line}"] [aria-colindex="${place + 2}"]`);
  }

  get editor(): Locator {
    return this.page.locator('input.editor, textarea.editor');
  }

  /** What is said at the foot. */
  get said(): Locator {
    return this.page.locator('footer .said');
  }

  /** The next thing that the page says of a kind. */
  next<Kind extends FromTable['kind']>(kind: Kind): Promise<Extract<FromTable, { kind: Kind }>> {
    return new Promise((resolve) => {
      const hear = (message: FromTable): void => {
        if (message.kind !== kind) return;
        this.heard.splice(this.heard.indexOf(hear), 1);
        resolve(message as Extract<FromTable, { kind: Kind }>);
      };
      this.heard.push(hear);
    });
  }

  /** Assets have changed: lays them out anew, and tells the page. */
  async layOut(isAsked = false): Promise<void> {
    await this.table.layOut();
    const { order, groups } = this.table.layout;
    await this.post({
      kind: 'layout',
      order,
      groups: groups.map((group) => ({ ...group, count: String(group.count) })),
      isAsked,
    });
    await this.post({ kind: 'stale' });
    // What the page has asked for then is drawn before anybody looks.
    await Promise.all(this.showing);
  }

  /** Fields have changed: there are other columns. */
  async renewColumns(): Promise<void> {
    this.table.renewColumns();
    this.table.show(this.keys);
    await this.post({ kind: 'columns', ...this.content(), after: this.arrangements });
    await this.layOut();
  }

  /** Says something to the page. Resolves once it has taken it in. */
  async post(message: ToTable): Promise<void> {
    const text = JSON.stringify(JSON.stringify(message, packed));
    await this.page.evaluate(`new Promise((resolve) => {
      addEventListener('message', () => setTimeout(resolve), { once: true });
      postMessage(JSON.parse(${text}, unpacked), '*');
    })`);
  }

  /** Tells of all lines that were asked for meanwhile. */
  async answerLate(): Promise<void> {
    this.isSilent = false;
    for (const assets of this.unanswered.splice(0)) await this.showLines(assets);
  }

  async close(): Promise<void> {
    await this.page.close();
  }

  private async showLines(assets: Float64Array): Promise<void> {
    const columns = this.table.shown.map(({ column }) => column.key);
    const lines = Array.from(assets, (id) => {
      const row = this.table.row(id);
      return { id, cells: row ? this.table.shown.map((reader) => reader.text(row)) : [] };
    });
    await this.post({ kind: 'lines', columns, lines });
  }

  private get keys(): readonly string[] {
    return this.table.columns.map(({ key }) => key).filter((key) => key === 'name' || key.startsWith('#'));
  }

  private content() {
    const all = this.table.columns.map(({ key, name, editor, fields }) => ({
      ...{ key, name: name || key, editor },
      choices: [...fields.values()].flatMap(({ choices }) => (choices ?? []).map(({ label }) => label)),
    }));
    return { version: this.table.version, all, columns: { shown: [...this.keys], widths: {}, frozen: 1 } };
  }

  private async answer(message: FromTable): Promise<void> {
    switch (message.kind) {
      case 'ready': {
        const view = { query: '', filters: {}, sort: [], collapsed: [] };
        const state = { account: 'test', typeId: 1, view };
        await this.post({ kind: 'open', words, ...this.content(), view, state });
        await this.layOut();
        break;
      }
      case 'lines': {
        if (this.isSilent) {
          this.unanswered.push(message.assets);
          break;
        }
        const answered = this.showLines(message.assets);
        this.showing.add(answered);
        await answered;
        this.showing.delete(answered);
        break;
      }
      case 'columns':
        this.arrangements += 1;
        break;
      case 'view':
        this.table.look({ ...message.view, group: message.view.group });
        await this.layOut(true);
        break;
      case 'edit':
      case 'paste':
      case 'fill':
      case 'clear':
        this.edits.push(message);
        break;
      default:
    }
    for (const hear of [...this.heard]) hear(message);
  }
}

/** What an edit of cells is about, in short. */
export function told(edit: FromTable): string {
  const { kind } = edit;
  if (kind === 'edit') return `${edit.asset} ${edit.column} ${edit.text}`;
  if (kind !== 'clear' && kind !== 'fill' && kind !== 'paste') return kind;
  const areas = edit.areas.map(({ assets, columns }) => `${[...assets].join()} ${columns.join()}`);
  return `${kind} ${areas.join(' + ')}`;
}

function packed(_key: string, value: unknown): unknown {
  return value instanceof Float64Array ? { ids: [...value] } : value;
}

function unpacked(_key: string, value: unknown): unknown {
  const ids = value !== null && typeof value === 'object' && 'ids' in value ? value.ids : undefined;
  return Array.isArray(ids) ? Float64Array.from(ids as number[]) : value;
}
