import { spawn } from 'node:child_process';

/** Thrown with a sentence for a person: the scripts print it without a stack. */
export class SetupError extends Error {}

/** What runs at this moment, to end with us. */
const children = new Set();

/** Starts a program that is ended, should it still run, when this process exits. */
function start(file, args, options) {
  const child = spawn(file, args, options);
  children.add(child);
  child.once('exit', () => children.delete(child));
  return child;
}

process.once('exit', () => {
  for (const child of children) child.kill('SIGTERM');
});

/**
 * Runs a program without a shell and with its output shown.
 * @param {string} file
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<number>} its exit code; 128 + 15 when a signal ended it
 */
export function run(file, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = start(file, args, { stdio: 'inherit', ...options });
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(code ?? (signal ? 143 : 1)));
  });
}

/**
 * Runs a program silently: its output is shown only when it fails.
 * @param {string} file
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<string>} what it wrote to stdout
 * @throws {SetupError} when it cannot be started or its exit code is not 0
 */
export function runQuietly(file, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = start(file, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let both = '';
    child.stdout.on('data', (chunk) => {
      stdout += chunk;
      both += chunk;
    });
    child.stderr.on('data', (chunk) => (both += chunk));
    child.once('error', (error) => reject(new SetupError(`${file} could not be started: ${error.message}`)));
    child.once('close', (code) => {
      if (code === 0) resolve(stdout);
      else reject(new SetupError(`${both.trim()}\n${[file, ...args].join(' ')} failed (exit code ${code}).`));
    });
  });
}
