// What the sidebar's first rows cost: with the types kept, and with nothing kept, each in an extension host of its own.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { env } from 'node:process';
import { runTests } from '@vscode/test-electron';

interface Figures {
  readonly rows: number;
  readonly first: number;
  readonly last: number;
}

const rounds = 3;
const code = env.HAPPYFOX_CODE;
assert.ok(code, 'Run this with `npm run bench firstRow`.');
const vscodeExecutablePath = code;
const scratch = realpathSync(mkdtempSync(join(tmpdir(), 'hf-bench-')));
const empty = join(scratch, 'empty');
mkdirSync(empty);
const nothing = { name: 'empty', publisher: 'bench', version: '0.0.1', main: './extension.js' };
writeFileSync(join(empty, 'package.json'), JSON.stringify({ ...nothing, engines: { vscode: '*' } }));
writeFileSync(join(empty, 'extension.js'), 'exports.activate = () => {};\n');

/** Of one extension host. @param delay how long HappyFox takes for each answer, in milliseconds */
async function measured(isKept: boolean, delay: number): Promise<Figures> {
  const profile = mkdtempSync(join(scratch, 'profile-'));
  const figure = join(profile, 'figure');
  const workspace = join(profile, 'workspace');
  mkdirSync(workspace);
  await runTests({
    vscodeExecutablePath,
    extensionDevelopmentPath: empty,
    extensionTestsPath: join(__dirname, 'support', 'firstRow.js'),
    extensionTestsEnv: {
      HAPPYFOX_FIGURE: figure,
      HAPPYFOX_KEPT: isKept ? '1' : '',
      HAPPYFOX_DELAY: String(delay),
      HAPPYFOX_LAUNCH_TIED: '1',
    },
    launchArgs: [workspace, `--user-data-dir=${join(profile, 'u')}`, `--extensions-dir=${join(profile, 'e')}`],
  });
  return JSON.parse(readFileSync(figure, 'utf8')) as Figures;
}

function median(times: readonly number[]): string {
  return ([...times].sort((one, other) => one - other)[Math.floor(times.length / 2)] ?? NaN).toFixed(1);
}

async function main(): Promise<void> {
  try {
    for (const delay of [0, 400]) {
      for (const isKept of [false, true]) {
        const all: Figures[] = [];
        for (let round = 0; round < rounds; round += 1) all.push(await measured(isKept, delay));
        assert.ok(all.every(({ rows }) => rows > 0));
        const [first, last] = [median(all.map((one) => one.first)), median(all.map((one) => one.last))];
        process.stdout.write(
          `${isKept ? 'types kept' : 'nothing kept'}, answers after ${delay} ms: first rows ${first} ms, the first total of HappyFox ${last} ms\n`,
        );
      }
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

void main();
