import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { packageExtension } from '../package/vsix.mjs';
import { root } from '../setup/paths.mjs';
import { SetupError, run } from '../setup/run.mjs';
import { chooseVSCode } from '../vscode/choose.mjs';
import { check, host, mocha, mochaTwice } from './suites.mjs';

const bin = (...path) => join(root, 'node_modules', ...path);
const tsc = [bin('typescript', 'bin', 'tsc'), '--noEmit'];
/** What runs in a browser is compiled for one: it has a DOM and no Node. */
const tscOfPages = [...tsc, '--project', join('src', 'webview')];
const eslint = [bin('eslint', 'bin', 'eslint.js'), '.'];
const prettier = [bin('prettier', 'bin', 'prettier.cjs'), '--check', '--log-level=warn', '.'];

/** For tests that start a VS Code of their own, with the extension as it ships. */
const environment = ({ code, vsix, extensions }) => ({
  HAPPYFOX_CODE: code.executable,
  HAPPYFOX_VSIX: vsix,
  HAPPYFOX_EXTENSIONS: extensions,
});

/** What `npm test` can run, in this order; checks, which need no quiet machine, run meanwhile. The deadlines leave room for a busy machine. */
export const suites = {
  unit: { needsBuild: true, run: ({ grep }) => mocha(['*.test.js', 'unit/**/*.test.js'], { seconds: 30, grep }) },
  sandbox: { needsBuild: true, run: ({ grep }) => mocha(['sandbox/**/*.test.js'], { seconds: 60, grep }) },
  types: { isCheck: true, run: () => check([tsc, tscOfPages]) },
  lint: { isCheck: true, run: () => check([eslint, prettier]) },
  host: { needsBuild: true, needsCode: true, run: ({ code, grep }) => host(code, { grep }) },
  ui: {
    needsBuild: true,
    needsCode: true,
    needsVSIX: true,
    needsInstalled: true,
    run: ({ grep, ...made }) => {
      // Windows that are really shown share a clipboard and the focus.
      const isHeadless = made.code.kind === 'server' && !process.env.HAPPYFOX_HEADED;
      return mochaTwice(['ui/**/*.test.js'], { seconds: 180, grep, env: environment(made), jobs: isHeadless ? 2 : 1 });
    },
  },
  package: {
    needsBuild: true,
    needsCode: true,
    needsVSIX: true,
    run: ({ grep, ...made }) => mocha(['package/**/*.test.js'], { seconds: 180, grep, env: environment(made) }),
  },
};

/** Builds what the tests run. Throws a {@link SetupError} when that fails. */
export async function build() {
  const code = await run(process.execPath, ['esbuild.mjs', '--tests'], { cwd: root });
  if (code !== 0) throw new SetupError('The build failed.');
}

/**
 * What suites need, in the order in which it has to be made: first what ships, then over it the build with source maps for the
 * host tests. Each adds to what was made before it, and throws a {@link SetupError} when it fails.
 */
export const preparations = [
  { need: 'needsVSIX', name: 'vsix', make: async () => ({ vsix: await packageExtension(join(root, 'out', 'vsix')) }) },
  {
    need: 'needsBuild',
    name: 'build',
    make: async () => {
      await build();
      return {};
    },
  },
  {
    need: 'needsCode',
    name: 'vscode',
    make: async () => {
      const code = await chooseVSCode();
      console.log(`${code.kind}: ${code.executable}`);
      return { code };
    },
  },
  {
    need: 'needsInstalled',
    name: 'install',
    make: async ({ code, vsix }) => {
      if (!code || !vsix) throw new SetupError('There is nothing to install.');
      const folder = join(root, 'out', 'installed');
      const extensions = join(folder, 'extensions');
      rmSync(folder, { recursive: true, force: true });
      const install = join(root, 'scripts', 'vscode', 'install.mjs');
      const ended = await run(process.execPath, [install, code.executable, extensions, join(folder, 'user'), vsix]);
      if (ended !== 0) throw new SetupError('The extension could not be installed.');
      return { extensions };
    },
  },
];
