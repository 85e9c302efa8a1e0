// npm run soak -- [--minutes N] [--seed S] [--steps N]
// Two windows of one user with a helpdesk around them: random steps, kills and faults against a model, until the time is over.
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from './setup/paths.mjs';
import { run } from './setup/run.mjs';
import { orExplain, setUp } from './setup/setUp.mjs';

await setUp();
await orExplain(async () => {
  const { build } = await import('./testing/plan.mjs');
  const options = {
    minutes: { type: 'string', default: '5' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    steps: { type: 'string', default: '60' },
  };
  const { minutes, seed, steps } = parseArgs({ options }).values;
  await build();
  const file = join(root, 'out', 'test', 'sandbox', 'soak', 'run.js');
  process.exitCode = await run(process.execPath, [file, minutes, seed, steps], { cwd: root });
});
process.exit();
