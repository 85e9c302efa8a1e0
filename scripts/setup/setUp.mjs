import { setInterval } from 'node:timers';
import { ensureDependencies } from './dependencies.mjs';
import { ensureModernNode } from './node.mjs';
import { SetupError } from './run.mjs';

/**
 * The first stage of every script: needs Node 18 and nothing installed. Afterwards the script runs on a Node that all tools
 * accept, node_modules is complete, and only then may it import anything from there.
 */
export async function setUp() {
  endWithNpm();
  await orExplain(async () => {
    await ensureModernNode();
    await ensureDependencies();
  });
}

/** A signal that reaches npm alone ends npm and the shell between us, and nobody tells us. */
function endWithNpm() {
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) process.kill(process.pid, 'SIGTERM');
  }, 1_000).unref();
}

/**
 * Runs a script's body: what a person can do something about is told in a sentence, anything else with its stack.
 * @param {() => Promise<void>} body
 */
export async function orExplain(body) {
  try {
    await body();
  } catch (error) {
    console.error(error instanceof SetupError ? `\n${error.message}` : error);
    process.exit(1);
  }
}
