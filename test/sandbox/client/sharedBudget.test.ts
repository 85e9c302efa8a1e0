import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { Connection } from '../../../src/happyfox/connection';
import { Sandbox } from '../../../src/sandbox/sandbox';
import { failureOf, open, user } from './open';

describe('A budget that windows share', () => {
  let folder: string;
  let sandbox: Sandbox;
  let other: Sandbox;
  const opened: Connection[] = [];
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'hf-budget-'));
    sandbox = await Sandbox.start({ account: 'article', apiKey: 'canary-key-1' });
    other = await Sandbox.start({ account: 'article', apiKey: 'canary-key-2' });
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((connection) => connection.dispose()));
    await Promise.all([sandbox.stop(), other.stop()]);
    rmSync(folder, { recursive: true, force: true });
  });

  const connect = (url: string, apiKey: string): Connection => {
    const budget = { readsPerMinute: 10, writesPerMinute: 10 };
    const connection = open({ url, apiKey, authCode: sandbox.authCode }, { budget, budgetFolder: join(folder, 'new') });
    opened.push(connection);
    return connection;
  };
  const readsLeft = (url: string, apiKey: string): number => connect(url, apiKey).budgetState().readsLeft;

  it('belongs to the key, whatever the address, and to the address, whatever the key', async () => {
    await connect(sandbox.url, 'canary-key-1').client.listAssetTypes(user);
    assert.equal(readsLeft(sandbox.url, 'canary-key-1'), 9);
    assert.equal(readsLeft(other.url, 'canary-key-1'), 9);
    assert.equal(readsLeft(sandbox.url, 'canary-key-2'), 9);
    assert.equal(readsLeft(other.url, 'canary-key-2'), 10);
  });

  it('lets nothing go in a window that is opened during a lock-out', async () => {
    sandbox.faults.add({ kind: 'status', status: 429, times: 1 });
    await failureOf(connect(sandbox.url, 'canary-key-1').client.listAssetTypes(user));
    sandbox.wireLog.clear();
    const { kind, execution } = await failureOf(connect(sandbox.url, 'canary-key-1').client.listAssetTypes(user));
    assert.deepEqual([kind, execution, sandbox.wireLog.entries], ['rateLimited', 'notExecuted', []]);
  });

  it('is kept in files that tell neither key nor address', async () => {
    await connect(sandbox.url, 'canary-key-1').client.listAssetTypes(user);
    const names = readdirSync(join(folder, 'new'));
    assert.equal(names.length, 2);
    for (const name of names) assert.match(name, /^[0-9a-f]{32}\.json\.\d+$/);
  });
});
