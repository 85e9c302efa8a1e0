// CPU of one page of 50 assets through our client, beside undici's `request` and `JSON.parse` alone; and the share that reading the rows has.
// Run: node esbuild.mjs --tests && node out/test/bench/page.bench.js
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Agent, request } from 'undici';
import { Asset } from '../../src/happyfox/asset';
import { connect } from '../../src/happyfox/connection';
import { readPage } from '../../src/happyfox/page';
import { usualProxy } from '../fixtures/usualProxy';

/** Each figure comes from a process of its own, for in a shared one each collects the others' garbage. */
const rounds = 3;
const warmUps = 4;
const turns = 6;
const pagesPerTurn = 1_000;
const figures = ['raw', 'ours', 'shared', 'parse', 'read'] as const;
type Figure = (typeof figures)[number];

const page = JSON.stringify(makePage());

/** A page as the article's sample has it, 50 rows, about 26 KB. */
function makePage(): unknown {
  const data = Array.from({ length: 50 }, (_, index) => ({
    display_id: `WORKSTATION-${index}-W10PC`,
    name: `WORKSTATION-${index}-W10PC`,
    contacts: index % 3 === 0 ? [{ email: 'dwayne.wade@gmail.com', name: 'Dwyane Wade', id: 27662 + index }] : [],
    created_by: 1,
    id: 6748 + index,
    asset_type: { id: 1, name: 'General' },
    custom_fields: ['Serial Number', 'Manufacturer', 'Model', 'Location', 'Cost Centre'].map((name, order) => ({
      name,
      type: 'text',
      order: order + 1,
      value: order === 1 ? 'Dell' : `Latitude 55${index}`,
      id: 45 + order,
    })),
    updated_by: 1,
  }));
  return { page_info: { count: 50, last_index: 5000, page_count: 100, start_index: 1, end_index: 50 }, data };
}

function serve(): void {
  const server = createServer((_, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(page);
  });
  server.listen(0, '127.0.0.1', () => {
    const address = server.address();
    if (typeof address === 'object' && address) process.send?.(address.port);
  });
}

/** CPU microseconds of one call; time would count what else the machine does. */
async function cpuOf(work: () => unknown): Promise<number> {
  const spent: number[] = [];
  for (let turn = 0; turn < warmUps + turns; turn += 1) {
    const before = process.cpuUsage();
    for (let index = 0; index < pagesPerTurn; index += 1) await work();
    const { user, system } = process.cpuUsage(before);
    spent.push((user + system) / pagesPerTurn);
  }
  return median(spent.slice(warmUps));
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

async function measure(figure: Figure, port: number): Promise<number> {
  const parsed = JSON.parse(page) as unknown;
  switch (figure) {
    case 'raw':
      return measureRaw(port);
    case 'ours':
      return measureOurs(port);
    case 'shared':
      return measureOurs(port, mkdtempSync(join(tmpdir(), 'bench-')));
    case 'parse':
      return cpuOf(() => JSON.parse(page) as unknown);
    case 'read':
      return cpuOf(() => readPage(parsed, Asset, { page: 1, size: 50 }));
  }
}

async function measureRaw(port: number): Promise<number> {
  const agent = new Agent({ connections: 4, allowH2: false });
  const spent = await cpuOf(async () => {
    const { body } = await request(`http://127.0.0.1:${port}/api/1.1/json/assets/?asset_type=1&size=50&page=1`, {
      dispatcher: agent,
      headers: { authorization: 'Basic a2V5OmNvZGU=' },
    });
    return JSON.parse(await body.text()) as unknown;
  });
  await agent.close();
  return spent;
}

async function measureOurs(port: number, budgetFolder?: string): Promise<number> {
  const connection = connect({
    baseUrl: `http://127.0.0.1:${port}`,
    apiKey: 'key',
    authCode: 'code',
    budget: { readsPerMinute: 10_000_000, writesPerMinute: 200 },
    timeoutSeconds: 30,
    proxy: { ...usualProxy, off: true },
    log: () => undefined,
    ...(budgetFolder !== undefined && { budgetFolder }),
  });
  const asked = { assetTypeId: 1, page: 1, size: 50 };
  const spent = await cpuOf(() => connection.client.listAssets(asked, { priority: 'user' }));
  await connection.dispose();
  return spent;
}

async function inOwnProcess(figure: Figure, port: number): Promise<number> {
  const child = fork(__filename, [figure, String(port)]);
  const [spent] = (await once(child, 'message')) as [number];
  await once(child, 'exit');
  return spent;
}

async function main(): Promise<void> {
  const server = fork(__filename, ['serve']);
  const [port] = (await once(server, 'message')) as [number];
  const all: Record<Figure, number[]> = { raw: [], ours: [], shared: [], parse: [], read: [] };
  try {
    for (let round = 0; round < rounds; round += 1) {
      for (const figure of figures) all[figure].push(await inOwnProcess(figure, port));
    }
  } finally {
    server.kill();
  }
  const [raw, ours, shared, parse, read] = figures.map((figure) => median(all[figure]));
  const beside = (value: number, anchor: number) => `${value.toFixed(0)} µs, ratio ${(value / anchor).toFixed(2)}`;
  print(
    `page of 50, ${Math.round(page.length / 1024)} KB; CPU a page: undici and JSON.parse alone ${raw!.toFixed(0)} µs`,
  );
  print(
    `  our client ${beside(ours!, raw!)} (goal ≤ 1.25); with a budget shared between windows ${beside(shared!, raw!)}`,
  );
  print(`reading the rows: JSON.parse ${parse!.toFixed(0)} µs, schema ${beside(read!, parse!)} (goal ≤ 0.5)`);
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function measureAndTell(figure: Figure, port: number): Promise<void> {
  const spent = await measure(figure, port);
  process.send?.(spent, () => process.disconnect());
}

const [mode, port] = process.argv.slice(2);
const figure = figures.find((each) => each === mode);
if (mode === 'serve') serve();
else if (figure) void measureAndTell(figure, Number(port));
else void main();
