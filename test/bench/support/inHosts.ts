import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { env } from 'node:process';
import { runTests } from '@vscode/test-electron';
import manifest from '../../../package.json';
import { writeSettings } from '../../../scripts/vscode/settings.mjs';

/** What is measured in one extension host. */
export interface Measured {
  /** The folder of the extension; one that does nothing where none is named. */
  readonly extension?: string;
  /** What runs in the host, by its name in `support`. It writes its figures to the file `HAPPYFOX_FIGURE`, in a folder that is its own. */
  readonly script: string;
  readonly given?: Readonly<Record<string, string>>;
  readonly settings?: Readonly<Record<string, unknown>>;
}

/** Runs a script in an extension host of its own. Resolves with what it wrote. */
export type Measure = (measured: Measured) => Promise<string>;

/** Has a benchmark measure in extension hosts, and leaves nothing of them. @param name that of the benchmark */
export async function inHosts(name: string, work: (measure: Measure) => Promise<void>): Promise<void> {
  const vscodeExecutablePath = env.HAPPYFOX_CODE;
  assert.ok(vscodeExecutablePath, `Run this with \`npm run bench -- ${name}\`.`);
  const scratch = realpathSync(mkdtempSync(join(tmpdir(), 'hf-bench-')));
  const empty = emptyExtension(scratch);
  const measure = async ({ extension = empty, script, given, settings }: Measured): Promise<string> => {
    const profile = mkdtempSync(join(scratch, 'profile-'));
    const figure = join(profile, 'figure');
    const workspace = join(profile, 'workspace');
    mkdirSync(workspace);
    if (settings) writeSettings(join(profile, 'u'), settings);
    await runTests({
      vscodeExecutablePath,
      extensionDevelopmentPath: extension,
      extensionTestsPath: join(__dirname, 'support', `${script}.js`),
      extensionTestsEnv: { ...given, HAPPYFOX_FIGURE: figure, HAPPYFOX_LAUNCH_TIED: '1' },
      launchArgs: [workspace, `--user-data-dir=${join(profile, 'u')}`, `--extensions-dir=${join(profile, 'e')}`],
    });
    return readFileSync(figure, 'utf8');
  };
  try {
    await work(measure);
  } finally {
    rmSync(scratch, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

/** In the middle of figures. */
export function median(figures: readonly number[]): number {
  return [...figures].sort((one, other) => one - other)[Math.floor(figures.length / 2)] ?? NaN;
}

function emptyExtension(scratch: string): string {
  const folder = join(scratch, 'empty');
  mkdirSync(folder);
  const nothing = { name: 'empty', publisher: 'bench', version: '0.0.1', main: './extension.js' };
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ ...nothing, engines: manifest.engines, activationEvents: ['onCommand:bench.none'] }),
  );
  writeFileSync(join(folder, 'extension.js'), 'exports.activate = () => {};\n');
  return folder;
}
