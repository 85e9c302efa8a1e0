// What searching costs, in CPU time: the slowest twentieth of keystrokes, ranking and matched fields included, at 1,000, 10,000 and 100,000 assets; memory an
// asset takes, and its search text; beside `includes` on one joined text an asset, which is the least there can be.
import { AssetIndex } from '../../src/finding/index/assetIndex';
import { AssetSearch } from '../../src/finding/search';
import { makeAssets, typed } from './assets';

const sizes = [1_000, 10_000, 100_000];
const goalMilliseconds = 16;

const rows = sizes.map((size) => {
  const before = heap();
  const index = new AssetIndex();
  for (const page of makeAssets(size)) index.setAll(page, 1);
  const held = heap();
  const search = new AssetSearch(index, { today: () => '2026-01-15', uniqueFields: [] });
  search.search('warm');
  const withTexts = heap();
  const texts = Array.from({ length: index.slotCount }, (_, slot) => index.textAt(slot));
  const spent = typed.flatMap((query) => keystrokes(query).map((text) => time(() => search.search(text))));
  const least = typed.flatMap((query) =>
    keystrokes(query).map((text) => time(() => texts.filter((one) => one.includes(text)).length)),
  );
  return {
    assets: size,
    'p50 ms': at(spent, 0.5),
    'p95 ms': at(spent, 0.95),
    'slowest ms': at(spent, 1),
    'least p95 ms': at(least, 0.95),
    'bytes an asset': Math.round((held - before) / size),
    'bytes of its text': Math.round((withTexts - held) / size),
  };
});
for (const row of rows)
  print(
    Object.entries(row)
      .map(([what, figure]) => `${what} ${figure}`)
      .join(' · '),
  );
const slow = rows.at(-1)?.['p95 ms'] ?? NaN;
print(
  `p95 of a keystroke over 100,000 assets: ${slow} ms; goal ${goalMilliseconds} ms: ${slow <= goalMilliseconds ? 'met' : 'MISSED'}`,
);
print(
  `growth of p95 from 10,000 to 100,000 assets: ${(slow / (rows.at(-2)?.['p95 ms'] ?? NaN)).toFixed(1)} (10 is linear)`,
);

function keystrokes(query: string): string[] {
  return Array.from({ length: query.length }, (_, end) => query.slice(0, end + 1));
}

/** CPU milliseconds; the clock on the wall would count what else the machine does. */
function time(work: () => unknown): number {
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1_000;
}

function at(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return Number((sorted[Math.min(Math.floor(sorted.length * share), sorted.length - 1)] ?? 0).toFixed(2));
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

function heap(): number {
  global.gc?.();
  global.gc?.();
  return process.memoryUsage().heapUsed;
}
