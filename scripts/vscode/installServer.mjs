import { copyFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureNode, installPinned } from '../setup/node.mjs';
import { npm } from '../setup/npm.mjs';
import { cache, root } from '../setup/paths.mjs';
import { SetupError } from '../setup/run.mjs';

const pinned = join(root, 'scripts', 'vscode-server');

/** Each version we can have as a server, with the Node its extension host has. */
const versions = { '1.139.1': '24.21.0', '1.105.1': '22.19.0' };
const newest = '1.139.1';

/**
 * @typedef {object} Server
 * @property {string} version of VS Code
 * @property {string} folder where its out/server-main.js and extensions/ are
 * @property {string} node the executable to run it with
 */

/**
 * VS Code as a server, from the npm registry; nothing is compiled. `VSCODE_VERSION` chooses among {@link versions}.
 * @returns {Promise<Server>}
 * @throws {SetupError} for a version that is not published as a server
 */
export async function ensureServer(version = process.env.VSCODE_VERSION || newest) {
  const nodeVersion = versions[version];
  if (nodeVersion === undefined) {
    throw new SetupError(
      `VS Code ${version} cannot be had as a server; VSCODE_VERSION may be ${Object.keys(versions).join(' or ')}.`,
    );
  }
  const sameMajor = process.versions.node.split('.')[0] === nodeVersion.split('.')[0];
  const node = sameMajor ? process.execPath : await ensureNode(nodeVersion);
  const home = join(cache, `server-${version}`);
  if (!existsSync(home)) {
    console.log(`Fetching VS Code ${version} (as a server) …`);
    await installPinned(join(pinned, version), home, finish);
  }
  return { version, folder: inside(home), node };
}

const inside = (home) => join(home, 'node_modules', 'code-server', 'lib', 'vscode');

/** The server's own dependencies are pinned by the shrinkwrap in its package. */
async function finish(home) {
  const folder = inside(home);
  const path = join(folder, 'package.json');
  const manifest = JSON.parse(readFileSync(path, 'utf8'));
  if (manifest.version === '1.105.1') {
    // Its shrinkwrap names a git commit, which no registry serves.
    manifest.dependencies['@parcel/watcher'] = '2.5.1';
    writeFileSync(path, JSON.stringify(manifest, null, 2));
    rmSync(join(folder, 'npm-shrinkwrap.json'));
  }
  await npm(['install', '--omit=dev'], folder);

  const modules = join(folder, 'node_modules');
  const standIn = (name, ...target) => {
    const file = join(modules, ...target, 'index.js');
    if (existsSync(file)) copyFileSync(join(pinned, 'stand-ins', `${name}.cjs`), file);
  };
  standIn('spdlog', '@vscode', 'spdlog');
  standIn('native-watchdog', '@vscode', 'native-watchdog');
  standIn('native-watchdog', 'native-watchdog');
}
