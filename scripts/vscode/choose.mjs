import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { cache } from '../setup/paths.mjs';
import { SetupError } from '../setup/run.mjs';
import { ensureBrowser } from './browser.mjs';
import { ensureServer } from './installServer.mjs';

const launcher = fileURLToPath(new URL('code.mjs', import.meta.url));
const updates = 'https://update.code.visualstudio.com/api/releases/stable';

/**
 * @typedef {object} VSCode
 * @property {'desktop' | 'server'} kind
 * @property {string} executable takes the switches of `code`
 */

/**
 * A VS Code to test with. `VSCODE_EXECUTABLE` names one; `HAPPYFOX_VSCODE` (desktop or server) demands a kind; otherwise the desktop
 * where there is a screen to show it on and a way to get it, else the server. `VSCODE_VERSION` chooses the version of either.
 * @returns {Promise<VSCode>}
 * @throws {SetupError} saying what is missing
 */
export async function chooseVSCode() {
  const { VSCODE_EXECUTABLE: named, HAPPYFOX_VSCODE: kind } = process.env;
  if (named) {
    if (!existsSync(named)) throw new SetupError(`VSCODE_EXECUTABLE names ${named}, which does not exist.`);
    return { kind: 'desktop', executable: named };
  }
  if (kind === 'desktop') return desktop();
  if (kind !== 'server' && (await desktopIsLikely())) {
    try {
      return await desktop();
    } catch (error) {
      console.log(`${error.message}\nTaking VS Code as a server instead.`);
    }
  }
  await ensureServer();
  await ensureBrowser();
  return { kind: 'server', executable: launcher };
}

async function desktopIsLikely() {
  const { platform, env } = process;
  const screen = platform !== 'linux' || env.DISPLAY || env.WAYLAND_DISPLAY;
  return Boolean(screen) && (downloadedBefore() || (await reachable()));
}

function downloadedBefore() {
  return existsSync(cache) && readdirSync(cache).some((name) => /^vscode-(linux|darwin|win32)/.test(name));
}

async function reachable() {
  try {
    return (await fetch(updates, { method: 'HEAD', signal: AbortSignal.timeout(3_000) })).ok;
  } catch {
    return false;
  }
}

async function desktop() {
  if (!downloadedBefore() && !(await reachable())) {
    throw new SetupError('The desktop VS Code cannot be downloaded here: its update server does not answer.');
  }
  const { downloadAndUnzipVSCode, SilentReporter } = await import('@vscode/test-electron');
  console.log('Looking for the desktop VS Code …');
  try {
    const executable = await downloadAndUnzipVSCode({
      version: process.env.VSCODE_VERSION || 'stable',
      cachePath: cache,
      reporter: new SilentReporter(),
      timeout: 15_000,
    });
    return { kind: 'desktop', executable };
  } catch (error) {
    throw new SetupError(`The desktop VS Code could not be downloaded: ${error.message}`);
  }
}
