import { randomBytes } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pack, packageExtension } from '../package/vsix.mjs';
import { cache } from '../setup/paths.mjs';
import { SetupError, run, runQuietly } from '../setup/run.mjs';
import { ensureBrowser } from '../vscode/browser.mjs';
import { chooseVSCode } from '../vscode/choose.mjs';
import { ensureServer } from '../vscode/installServer.mjs';
import { startServer } from '../vscode/server.mjs';
import { writeSettings } from '../vscode/settings.mjs';
import { openWindow } from '../vscode/window.mjs';
import { showInBrowser } from './showInBrowser.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const launcher = fileURLToPath(new URL('../vscode/code.mjs', import.meta.url));
const profile = join(cache, 'start');
const userData = join(profile, 'user-data');
const extensions = join(profile, 'extensions');

/** The same port each time, if it is free: what a browser keeps for VS Code is bound to it. */
const usualPort = 41_741;

/**
 * @typedef {object} Options
 * @property {number} [assets] how many the demo account holds
 * @property {number} [port]
 * @property {boolean} browser whether to open one, where there is a screen
 * @property {string} [screenshot] a PNG to make once the demo account is shown
 * @property {boolean} exit whether to end after it
 */

/**
 * Shows the extension, as it ships, in a VS Code of its own.
 * @param {Options} options
 * @returns {Promise<void>} when it has ended
 * @throws {SetupError} saying what is missing
 */
export async function startDemo(options) {
  const env = options.assets === undefined ? {} : { HAPPYFOX_DEMO_ASSETS: String(options.assets) };
  mkdirSync(profile, { recursive: true });
  writeSettings(userData);
  if (process.platform !== 'linux' || process.env.VSCODE_EXECUTABLE || process.env.HAPPYFOX_VSCODE === 'desktop') {
    return inDesktop(env);
  }

  const server = await ensureServer();
  await install(launcher);
  const token = randomBytes(16).toString('hex');
  const tokenFile = join(profile, 'token');
  writeFileSync(tokenFile, token, { mode: 0o600 });
  const port = options.port ?? ((await isFree(usualPort)) ? usualPort : 0);
  const running = await startServer({
    server,
    home: join(userData, 'server'),
    userData,
    extensions,
    port,
    tokenFile,
    env,
  });
  try {
    await show(running, token, options);
  } finally {
    await running.stop();
  }
}

async function show(running, token, { browser, screenshot, exit }) {
  const url = `http://127.0.0.1:${running.port}/?ew=true&tkn=${token}`;
  console.log(`\nVS Code with the demo account:\n\n    ${url}\n\nCtrl+C ends it.\n`);
  const interrupted = new Promise((done) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => done());
  });
  const died = running.ended.then(() => {
    throw new SetupError(`${running.log()}\nVS Code's server died.`);
  });
  died.catch(() => {}); // also when we end it ourselves
  if (browser) showInBrowser(url);
  if (screenshot !== undefined)
    await Promise.race([takeScreenshot(running.port, token, resolve(screenshot)), died, interrupted]);
  if (screenshot === undefined || !exit) await Promise.race([died, interrupted]);
}

async function takeScreenshot(port, token, file) {
  const scratch = join(profile, 'screenshot');
  rmSync(scratch, { recursive: true, force: true });
  const window = await openWindow({ browser: await ensureBrowser(), userData: scratch, port, token });
  try {
    const types = window.page.locator('.part.sidebar [role="treeitem"]');
    await types.filter({ hasText: /General\s*\d/ }).waitFor({ timeout: 120_000 }); // with its total
    await window.page.screenshot({ path: file });
    console.log(`Screenshot: ${file}`);
  } finally {
    await window.close();
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Packs the extension as it ships, and the little one that opens the demo, and installs both in place of older ones. */
async function install(code) {
  console.log('Packing and installing the extension …');
  rmSync(extensions, { recursive: true, force: true });
  const files = [await packageExtension(profile), await pack(here, join(profile, 'demo.vsix'), ['--skip-license'])];
  await runQuietly(process.execPath, [join(here, '..', 'vscode', 'install.mjs'), code, extensions, userData, ...files]);
}

async function inDesktop(env) {
  const { kind, executable } = await chooseVSCode();
  await install(executable);
  console.log('Opening VS Code with the demo account; close its window to end.');
  const switches = [`--user-data-dir=${userData}`, `--extensions-dir=${extensions}`, '--new-window', '--wait'];
  const code = await run(executable, switches, { env: { ...process.env, ...env } });
  if (code !== 0) throw new SetupError(`VS Code (${kind}) ended with exit code ${code}.`);
}

function isFree(port) {
  return new Promise((done) => {
    const probe = createServer().once('error', () => done(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => done(true)));
  });
}
