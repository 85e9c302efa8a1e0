// The table with 1,000, 10,000 and 100,000 assets of twelve columns: how long until its first lines are seen, what a frame takes while it is
// scrolled with the wheel, in how many frames a line had not come, what a sort and a filter take, and how much memory the page needs. The page is the one
// that ships, in headless Chromium; the host's part runs here, and the two talk in the same messages as in VS Code. Beside it the same grid
// without all of ours: its rows in memory, no host, no marks, no filters.
// Run: npm run bench -- table
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { chromium, type Browser, type Page } from 'playwright-core';
import { findBrowser } from '../../scripts/vscode/browser.mjs';
import type { FromTable } from '../../src/workbench/table/tableMessages';
import type { TableView } from '../../src/tables/tableView';
import { TableHost } from './support/tableHost';

const sizes = [1_000, 10_000, 100_000];
const goals = { 'open ms': 300, 'slow p95 ms': 17, 'fast p95 ms': 33 };

/** Runs in the page: notes how long frames take, and in how many of them a line was seen that had not come yet. */
const measuring = `
  let times, blank, last, going;
  const tick = (now) => {
    times.push(now - last);
    last = now;
    if (document.querySelector('.slick-cell.loading')) blank += 1;
    if (going) requestAnimationFrame(tick);
  };
  window.beginFrames = () => {
    times = [];
    blank = 0;
    going = true;
    last = performance.now();
    requestAnimationFrame(tick);
  };
  window.endFrames = () => {
    going = false;
    times.sort((one, other) => one - other);
    return { p95: times[Math.floor(times.length * 0.95)], blank: blank / times.length };
  };
  window.heap = () => {
    window.gc?.();
    return performance.memory.usedJSHeapSize / 1048576;
  };`;

/** What was measured of one page. */
interface Figures {
  readonly 'open ms': number;
  readonly 'slow p95 ms': number;
  readonly 'slow blank': number;
  readonly 'fast p95 ms': number;
  readonly 'fast blank': number;
  readonly 'page heap MB': number;
}

const ours = {
  css: readFileSync('dist/webview/table.css', 'utf8'),
  script: `
  // As VS Code does, ids go as bytes.
  const packed = (_, value) =>
    value instanceof Float64Array ? { ids: new Uint8Array(value.slice().buffer).toBase64() } : value;
  const unpacked = (_, value) =>
    typeof value?.ids === 'string' ? new Float64Array(Uint8Array.fromBase64(value.ids).buffer) : value;
  window.acquireVsCodeApi = () => ({
    postMessage: (message) => void window.tellHost(JSON.stringify(message, packed)).then((answers) => {
      for (const one of JSON.parse(answers, unpacked)) window.postMessage(one, '*');
    }),
    setState() {}, getState() {},
  });
  ${readFileSync('dist/webview/table.js', 'utf8')}`,
};

/** Runs in a page: SlickGrid as it comes, with the texts of the same cells in memory. */
const gridAlone = `
  import { SlickGrid } from 'slickgrid';
  window.tellHost('').then((answer) => {
    const { names, rows } = JSON.parse(answer);
    const columns = names.map((name, at) => ({ id: String(at), field: at, name, width: 150 }));
    new SlickGrid('#page', rows, columns, {
      rowHeight: 24, enableColumnReorder: false, frozenColumn: 0, forceSyncScrolling: true, enableMouseWheelScrollHandler: false, enableHtmlRendering: false, nonce: 'x',
    });
  });`;

async function plainGrid(): Promise<{ readonly css: string; readonly script: string }> {
  const stdin = { contents: gridAlone, resolveDir: process.cwd() };
  const { outputFiles } = await build({ stdin, bundle: true, minify: true, format: 'iife', write: false });
  const css = readFileSync('node_modules/slickgrid/dist/styles/css/slick.grid.css', 'utf8');
  return { css: `${css} html, body, #page { height: 100%; margin: 0; }`, script: outputFiles[0]?.text ?? '' };
}

function html({ css, script }: { readonly css: string; readonly script: string }): string {
  const safe = `${measuring}\n${script}`.replaceAll('</script', '<\\/script');
  return `<!DOCTYPE html><html lang="en"><head><meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'nonce-x'; style-src 'nonce-x'">
<style nonce="x">${css}</style></head><body data-nonce="x"><main id="page"></main><script nonce="x">${safe}</script></body></html>`;
}

async function measure(
  browser: Browser,
  text: string,
  answer: (message: string) => string | Promise<string>,
  picture?: string,
): Promise<Figures> {
  const page = await browser.newPage({ viewport: { width: 1_400, height: 800 } });
  page.on('pageerror', (error) => process.stderr.write(`${error.message}\n`));
  page.on('console', (line) => {
    if (line.type() === 'error') process.stderr.write(`${line.text()}\n`);
  });
  await page.exposeFunction('tellHost', answer);
  const open = await timed(async () => {
    await page.setContent(text);
    await page.getByText('Computer 1', { exact: true }).waitFor();
  });
  await page.mouse.move(700, 400);
  const slow = await frames(page, 60);
  const fast = await frames(page, 2_000);
  const heap = await call<number>(page, 'heap');
  if (picture !== undefined) await page.screenshot({ path: picture });
  await page.close();
  return {
    'open ms': round(open),
    ...{ 'slow p95 ms': round(slow.p95), 'slow blank': round(slow.blank) },
    ...{ 'fast p95 ms': round(fast.p95), 'fast blank': round(fast.blank) },
    'page heap MB': round(heap),
  };
}

/** What one of the functions in `measuring` answers. */
async function call<T>(page: Page, name: string): Promise<T> {
  return await page.evaluate(`window.${name}()`);
}

async function frames(page: Page, delta: number): Promise<{ readonly p95: number; readonly blank: number }> {
  await call(page, 'beginFrames');
  for (let turn = 0; turn < 120; turn += 1) await page.mouse.wheel(0, delta);
  return call(page, 'endFrames');
}

async function timed(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

function packed(_key: string, value: unknown): unknown {
  return value instanceof Float64Array ? { ids: Buffer.from(value.slice().buffer).toString('base64') } : value;
}

function unpacked(_key: string, value: unknown): unknown {
  const ids = value !== null && typeof value === 'object' && 'ids' in value ? value.ids : undefined;
  return typeof ids === 'string' ? new Float64Array(Uint8Array.from(Buffer.from(ids, 'base64')).buffer) : value;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function print(name: string, figures: object): void {
  const told = Object.entries(figures).map(([what, figure]) => `${what} ${figure}`);
  process.stdout.write(`${name}: ${told.join(' · ')}\n`);
}

async function main(): Promise<void> {
  const executablePath = findBrowser();
  if (executablePath === undefined) throw new Error('There is no Chromium to show the table in.');
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--js-flags=--expose-gc'] });
  const plain = html(await plainGrid());
  const folder = process.env.HAPPYFOX_PICTURES;
  let last: Figures | undefined;
  for (const size of sizes) {
    const host = new TableHost(size);
    const tell = async (message: string): Promise<string> =>
      JSON.stringify(await host.answer(JSON.parse(message, unpacked) as FromTable), packed);
    await host.table.layOut();
    const content = JSON.stringify(host.plain);
    print(`${size} assets, the grid alone`, await measure(browser, plain, () => content));
    last = await measure(browser, html(ours), tell, folder && join(folder, `table-${size}.png`));
    const sorted = { ...host.table.view, sort: [{ key: '#1', ascending: true }] };
    const filtered = { ...host.table.view, sort: [], filters: { '#2': 'Dell' } };
    const layOut = async (view: TableView): Promise<void> => {
      host.table.look(view);
      await host.table.layOut();
    };
    const sort = round(await timed(() => layOut(sorted)));
    const filter = round(await timed(() => layOut(filtered)));
    print(`${size} assets, the table`, { ...last, 'sort ms': sort, 'filter ms': filter });
  }
  await browser.close();
  for (const [what, goal] of Object.entries(goals)) {
    const figure = last?.[what as keyof typeof goals] ?? NaN;
    process.stdout.write(`${what} at 100,000: ${figure}; goal ${goal}: ${figure <= goal ? 'met' : 'MISSED'}\n`);
  }
}

void main();
