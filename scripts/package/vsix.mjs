import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cleanEnvironment } from '../setup/npm.mjs';
import { root } from '../setup/paths.mjs';
import { runQuietly } from '../setup/run.mjs';

const vsce = join(root, 'node_modules', '@vscode', 'vsce', 'vsce');
const fixed = ['package', '--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links'];

/**
 * Builds the extension for production and packs it.
 * @param {string} [folder] where the file goes
 * @returns {Promise<string>} the path of happyfox-assets-<version>.vsix
 * @throws {import('../setup/run.mjs').SetupError} with vsce's words
 */
export async function packageExtension(folder = root) {
  const { name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  mkdirSync(folder, { recursive: true });
  return pack(root, join(folder, `${name}-${version}.vsix`));
}

/**
 * @param {string} extension its folder
 * @param {string} file the VSIX to write
 * @param {readonly string[]} [switches] more of vsce's
 * @returns {Promise<string>} `file`
 */
export async function pack(extension, file, switches = []) {
  const options = { cwd: extension, env: cleanEnvironment() }; // vsce runs npm for the production build
  await runQuietly(process.execPath, [vsce, ...fixed, ...switches, '--out', file], options);
  return file;
}
