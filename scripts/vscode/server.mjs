import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SetupError } from '../setup/run.mjs';

const mintKey = fileURLToPath(new URL('mintKey.cjs', import.meta.url));

/**
 * @typedef {object} Options
 * @property {import('./installServer.mjs').Server} server
 * @property {string} home a folder for the server's own state
 * @property {string} userData
 * @property {string} extensions
 * @property {number} [port] 0 or left out: any free one
 * @property {string} [tokenFile] holds the connection token; left out: none is asked for
 * @property {readonly string[]} [switches] more of the server's command line
 * @property {NodeJS.ProcessEnv} [env]
 */

const arguments_ = ({ server, home, userData, extensions, port = 0, tokenFile, switches = [] }) => [
  '--require',
  mintKey,
  join(server.folder, 'out', 'server-main.js'),
  '--host=127.0.0.1',
  `--port=${port}`,
  tokenFile === undefined ? '--without-connection-token' : `--connection-token-file=${tokenFile}`,
  '--accept-server-license-terms',
  '--telemetry-level=off',
  '--disable-experiments',
  '--disable-update-check',
  '--disable-getting-started-override',
  // Not started at all: a host without a port.
  '--agent-host-bridge-host=none',
  // Should we be killed, it ends by itself some time after the last window has closed.
  '--enable-remote-auto-shutdown',
  '--reconnection-grace-time=30',
  `--server-data-dir=${home}`,
  `--user-data-dir=${userData}`,
  `--extensions-dir=${extensions}`,
  ...switches,
];

/** A half of the key that encrypts this profile's secrets; the browser holds the other. */
function secretsKey(home) {
  const file = join(home, 'secrets-key');
  if (!existsSync(file)) {
    mkdirSync(home, { recursive: true });
    writeFileSync(file, randomBytes(32).toString('hex'), { mode: 0o600 });
  }
  return readFileSync(file, 'utf8');
}

/**
 * Starts the server in a process group of its own.
 * @param {Options} options
 * @returns {Promise<{port: number, ended: Promise<void>, stop: () => Promise<void>, log: () => string}>} once it listens
 * @throws {SetupError} with the end of its log when it does not get that far
 */
export async function startServer(options) {
  const env = {
    ...process.env,
    ...options.env,
    EXTENSIONS_GALLERY: '{}',
    HAPPYFOX_SECRETS_KEY: secretsKey(options.home),
  };
  const child = spawn(options.server.node, arguments_(options), {
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise((resolve) => child.once('exit', () => resolve()));
  let log = '';
  const listening = new Promise((resolve, reject) => {
    const read = (chunk) => {
      log = (log + chunk).slice(-20_000);
      if (process.env.HAPPYFOX_SERVER_LOG) process.stderr.write(chunk);
      const port = /Extension host agent listening on (\d+)/.exec(log)?.[1];
      if (port !== undefined) resolve(Number(port));
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('error', (error) => reject(new SetupError(`VS Code's server could not be started: ${error.message}`)));
    child.once('exit', (code) => reject(new SetupError(`${log}\nVS Code's server ended at once (exit code ${code}).`)));
  });
  const killGroup = (signal) => {
    try {
      process.kill(-child.pid, signal);
    } catch {
      // the last of the group has gone
    }
  };
  const stop = async () => {
    killGroup('SIGTERM');
    const patience = setTimeout(() => killGroup('SIGKILL'), 3_000);
    await ended;
    clearTimeout(patience);
    killGroup('SIGKILL'); // extension hosts that outlived it
  };
  return { port: await listening, ended, stop, log: () => log };
}
