// npm run test:faults [-- -g pattern]
// Every cell of the fault matrix: each fault with each operation, the invariants after each. `npm test` runs some of them.
import { parseArgs } from 'node:util';
import { orExplain, setUp } from './setup/setUp.mjs';

await setUp();
await orExplain(async () => {
  const { build } = await import('./testing/plan.mjs');
  const { mocha } = await import('./testing/suites.mjs');
  const { values } = parseArgs({ options: { grep: { type: 'string', short: 'g' } } });
  await build();
  const env = { HAPPYFOX_FAULTS: 'all' };
  const tally = await mocha(['sandbox/faults/*.test.js'], { seconds: 60, env, ...values });
  console.log(`${tally.passed} cells passed, ${tally.failed} failed`);
  process.exitCode = tally.failed > 0 || tally.passed === 0 ? 1 : 0;
});
process.exit();
