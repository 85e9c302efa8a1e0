// What activation costs: the extension as it ships against one that does nothing, in turn, each in an extension host of its own.
import assert from 'node:assert/strict';
import { globSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { env } from 'node:process';
import { gzipSync } from 'node:zlib';
import { runTests } from '@vscode/test-electron';
import manifest from '../../package.json';

const rounds = 5;
const root = join(__dirname, '..', '..', '..');
const code = env.HAPPYFOX_CODE;
assert.ok(code, 'Run this with `npm run bench activation`.');
const vscodeExecutablePath = code;

const scratch = realpathSync(mkdtempSync(join(tmpdir(), 'hf-bench-')));
const empty = join(scratch, 'empty');
mkdirSync(empty);
const nothing = { name: 'empty', publisher: 'bench', version: '0.0.1', main: './extension.js' };
writeFileSync(
  join(empty, 'package.json'),
  JSON.stringify({ ...nothing, engines: manifest.engines, activationEvents: ['onCommand:bench.none'] }),
);
writeFileSync(join(empty, 'extension.js'), 'exports.activate = () => {};\n');

/** Milliseconds, of one extension host. */
async function activation(extensionDevelopmentPath: string, id: string): Promise<number> {
  const profile = mkdtempSync(join(scratch, 'profile-'));
  const figure = join(profile, 'figure');
  const workspace = join(profile, 'workspace');
  mkdirSync(workspace);
  await runTests({
    vscodeExecutablePath,
    extensionDevelopmentPath,
    extensionTestsPath: join(__dirname, 'support', 'activated.js'),
    extensionTestsEnv: { HAPPYFOX_FIGURE: figure, HAPPYFOX_EXTENSION: id, HAPPYFOX_LAUNCH_TIED: '1' },
    launchArgs: [workspace, `--user-data-dir=${join(profile, 'u')}`, `--extensions-dir=${join(profile, 'e')}`],
  });
  return Number(readFileSync(figure, 'utf8'));
}

/** The bundles that the entry imports statically, and those imports' imports. */
function readAtActivation(): readonly string[] {
  const files = [join(root, 'dist', 'extension.mjs')];
  for (const file of files) {
    const imported = readFileSync(file, 'utf8').matchAll(/(?:from|import)"(\.{1,2}\/[\w/.-]+\.mjs)"/g);
    for (const [, path] of imported) {
      const target = join(file, '..', path ?? '');
      if (!files.includes(target)) files.push(target);
    }
  }
  return files;
}

function median(times: readonly number[]): number {
  return [...times].sort((one, other) => one - other)[Math.floor(times.length / 2)] ?? NaN;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function main(): Promise<void> {
  const ours: number[] = [];
  const theirs: number[] = [];
  try {
    for (let round = 0; round < rounds; round += 1) {
      theirs.push(await activation(empty, 'bench.empty'));
      ours.push(await activation(root, `${manifest.publisher}.${manifest.name}`));
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
  const files = readAtActivation();
  const bytes = files.reduce((sum, file) => sum + statSync(file).size, 0);
  const zipped = files.reduce((sum, file) => sum + gzipSync(readFileSync(file)).length, 0);
  const all = globSync('dist/**/*.{mjs,js,css}', { cwd: root }).reduce(
    (sum, file) => sum + statSync(join(root, file)).size,
    0,
  );
  const kilobytes = (count: number): string => `${Math.round(count / 1_000)} KB`;
  print(
    `read at activation: ${files.length} files, ${kilobytes(bytes)}, ${kilobytes(zipped)} zipped, of ${kilobytes(all)} in all`,
  );
  print(
    `activation, median of ${rounds}: ${median(ours).toFixed(1)} ms (all: ${ours.map((time) => time.toFixed(1)).join(' ')})`,
  );
  print(
    `an empty extension: ${median(theirs).toFixed(1)} ms (all: ${theirs.map((time) => time.toFixed(1)).join(' ')})`,
  );
  print(`ratio ${(median(ours) / median(theirs)).toFixed(1)}`);
}

void main();
