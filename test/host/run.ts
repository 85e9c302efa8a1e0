import assert from 'node:assert/strict';
import { globSync } from 'node:fs';
import { join } from 'node:path';
import process, { env } from 'node:process';
import Mocha from 'mocha';

/**
 * Entry of the tests inside VS Code's extension host: VS Code calls it and takes its rejection for failure.
 * @throws {Error} when a test failed, or there was none
 */
export async function run(): Promise<void> {
  const { HAPPYFOX_REPORTER: reporter, HAPPYFOX_GREP: grep } = env;
  const mocha = new Mocha({ ui: 'bdd', timeout: 60_000, color: false, reporter: reporter ?? 'spec' });
  if (grep !== undefined) mocha.grep(grep);
  for (const file of globSync('**/*.test.js', { cwd: __dirname }).sort()) mocha.addFile(join(__dirname, file));
  const unhandled = watchRejections();
  mocha.rootHooks({ afterAll: () => assert.deepEqual(unhandled(), [], 'the extension leaves no rejection unhandled') });

  const failures = await new Promise<number>((resolve) => {
    mocha.run(resolve);
  });
  if (failures > 0) throw new Error(`${failures} tests failed.`);
}

/** What the extension's own code has let fail without anybody to hear of it: VS Code only logs that. */
function watchRejections(): () => readonly string[] {
  const unheard = new Map<Promise<unknown>, string>();
  process.on('unhandledRejection', (reason, promise) => {
    const stack = reason instanceof Error ? (reason.stack ?? '') : '';
    if (stack.includes('/dist/')) unheard.set(promise, stack);
  });
  process.on('rejectionHandled', (promise) => unheard.delete(promise));
  return () => [...unheard.values()];
}
