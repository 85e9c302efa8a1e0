// node install.mjs <code> <extensions dir> <user data dir> <vsix> …
// Installs extensions with any `code` executable: the desktop's, or our launcher in its place.
import { resolveCliArgsFromVSCodeExecutablePath } from '@vscode/test-electron';
import { run } from '../setup/run.mjs';
import { orExplain } from '../setup/setUp.mjs';

const [code, extensions, userData, ...files] = process.argv.slice(2);

await orExplain(async () => {
  const folders = [`--extensions-dir=${extensions}`, `--user-data-dir=${userData}`];
  const switches = [...folders, ...files.map((file) => `--install-extension=${file}`), '--force'];
  if (code.endsWith('.mjs')) {
    process.exitCode = await run(process.execPath, [code, ...switches]);
    return;
  }
  const [cli, ...fixed] = resolveCliArgsFromVSCodeExecutablePath(code, { reuseMachineInstall: true });
  process.exitCode = await run(cli, [...fixed, ...switches], { shell: process.platform === 'win32' });
});
