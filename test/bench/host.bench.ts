// For how long the extension, as it ships, holds the event loop of a real extension host, at 20,000 and 100,000 assets: the longest stretch of each job
// beside those of a host that is idle, and what somebody who comes at any moment waits for half of the time, and in the worst hundredth of it.
// Run: npm run bench -- host
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { env } from 'node:process';
import { withoutBackground } from '../../scripts/vscode/settings.mjs';
import type { HostFigures } from './support/hostJobs';
import { inHosts, type Measure } from './support/inHosts';
import type { Held } from './support/stretches';

const sizes = [20_000, 100_000].filter((size) => [undefined, '', String(size)].includes(env.HAPPYFOX_SIZE));
const goalMilliseconds = 16;
const root = join(__dirname, '..', '..', '..');

/** The figures of one account of that size. */
async function figuresOf(measure: Measure, assets: number): Promise<HostFigures> {
  const rows = assets / 2;
  const assetsByType = { 2: 10_000, 3: assets === 20_000 ? 5_000 : rows };
  const options = { assets, assetsByType, switches: { rateLimit: false } };
  const sandbox = fork(join(__dirname, '..', 'host', 'support', 'sandboxProcess.js'), [JSON.stringify(options)], {
    execArgv: [],
  });
  try {
    const [credentials] = (await once(sandbox, 'message')) as [object];
    const figures = await measure({
      extension: root,
      script: 'hostJobs',
      given: { HAPPYFOX_CREDENTIALS: JSON.stringify(credentials), HAPPYFOX_ROWS: String(rows) },
      settings: {
        ...withoutBackground,
        'happyfoxAssets.rateLimit.readsPerMinute': 1e9,
        'happyfoxAssets.rateLimit.writesPerMinute': 1e9,
        'happyfoxAssets.index.refreshMinutes': 10_080,
      },
    });
    return JSON.parse(figures) as HostFigures;
  } finally {
    sandbox.disconnect();
  }
}

function print(size: number, figures: HostFigures): void {
  for (const [job, held] of Object.entries(figures)) {
    const told = Object.entries(held).map(([what, figure]) => `${what} ${figure}`);
    process.stdout.write(`${size} assets, ${job}: ${told.join(' · ')}\n`);
  }
  const missed = Object.entries(figures).filter(
    ([, held]: [string, Held]) => held['longest CPU ms'] > goalMilliseconds,
  );
  const names = missed.map(([job]) => job).join(', ');
  process.stdout.write(
    `no stretch over ${goalMilliseconds} ms at ${size}: ${names === '' ? 'met' : `MISSED by ${names}`}\n`,
  );
  process.stdout.write(`${JSON.stringify({ assets: size, ...figures })}\n`);
}

void inHosts('host', async (measure) => {
  for (const size of sizes) print(size, await figuresOf(measure, size));
});
