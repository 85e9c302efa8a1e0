// npm test [-- suite …] [-- -g pattern]
// Everything by default. Its last line is the sum of what really ran; its exit code is 0 only when all of that passed.
import { parseArgs } from 'node:util';
import { SetupError } from './setup/run.mjs';
import { orExplain, setUp } from './setup/setUp.mjs';

await setUp();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(130));
await orExplain(async () => {
  const { preparations, suites } = await import('./testing/plan.mjs');
  const { startBeside } = await import('./testing/beside.mjs');
  const options = { grep: { type: 'string', short: 'g' } };
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const unknown = positionals.find((name) => !(name in suites));
  const names = Object.keys(suites);
  if (unknown !== undefined) throw new SetupError(`There is no suite "${unknown}"; there are ${names.join(', ')}.`);
  const chosen = positionals.length > 0 ? names.filter((name) => positionals.includes(name)) : names;

  const results = [];
  const attempt = async (name, work) => {
    console.log(`\n━━ ${name} ${'━'.repeat(70 - name.length)}`);
    const started = Date.now();
    try {
      const tally = await work();
      if (tally) results.push({ name, seconds: (Date.now() - started) / 1_000, ...tally });
      return true;
    } catch (error) {
      console.error(error instanceof SetupError ? error.message : error);
      results.push({ name, passed: 0, failed: 1, pending: 0, seconds: (Date.now() - started) / 1_000 });
      return false;
    }
  };

  const made = {};
  const missing = new Set();
  for (const { need, name, make } of preparations) {
    if (!chosen.some((suite) => suites[suite][need])) continue;
    const done = await attempt(name, async () => void Object.assign(made, await make(made)));
    if (!done) missing.add(need);
  }
  const canRun = (name) => ![...missing].some((need) => suites[name][need]);
  const all = { ...made, grep: values.grep };
  const beside = chosen.length > 1 ? chosen.filter((name) => suites[name].isCheck && canRun(name)) : [];
  const started = new Map(beside.map((name) => [name, startBeside(name, all)]));
  for (const name of chosen) {
    if (canRun(name)) await attempt(name, () => started.get(name)?.attend() ?? suites[name].run(all));
    else console.log(`\n${name} cannot run.`);
  }

  console.log();
  for (const { name, passed, failed, pending, seconds } of results) {
    const skipped = pending > 0 ? `, ${pending} skipped` : '';
    console.log(`${name.padEnd(8)} ${passed} passed, ${failed} failed${skipped} (${seconds.toFixed(1)} s)`);
  }
  const sum = (key) => results.reduce((total, result) => total + result[key], 0);
  console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
  process.exitCode = sum('failed') > 0 || sum('passed') === 0 ? 1 : 0;
});
process.exit();
