import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const file = fileURLToPath(new URL('besideProcess.mjs', import.meta.url));

/**
 * Starts a suite in a process of its own, so that others can run meanwhile.
 * @param {string} name of the suite
 * @param {object} options of its `run`
 * @returns {{attend: () => Promise<import('./suites.mjs').Tally & {seconds: number}>}} `attend` shows what it has written so far, and
 *   the rest as it comes; it rejects when the process ends without a result
 */
export function startBeside(name, options) {
  const started = Date.now();
  const child = fork(file, { stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  const kept = [];
  let isShown = false;
  const show = () => {
    isShown = true;
    for (const chunk of kept.splice(0)) process.stdout.write(chunk);
  };
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      kept.push(chunk);
      if (isShown) show();
    });
  const ended = new Promise((resolve, reject) => {
    let tally;
    child.once('message', (message) => (tally = message));
    child.once('error', reject);
    child.once('close', (code) => {
      if (tally) resolve({ ...tally, seconds: (Date.now() - started) / 1_000 });
      else reject(new Error(`The process of ${name} died (exit code ${code}).`));
    });
  });
  ended.catch(() => undefined);
  child.send({ name, options });
  // Also where all ends before its turn has come.
  process.once('exit', show);
  return {
    attend: () => {
      show();
      return ended;
    },
  };
}
