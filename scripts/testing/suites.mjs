import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { root } from '../setup/paths.mjs';
import { run } from '../setup/run.mjs';
import { withoutBackground, writeSettings } from '../vscode/settings.mjs';

const compiled = join(root, 'out', 'test');
const reporter = join(root, 'scripts', 'testing', 'tally.cjs');

/**
 * @typedef {object} Tally what really ran
 * @property {number} passed
 * @property {number} failed
 * @property {number} pending
 * @property {Readonly<Record<string, Omit<Tally, 'files'>>>} [files] the same of each test file
 */

/**
 * A check without tests of its own: counts as one.
 * @param {readonly string[][]} commands Node scripts with their arguments; all are run, so that all complaints are seen at once
 * @returns {Promise<Tally>}
 */
export async function check(commands) {
  let failed = 0;
  for (const command of commands) if ((await run(process.execPath, command, { cwd: root })) !== 0) failed = 1;
  return { passed: 1 - failed, failed, pending: 0 };
}

/**
 * Mocha over the compiled tests, in a process of its own.
 * @param {readonly string[]} patterns below out/test
 * @param {{seconds: number, grep?: string, env?: NodeJS.ProcessEnv, jobs?: number}} options `seconds` is each test's deadline; so
 *   many `jobs` each run a file at a time
 */
export function mocha(patterns, { seconds, grep, env, jobs }) {
  const files = patterns.map((pattern) => `${compiled}/${pattern}`);
  const switches = [
    '--reporter',
    reporter,
    '--timeout',
    `${seconds}s`,
    ...(grep === undefined ? [] : ['--grep', grep]),
    ...(jobs === undefined ? [] : ['--parallel', '--jobs', String(jobs)]),
  ];
  return tallied(grep, async (tally) => {
    const bin = join(root, 'node_modules', 'mocha', 'bin', 'mocha.js');
    return run(process.execPath, [bin, ...switches, ...files], {
      cwd: root,
      env: { ...process.env, ...env, HAPPYFOX_TALLY: tally },
    });
  });
}

/**
 * The same, but files with a failure are run once more, one at a time, for what a browser shows depends on VS Code's own timing too. Says
 * so, and counts what came of the second time.
 * @param {readonly string[]} patterns
 * @param {Parameters<typeof mocha>[1]} options
 */
export async function mochaTwice(patterns, options) {
  const first = await mocha(patterns, options);
  const files = Object.entries(first.files ?? {}).filter(([, { failed }]) => failed > 0);
  const known = files.reduce((sum, [, { failed }]) => sum + failed, 0);
  if (known === 0 || known !== first.failed || files.some(([file]) => file === '')) return first;
  const names = files.map(([file]) => relative(compiled, file));
  console.log(`\nRun once more, for something failed in them: ${names.join(', ')}`);
  const second = await mocha(names, { ...options, jobs: undefined });
  const counted = (key) => first[key] - files.reduce((sum, [, counts]) => sum + counts[key], 0) + second[key];
  return { passed: counted('passed'), failed: counted('failed'), pending: counted('pending') };
}

/**
 * The host tests, inside the extension host of a real VS Code.
 * @param {import('../vscode/choose.mjs').VSCode} code
 * @param {{grep?: string}} options
 */
export function host(code, { grep }) {
  return tallied(grep, async (tally) => {
    const { runTests } = await import('@vscode/test-electron');
    const profile = mkdtempSync(join(tmpdir(), 'hf-host-'));
    const remove = () => rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    process.once('exit', remove); // also when interrupted
    try {
      const workspace = join(profile, 'workspace');
      mkdirSync(workspace);
      writeSettings(join(profile, 'user'), withoutBackground);
      return await runTests({
        vscodeExecutablePath: code.executable,
        extensionDevelopmentPath: root,
        extensionTestsPath: join(compiled, 'host', 'run.js'),
        extensionTestsEnv: {
          HAPPYFOX_TALLY: tally,
          HAPPYFOX_GREP: grep,
          HAPPYFOX_REPORTER: reporter,
          HAPPYFOX_LAUNCH_TIED: '1',
        },
        launchArgs: [
          workspace,
          `--user-data-dir=${join(profile, 'user')}`,
          `--extensions-dir=${join(profile, 'extensions')}`,
        ],
      });
    } catch (error) {
      console.error(error.message);
      return 1;
    } finally {
      remove();
    }
  });
}

/**
 * @param {string | undefined} grep
 * @param {(file: string) => Promise<number>} suite runs it and resolves with its exit code
 * @returns {Promise<Tally>} one failure more when the suite died, or ran nothing though everything was asked for
 */
async function tallied(grep, suite) {
  const folder = mkdtempSync(join(tmpdir(), 'hf-tally-'));
  const file = join(folder, 'tally.json');
  try {
    const code = await suite(file);
    const tally = read(file);
    const ran = tally.passed + tally.failed;
    if (!tally.complete) return complain(tally, `The suite died (exit code ${code}).`);
    if (ran === 0 && grep === undefined) return complain(tally, 'The suite holds no test.');
    if (code !== 0 && tally.failed === 0) return complain(tally, `The suite ended with exit code ${code}.`);
    return tally;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return { passed: 0, failed: 0, pending: 0, complete: false };
  }
}

function complain(tally, sentence) {
  console.error(sentence);
  return { ...tally, failed: tally.failed + 1 };
}
