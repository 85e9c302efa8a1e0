#!/usr/bin/env node
// Stands in for the `code` executable where there is no desktop VS Code: the same VS Code as a server, with Chromium for its window.
// @vscode/test-electron's runTests starts it as it would start `code`, and so do the UI tests.
//
// With HAPPYFOX_LAUNCH_TIED set it ends when its stdin does, that is when whoever started it dies.
// Exit codes: 0 passed or closed, 1 failed, 70 the server died, 124 hung (HAPPYFOX_LAUNCH_TIMEOUT seconds), 130 interrupted.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { format } from 'node:util';
import { orExplain } from '../setup/setUp.mjs';
import { run } from '../setup/run.mjs';
import { ensureBrowser } from './browser.mjs';
import { parseCommandLine } from './commandLine.mjs';
import { ensureServer } from './installServer.mjs';
import { startServer } from './server.mjs';
import { writeSettings } from './settings.mjs';
import { wrapTests } from './testEntry.mjs';
import { openWindow } from './window.mjs';

const options = parseCommandLine(process.argv.slice(2));
const scratch = mkdtempSync(join(tmpdir(), 'vscode-'));
const userData = options['user-data-dir'] ?? join(scratch, 'user-data');
const extensions = options['extensions-dir'] ?? join(scratch, 'extensions');
const serverHome = join(userData, 'server');

/** What the workbench says about itself in the same console as the tests. */
const itsOwn =
  /^(Resolv(ing|ed) connection token|Creating a socket|Ignoring fetching|Updating additional builtin|ChatSessionStore:|No default agent|\[reconnection-grace-time\]|\[AgentHost|\[AccountPolicyGate\]|\[Service Worker\])/;

const itsFrame = /\n\s+at .*\/workbench\/workbench\.js:[\d:]+\)?/g;

function print(type, args) {
  const text = format(...args).replace(itsFrame, '');
  if (!itsOwn.test(text)) (type === 'error' ? process.stderr : process.stdout).write(`${text}\n`);
}

/** Resolves with the exit code as soon as anything decides it. */
async function main() {
  const server = await ensureServer();
  if (options.about !== undefined) {
    const folders = [`--server-data-dir=${serverHome}`, `--extensions-dir=${extensions}`];
    const entry = join(server.folder, 'out', 'server-main.js');
    const env = { ...process.env, EXTENSIONS_GALLERY: '{}' };
    return run(server.node, [entry, '--accept-server-license-terms', ...folders, ...options.about], { env });
  }

  const browser = await ensureBrowser();
  writeSettings(userData);
  const tests = options.extensionTestsPath && wrapTests(scratch, options.extensionTestsPath);
  const testing = tests !== undefined || options.extensionDevelopmentPath !== undefined;
  const switches = [
    ...(options['disable-workspace-trust'] ? ['--disable-workspace-trust'] : []),
    // Needed for a development extension; it also keeps notifications out of sight, so a plain window does without.
    ...(testing ? ['--enable-smoke-test-driver'] : []),
  ];
  const env = { TMPDIR: scratch, XDG_RUNTIME_DIR: scratch }; // its sockets go when we go
  const running = await startServer({ server, home: serverHome, userData, extensions, switches, env });
  let window;
  let stopping = false;
  try {
    return await new Promise((resolve, reject) => {
      for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => resolve(130));
      if (process.env.HAPPYFOX_LAUNCH_TIED) process.stdin.once('end', () => resolve(130)).resume();
      const seconds = Number(process.env.HAPPYFOX_LAUNCH_TIMEOUT ?? 900);
      if (tests) {
        const late = () => {
          console.error(`The tests did not end within ${seconds} seconds.`);
          resolve(124);
        };
        setTimeout(late, seconds * 1_000).unref();
      }
      void running.ended.then(() => {
        if (!stopping) console.error(`${running.log()}\nVS Code's server died.`);
        resolve(70);
      });
      openWindow({
        browser,
        userData,
        port: running.port,
        place: options.place,
        folderUri: options['folder-uri'],
        debuggingPort: options['remote-debugging-port'],
        development: options.extensionDevelopmentPath,
        tests: tests?.path,
        proposedApi: options['enable-proposed-api'],
        onLog: print,
        onExit: (code) => resolve(code === 0 && tests && !tests.passed() ? 1 : code),
      }).then((opened) => {
        window = opened;
        void window.closed.then(() => resolve(tests ? 1 : 0));
      }, reject);
    });
  } finally {
    stopping = true;
    await window?.close();
    await running.stop();
  }
}

await orExplain(async () => {
  try {
    process.exitCode = await main();
  } finally {
    rmSync(scratch, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
});
process.exit();
