import { strict as assert } from 'node:assert';
import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { after, before, describe, it } from 'mocha';
import type { SandboxOptions } from '../../src/sandbox/sandbox';
import { run } from './support/commands';

const megabyte = 1024 * 1024;

describe('The memory of the extension host', () => {
  let process_: ChildProcess;
  let account: string;

  before(async () => {
    const options: SandboxOptions = { account: 'article', assetsByType: { 1: 5_000 } };
    process_ = fork(join(__dirname, 'support', 'sandboxProcess.js'), [JSON.stringify(options)], { execArgv: [] });
    const credentials = await new Promise<object>((resolve) => process_.once('message', resolve));
    ({ account } = await run<{ account: string }>('addAccount', { ...credentials, agentId: 1 }));
    // What is loaded on first use is not what assets cost.
    await run('loadAll', { account, typeId: 2 });
  });
  after(async () => {
    await run('removeAccount', { account, confirm: false });
    process_.disconnect();
  });

  it('grows by less than 60 MB with 5,000 assets', async function () {
    const used = memoryMeter();
    const before = used();
    await run('loadAll', { account, typeId: 1 });
    const grown = (used() - before) / megabyte;
    assert.ok(grown < 60, `${grown.toFixed(1)} MB`);
    assert.ok(this.test);
    this.test.title += ` (${grown.toFixed(1)} MB)`;
  });
});

/** Measures what is in use after garbage collection, in bytes: heap, and buffers outside of it. */
function memoryMeter(): () => number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  return () => {
    // The second pass frees what the first one finalised.
    collect();
    collect();
    const { heapUsed, external } = process.memoryUsage();
    return heapUsed + external;
  };
}
