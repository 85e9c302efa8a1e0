import { strict as assert } from 'node:assert';
import { existsSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, it } from 'mocha';
import { connect, type Connection } from '../../src/happyfox/connection';
import { HappyFoxError } from '../../src/happyfox/errors';
import { usualProxy } from '../fixtures/usualProxy';
import { addAccount, dropAccount, givenAccount } from './support/account';
import { run } from './support/commands';
import { profileFolder, storageFolder, written } from './support/profile';
import { sent } from './support/wire';

const user = { priority: 'user' } as const;

describe('The request budget of all windows', () => {
  const account = givenAccount();
  const opened: Connection[] = [];
  afterEach(() => Promise.all(opened.splice(0).map((connection) => connection.dispose())));

  /** What a window has that is opened now, or that has been loaded again: the files of the storage, and nothing in memory. */
  function openWindow(baseUrl = account().sandbox.url): Connection {
    const { apiKey, authCode } = account().sandbox;
    const connection = connect({
      ...{ baseUrl, apiKey, authCode },
      budget: { readsPerMinute: 400, writesPerMinute: 200 },
      budgetFolder: join(storageFolder(), 'budgets'),
      timeoutSeconds: 10,
      proxy: usualProxy,
      log: () => undefined,
    });
    opened.push(connection);
    return connection;
  }

  it('is kept on disk from the first request on, by names that tell nothing', () => {
    const folder = join(storageFolder(), 'budgets');
    assert.ok(existsSync(folder));
    const names = readdirSync(folder);
    assert.ok(names.length >= 2);
    for (const name of names) assert.match(name, /^[0-9a-f]{32}\.json(\.\d+)?$/);
  });

  it('has 171 of 200 writes left right after 29, in a window that is loaded again', async () => {
    const { id, sandbox } = account();
    for (let index = 0; index < 29; index += 1) {
      const asset = { display_id: `B-${index}`, name: `Budget ${index}` };
      await run('createAsset', { account: id, typeId: 1, asset });
    }
    const reads = sandbox.wireLog.entries.filter(({ method }) => method === 'GET').length;
    assert.deepEqual(openWindow().budgetState(), { readsLeft: 398 - reads, writesLeft: 171 });
  });

  it('counts the two reads that try a new key', () => {
    assert.equal(openWindow().budgetState().readsLeft, 398);
  });

  it('is locked for all windows once HappyFox says so, and none sends anything', async () => {
    const { sandbox, id } = account();
    sandbox.faults.add({ kind: 'status', status: 429, times: 1 });
    await assert.rejects(run('openAsset', { account: id, id: 6748 }));
    sandbox.wireLog.clear();
    const refused = (error: unknown): boolean => HappyFoxError.is(error) && error.failure.kind === 'rateLimited';
    await assert.rejects(openWindow().client.listAssetTypes(user), refused);
    // Neither another address with the same key nor a new try of the key is a way around it.
    const { url, apiKey, authCode } = sandbox;
    const elsewhere = url.replace('127.0.0.1', 'localhost');
    await assert.rejects(openWindow(elsewhere).client.listAssetTypes(user), refused);
    await assert.rejects(run('updateCredentials', { account: id, apiKey, authCode }));
    assert.deepEqual(sent(sandbox), []);
  });

  it('is this window’s own where it can’t be shared, which the log says', async () => {
    const folder = join(storageFolder(), 'budgets');
    renameSync(folder, `${folder}.aside`);
    writeFileSync(folder, '');
    try {
      const alone = await addAccount();
      await run('openAsset', { account: alone.id, id: 6748 });
      await dropAccount(alone);
    } finally {
      rmSync(folder);
      renameSync(`${folder}.aside`, folder);
    }
    await written(profileFolder(), 'be shared with other windows: ENOTDIR');
  });

  it('is locked here once another window was told so', async () => {
    const { sandbox, id } = account();
    sandbox.faults.add({ kind: 'status', status: 429, times: 1 });
    await assert.rejects(openWindow().client.listAssetTypes(user));
    sandbox.wireLog.clear();
    await assert.rejects(run('openAsset', { account: id, id: 6748 }), /possible again at/);
    assert.deepEqual(sent(sandbox), []);
  });
});
