import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { SetupError, runQuietly } from '../setup/run.mjs';

const names = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'microsoft-edge-stable',
  'microsoft-edge',
];

function places() {
  const { env, platform } = process;
  if (platform === 'darwin') {
    return ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
      (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
    );
  }
  if (platform === 'win32') {
    const folders = [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA].filter(Boolean);
    return folders.flatMap((folder) => [
      join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe'),
      join(folder, 'Microsoft', 'Edge', 'Application', 'msedge.exe'),
    ]);
  }
  const folders = (env.PATH ?? '').split(delimiter).filter(Boolean);
  return names.flatMap((name) => folders.map((folder) => join(folder, name)));
}

/** @returns {string | undefined} an installed browser of the Chromium family; `CHROMIUM` in the environment names one outright */
export function findBrowser() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  return places().find((place) => existsSync(place));
}

/**
 * @returns {Promise<string>} the browser's executable, installed with apt where that is possible without asking
 * @throws {SetupError} saying what to install
 */
export async function ensureBrowser() {
  const found = findBrowser() ?? (await installWithApt());
  if (found !== undefined) return found;
  throw new SetupError(
    'Chrome, Chromium or Edge is needed to show VS Code, and none was found. Install one (Debian, Ubuntu: sudo apt-get install chromium), ' +
      'or name its executable in the environment variable CHROMIUM.',
  );
}

async function installWithApt() {
  const root = process.getuid?.() === 0;
  if (process.platform !== 'linux' || !root || !existsSync('/usr/bin/apt-get')) return undefined;
  console.log('Installing Chromium with apt-get …');
  const options = { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
  const install = () => runQuietly('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], options);
  try {
    await install().catch(async () => {
      await runQuietly('apt-get', ['update'], options); // the machine may never have read the package lists
      await install();
    });
  } catch (error) {
    console.error(error.message);
  }
  return findBrowser();
}
