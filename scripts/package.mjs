// npm run package: the extension as one file, to install with "Install from VSIX…" or to publish.
import { statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { root } from './setup/paths.mjs';
import { run } from './setup/run.mjs';
import { orExplain, setUp } from './setup/setUp.mjs';

await setUp();
await orExplain(async () => {
  const { packageExtension } = await import('./package/vsix.mjs');
  const file = await packageExtension();
  await run(
    process.execPath,
    [join(root, 'node_modules', '@vscode', 'vsce', 'vsce'), 'ls', '--no-dependencies', '--tree'],
    { cwd: root },
  );
  console.log(`${relative(root, file)}  ${Math.round(statSync(file).size / 1024)} KB`);
});
