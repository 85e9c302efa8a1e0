// What the index costs: an account read without a limit, beside undici's `request` and `JSON.parse` alone over the same pages; and its way to disk
// and back, sealed, beside JSON of the same rows as tuples.
import { fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Agent, request } from 'undici';
import { openIndex, type OpenedIndex } from '../../src/finding/openedIndex';
import { systemClock } from '../../src/happyfox/clock';
import { connect } from '../../src/happyfox/connection';
import { Sandbox } from '../../src/sandbox/sandbox';
import { usualProxy } from '../fixtures/usualProxy';

const sizes = [1_000, 10_000, 100_000];
const rounds = 3;

interface Served {
  readonly url: string;
  readonly apiKey: string;
  readonly authCode: string;
  readonly types: readonly { readonly id: number; readonly count: number }[];
}

if (process.argv[2] === 'serve') void serve(Number(process.argv[3]));
else void bench();

async function serve(assets: number): Promise<void> {
  const sandbox = await Sandbox.start({ assets, switches: { rateLimit: false } });
  const { url, apiKey, authCode, world } = sandbox;
  process.send?.({
    url,
    apiKey,
    authCode,
    types: world.types.map(({ id }) => ({ id, count: world.assetsOf(id).length })),
  });
  process.once('disconnect', () => process.exit());
}

async function bench(): Promise<void> {
  for (const size of sizes) {
    const figures = Object.entries(await measure(size));
    process.stdout.write(`${figures.map(([what, figure]) => `${what} ${figure}`).join(' · ')}\n`);
  }
}

async function measure(size: number) {
  const child = fork(__filename, ['serve', String(size)]);
  const [served] = (await once(child, 'message')) as [Served];
  const folder = mkdtempSync(join(tmpdir(), 'hf-bench-'));
  try {
    // The sandbox makes its assets as they are first asked for.
    await raw(served);
    const figures = { raw: Infinity, crawl: Infinity, open: Infinity, tuples: Infinity };
    for (let round = 0; round < rounds; round += 1) {
      figures.raw = Math.min(figures.raw, await time(() => raw(served)));
      rmSync(join(folder, 'index'), { recursive: true, force: true });
      const index = await openAt(folder, served);
      figures.crawl = Math.min(figures.crawl, await time(() => readAll(index, served)));
      index.close();
      let warm: OpenedIndex | undefined;
      figures.open = Math.min(figures.open, await time(async () => (warm = await openAt(folder, served))));
      if (warm?.assets.size !== index.assets.size) throw new Error('Not all of it came back.');
      figures.tuples = Math.min(figures.tuples, await tuples(warm, join(folder, 'tuples.json')));
      warm.close();
    }
    return {
      assets: size,
      'raw ms': Math.round(figures.raw),
      'crawl and save ms': Math.round(figures.crawl),
      'crawl ÷ raw': (figures.crawl / figures.raw).toFixed(2),
      'warm start ms': Math.round(figures.open),
      'tuples in JSON ms': Math.round(figures.tuples),
      'start ÷ tuples': (figures.open / figures.tuples).toFixed(2),
      'KB on disk': Math.round(sizeOf(join(folder, 'index')) / 1024),
    };
  } finally {
    child.disconnect();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Four requests at once, as many as we send. */
async function raw({ url, apiKey, authCode, types }: Served): Promise<void> {
  const agent = new Agent({ connections: 4 });
  const headers = { authorization: `Basic ${Buffer.from(`${apiKey}:${authCode}`).toString('base64')}` };
  const pages = types.flatMap(({ id, count }) =>
    Array.from(
      { length: Math.max(Math.ceil(count / 50), 1) },
      (_, at) => `${url}/api/1.1/json/assets/?asset_type=${id}&size=50&page=${at + 1}`,
    ),
  );
  const next = pages.values();
  const worker = async (): Promise<void> => {
    for (const page of next) {
      const { body } = await request(page, { dispatcher: agent, headers });
      JSON.parse(await body.text());
    }
  };
  await Promise.all(Array.from({ length: 4 }, worker));
  await agent.close();
}

async function openAt(folder: string, { url, apiKey, authCode }: Served): Promise<OpenedIndex> {
  const connection = connect({
    ...{ baseUrl: url, apiKey, authCode, timeoutSeconds: 60, log: () => undefined },
    budget: { readsPerMinute: 1e9, writesPerMinute: 1e9 },
    proxy: { ...usualProxy, off: true, systemCertificates: false },
  });
  return openIndex({
    accountId: 'bench',
    place: {
      folder: join(folder, 'index'),
      lockFolder: join(folder, 'lock'),
      versionFile: join(folder, 'version'),
      key,
    },
    world: { today: () => '2026-01-15', uniqueFields: [] },
    openClient: () => Promise.resolve(connection.client),
    clock: systemClock,
    unwritable: (error) => {
      throw error;
    },
    unreadable: (reason) => {
      throw new Error(reason);
    },
  });
}

/** Resolves once everything has been read and is on disk. */
async function readAll({ crawl }: OpenedIndex, { types }: Served): Promise<void> {
  const written = new Promise<void>((resolve) => {
    const stop = crawl.onChange(() => {
      if (crawl.state.kind !== 'idle') return;
      stop();
      resolve();
    });
  });
  await crawl.read({ assetTypeIds: types.map(({ id }) => id), notBefore: 0 }, new AbortController().signal);
  await written;
}

/** Milliseconds that the same rows take as tuples in one JSON file, plain. */
async function tuples({ assets }: OpenedIndex, file: string): Promise<number> {
  const written = Array.from(assets.rows(), (row) => [
    row.id,
    row.displayId,
    row.name,
    row.contacts,
    row.values,
    row.updatedAt,
  ]);
  await writeFile(file, JSON.stringify(written));
  return time(async () => {
    JSON.parse(await readFile(file, 'utf8'));
  });
}

async function time(work: () => Promise<unknown>): Promise<number> {
  global.gc?.();
  const start = performance.now();
  await work();
  return performance.now() - start;
}

function sizeOf(folder: string): number {
  return readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
}

const key = randomBytes(32);
