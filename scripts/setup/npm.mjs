import { basename } from 'node:path';
import { runQuietly } from './run.mjs';

/** npm settings that say how to reach the registry. All others belong to the run of npm that started us, and would bend a run of our own. */
const kept =
  /^npm_config_(registry|cache|userconfig|globalconfig|(https?_|no)?proxy|cafile|ca|cert|key|strict_ssl|offline|prefer_offline|fetch_.*|maxsockets|_auth.*|.*:.*)$/i;

/**
 * The environment without what npm adds to the scripts it runs: `npm test --omit=dev` or a prefix must not reach into the
 * folders we install.
 */
export function cleanEnvironment(env = process.env) {
  const entries = Object.entries(env).filter(([name]) => {
    if (/^npm_config_/i.test(name)) return kept.test(name);
    return !/^(npm_(package|lifecycle)_.*|npm_command|npm_node_execpath|npm_execpath|init_cwd|node_env)$/i.test(name);
  });
  return Object.fromEntries(entries);
}

/**
 * @param {readonly string[]} args
 * @param {string} cwd the folder of the package.json
 * @throws {import('./run.mjs').SetupError} with npm's own words
 */
export async function npm(args, cwd) {
  const options = { cwd, env: cleanEnvironment() };
  const quiet = [...args, '--ignore-scripts', '--no-audit', '--no-fund', '--no-update-notifier', '--loglevel=error'];
  const started = process.env.npm_execpath;
  if (started && basename(started) === 'npm-cli.js') return runQuietly(process.execPath, [started, ...quiet], options);
  const windows = process.platform === 'win32';
  return runQuietly(windows ? 'npm.cmd' : 'npm', quiet, { ...options, shell: windows });
}
