import { execFile } from 'node:child_process';
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { env, execPath } from 'node:process';
import { promisify } from 'node:util';
import { runTests } from '@vscode/test-electron';
import { after, before, describe, it } from 'mocha';
import { zipEntries } from './zipEntries';

const root = join(__dirname, '..', '..', '..');

/** All that ships, but for the pictures of the README and the chunks, whose names change with what they hold. */
const shipped = [
  'extension/LICENSE.txt',
  'extension/changelog.md',
  'extension/dist/extension.mjs',
  'extension/dist/webview/plan.css',
  'extension/dist/webview/plan.js',
  'extension/dist/webview/table.css',
  'extension/dist/webview/table.js',
  'extension/docs/queries.md',
  'extension/l10n/bundle.l10n.de.json',
  'extension/media/activity-bar.svg',
  'extension/media/icon.png',
  'extension/media/walkthrough/account.md',
  'extension/media/walkthrough/demo.md',
  'extension/media/walkthrough/edit.md',
  'extension/media/walkthrough/find.md',
  'extension/media/walkthrough/many.md',
  'extension/package.json',
  'extension/package.nls.de.json',
  'extension/package.nls.json',
  'extension/readme.md',
];

describe('The packed extension', () => {
  let vsix: string;
  let code: string;

  before(() => {
    assert.ok(env.HAPPYFOX_VSIX && env.HAPPYFOX_CODE, 'run these tests with `npm test -- package`');
    vsix = env.HAPPYFOX_VSIX;
    code = env.HAPPYFOX_CODE;
  });

  it('holds what ships and nothing else', () => {
    const unlisted = /^extension\/(media\/screenshots\/[\w-]+\.png|dist\/chunks\/[\w-]+\.mjs)$/;
    const packed = zipEntries(vsix).filter((name) => name.startsWith('extension/') && !unlisted.test(name));
    assert.deepEqual(packed.sort(), shipped);
  });

  it('is small enough to be installed at once', () => {
    assert.ok(statSync(vsix).size < 1_500_000, `${statSync(vsix).size} bytes`);
  });

  describe('in a clean VS Code', () => {
    const profile = realpathSync(mkdtempSync(join(tmpdir(), 'hf-vsix-')));
    const extensions = join(profile, 'extensions');
    const userData = join(profile, 'user');

    after(() => {
      rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    });

    it('installs, and works as soon as it is asked for', async () => {
      const install = join(root, 'scripts', 'vscode', 'install.mjs');
      await promisify(execFile)(execPath, [install, code, extensions, userData, vsix]);

      // VS Code runs tests only for an extension under development: this one is empty.
      const empty = join(profile, 'empty');
      mkdirSync(empty);
      const manifest = { name: 'empty', publisher: 'test', version: '0.0.1', engines: { vscode: '^1.105.0' } };
      writeFileSync(join(empty, 'package.json'), JSON.stringify(manifest));
      const exitCode = await runTests({
        vscodeExecutablePath: code,
        extensionDevelopmentPath: empty,
        extensionTestsPath: join(root, 'out', 'test', 'package', 'installed.js'),
        extensionTestsEnv: { HAPPYFOX_INSTALLED_IN: extensions, HAPPYFOX_LAUNCH_TIED: '1' },
        launchArgs: [`--user-data-dir=${userData}`, `--extensions-dir=${extensions}`],
      });
      assert.equal(exitCode, 0);
    });
  });
});
