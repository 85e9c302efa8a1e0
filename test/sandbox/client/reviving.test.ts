import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { Sandbox } from '../../../src/sandbox/sandbox';
import { failureOf, open, user, type Opened } from './open';

describe('a connection to a server that can be started again', () => {
  let sandbox: Sandbox;
  let connection: Opened;
  let started = 0;

  const restart = async (): Promise<void> => {
    const { apiKey, authCode, url } = sandbox;
    sandbox = await Sandbox.start({ apiKey, authCode, port: Number(new URL(url).port), account: 'article' });
    started += 1;
  };
  beforeEach(async () => {
    started = 0;
    sandbox = await Sandbox.start({ account: 'article' });
    connection = open(sandbox, { revive: restart });
  });
  afterEach(async () => {
    await connection.dispose();
    await sandbox.stop();
  });

  it('has it started where nothing listens any more, and reads', async () => {
    await connection.client.getAsset(6748, user);
    await sandbox.stop();
    assert.equal((await connection.client.getAsset(6748, user)).name, 'ADDISD-W10PC');
    assert.equal(started, 1);
  });

  it('sends a write then, once', async () => {
    const content = { name: 'Renamed', displayId: 'ADDISD-W10PC', customFields: new Map() };
    await sandbox.stop();
    await connection.client.updateAsset({ id: 6748, content, updatedBy: 1 }, user);
    assert.equal(started, 1);
    assert.deepEqual(
      sandbox.wireLog.entries.map(({ method }) => method),
      ['PUT'],
    );
    assert.equal(sandbox.world.asset(6748)?.name, 'Renamed');
  });

  it('does not start it for an answer that came, or was lost', async () => {
    const content = { name: 'Renamed', displayId: 'ADDISD-W10PC', customFields: new Map() };
    sandbox.faults.add({ kind: 'reset', method: 'PUT', times: 1 });
    assert.equal(
      (await failureOf(connection.client.updateAsset({ id: 6748, content, updatedBy: 1 }, user))).kind,
      'connectionLost',
    );
    sandbox.faults.add({ kind: 'status', status: 400, method: 'PUT', times: 1 });
    await failureOf(connection.client.updateAsset({ id: 6748, content, updatedBy: 1 }, user));
    assert.equal(started, 0);
  });

  it('fails as it would have where it can’t be started', async () => {
    await connection.dispose();
    connection = open(sandbox, { revive: () => Promise.reject(new Error('no')) });
    await sandbox.stop();
    const { kind, code } = await failureOf(connection.client.getAsset(6748, user));
    assert.deepEqual([kind, code], ['unreachable', 'ECONNREFUSED']);
  });
});
