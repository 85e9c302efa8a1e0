import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { Sandbox } from '../../../src/sandbox/sandbox';
import type { SavingOrder } from './savingProcess';

const target = 6748;
const [serialNumber, manufacturer] = [45, 46];

describe('Two windows that save one asset at the same time', () => {
  let sandbox: Sandbox;
  let folder: string;
  beforeEach(async () => {
    sandbox = await Sandbox.start({ account: 'article' });
    folder = mkdtempSync(join(tmpdir(), 'hf-windows-'));
  });
  afterEach(async () => {
    await sandbox.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  async function save(field: number, saves: number): Promise<void> {
    const { url, apiKey, authCode } = sandbox;
    const order: SavingOrder = { url, apiKey, authCode, folder, field, saves };
    const child = fork(join(__dirname, 'savingProcess.js'), [JSON.stringify(order)], { execArgv: [] });
    const [code] = (await once(child, 'exit')) as [number | null];
    assert.equal(code, 0);
  }

  it('never come between each other’s read and write, and neither reverts what the other saved', async () => {
    await Promise.all([save(serialNumber, 25), save(manufacturer, 25)]);
    const asset = sandbox.world.asset(target);
    assert.deepEqual([asset?.values.get(serialNumber), asset?.values.get(manufacturer)], ['count 25', 'count 25']);
    const requests = sandbox.wireLog.entries.filter(({ path }) => path.endsWith(`/asset/${target}/`));
    const firstWrite = requests.findIndex(({ method }) => method === 'PUT');
    const pairs = requests.slice(firstWrite - 1).map(({ method }) => method);
    const reads = pairs.filter((method, index) => method === 'GET' && pairs[index + 1] === 'GET').length;
    // Each of the two has read it once before its first save.
    assert.ok(reads <= 1, pairs.join(' '));
    assert.equal(pairs.filter((method) => method === 'PUT').length, 50);
    assert.ok(!pairs.some((method, index) => method === 'PUT' && pairs[index + 1] === 'PUT'), pairs.join(' '));
  });
});
