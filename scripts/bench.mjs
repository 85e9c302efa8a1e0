// npm run bench [-- name …]
// Runs the benchmarks of test/bench one after the other, each in a process of its own. Figures are ratios within one run.
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { root } from './setup/paths.mjs';
import { run, SetupError } from './setup/run.mjs';
import { orExplain, setUp } from './setup/setUp.mjs';

/** What is measured inside a VS Code. */
const needsCode = new Set(['activation', 'firstRow', 'host']);

await setUp();
await orExplain(async () => {
  if ((await run(process.execPath, ['esbuild.mjs', '--production', '--tests'], { cwd: root })) !== 0) {
    throw new SetupError('The build failed.');
  }
  const wanted = process.argv.slice(2);
  const folder = join(root, 'out', 'test', 'bench');
  const files = readdirSync(folder)
    .filter((file) => file.endsWith('.bench.js'))
    .sort();
  const chosen = files.filter((file) => wanted.length === 0 || wanted.includes(nameOf(file)));
  if (chosen.length === 0)
    throw new SetupError(`There is no such benchmark; there are ${files.map((file) => nameOf(file)).join(', ')}.`);
  const code = chosen.some((file) => needsCode.has(nameOf(file))) ? await import('./vscode/choose.mjs') : undefined;
  const { executable } = (await code?.chooseVSCode()) ?? {};
  for (const file of chosen) {
    console.log(`\n━━ ${nameOf(file)}`);
    const env = { ...process.env, ...(executable && { HAPPYFOX_CODE: executable }) };
    if ((await run(process.execPath, ['--expose-gc', join(folder, file)], { cwd: root, env })) !== 0)
      process.exitCode = 1;
  }
});
process.exit();

function nameOf(file) {
  return basename(file, '.bench.js');
}
