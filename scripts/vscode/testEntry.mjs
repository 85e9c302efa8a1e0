import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * Wraps the tests' entry in one that leaves its verdict in a file. When the extension host dies in the middle of the tests
 * (a crash, `process.exit`), VS Code reports exit code 0; only the missing file tells.
 * @param {string} folder an empty folder of ours
 * @param {string} testsPath the module whose `run()` runs the tests
 * @returns {{path: string, passed: () => boolean}}
 */
export function wrapTests(folder, testsPath) {
  const verdict = join(folder, 'passed');
  const path = join(folder, 'tests.js');
  const entry = existsSync(testsPath) ? testsPath : `${testsPath}.js`;
  writeFileSync(
    path,
    `exports.run = async () => {
  const entry = await import(${JSON.stringify(pathToFileURL(entry).href)});
  const run = entry.run ?? entry.default?.run;
  if (typeof run !== 'function') throw new Error('The tests export no function named run.');
  await run();
  require('node:fs').writeFileSync(${JSON.stringify(verdict)}, 'yes');
};
`,
  );
  return { path, passed: () => existsSync(verdict) && readFileSync(verdict, 'utf8') === 'yes' };
}
