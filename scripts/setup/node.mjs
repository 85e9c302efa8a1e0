import { cpSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { spawn } from 'node:child_process';
import { npm } from './npm.mjs';
import { SetupError } from './run.mjs';
import { cache, root } from './paths.mjs';

const wanted = '24.21.0';
const oldest = [22, 19];

function newEnough() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  return major > oldest[0] || (major === oldest[0] && minor >= oldest[1]);
}

/**
 * A Node of exactly this version, from its package in the npm registry.
 * @param {string} version one of the folders of scripts/node
 * @returns {Promise<string>} the path of the executable
 * @throws {SetupError} where no build is published for this platform
 */
export async function ensureNode(version = wanted) {
  const home = join(cache, `node-${version}`);
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const binary = process.platform === 'win32' ? 'node.exe' : 'node';
  const inside = join('node_modules', `node-${platform}-${process.arch}`, 'bin', binary);
  if (existsSync(join(home, inside))) return join(home, inside);

  console.log(`Fetching Node ${version} …`);
  await installPinned(join(root, 'scripts', 'node', version), home);
  if (existsSync(join(home, inside))) return join(home, inside);
  rmSync(home, { recursive: true, force: true });
  throw new SetupError(
    `Node ${oldest.join('.')} or newer is needed (this is ${process.versions.node}), and none could be fetched for ${platform}-${process.arch}. ` +
      'Install one from https://nodejs.org and try again.',
  );
}

/**
 * `npm ci` of a folder with a package.json and its lock file, under another name until it is complete: a run that was
 * interrupted leaves nothing that looks installed.
 * @param {string} pinned the folder to copy
 * @param {string} home where it is to be
 * @param {(folder: string) => Promise<void>} [finish] done before it counts as complete
 */
export async function installPinned(pinned, home, finish) {
  const half = `${home}.${process.pid}.part`;
  rmSync(half, { recursive: true, force: true });
  mkdirSync(half, { recursive: true });
  try {
    cpSync(pinned, half, { recursive: true });
    await npm(['ci'], half);
    await finish?.(half);
    if (existsSync(home)) return; // another run was faster
    renameSync(half, home);
  } finally {
    rmSync(half, { recursive: true, force: true });
  }
}

/**
 * Makes sure that the script runs on a Node the tools can use. On an older one it runs the same command again on a newer one
 * and ends with its exit code; this promise then never resolves.
 */
export async function ensureModernNode() {
  if (newEnough()) {
    process.env.PATH = dirname(process.execPath) + delimiter + process.env.PATH;
    return;
  }
  const node = await ensureNode();
  const env = { ...process.env, PATH: dirname(node) + delimiter + process.env.PATH };
  const child = spawn(node, process.argv.slice(1), { stdio: 'inherit', env });
  // Ctrl+C reaches the child by itself; it decides when to end. A signal sent to us alone has to be handed on.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.once('error', (error) => {
    console.error(error.message);
    process.exit(1);
  });
  child.once('exit', (code) => process.exit(code ?? 1));
  await new Promise(() => {});
}
