import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { HappyFoxError } from '../../../src/happyfox/errors';
import { retirementLook } from '../../../src/happyfox/limits';
import { Sandbox } from '../../../src/sandbox/sandbox';
import { FakeClock } from '../../unit/happyfox/fakeClock';
import { open, user } from './open';

describe('a connection that is replaced', () => {
  let sandbox: Sandbox;

  beforeEach(async () => {
    sandbox = await Sandbox.start({ clock: 'virtual' });
  });
  afterEach(() => sandbox.stop());

  it('carries out what is under way and what follows at once, and closes when idle', async () => {
    const clock = new FakeClock();
    const { client, retire } = open(sandbox, {}, { clock });
    const gate = Promise.withResolvers<undefined>();
    sandbox.faults.add({ method: 'GET', path: /asset\/6748/, times: 1, kind: 'delay', until: gate.promise });
    const arrived = sandbox.nextRequest(({ path }) => path.endsWith('/asset/6748/'));
    const read = client.getAsset(6748, user);
    await arrived;
    retire();
    await clock.advance(retirementLook);
    gate.resolve(undefined);
    const { name, displayId } = await read;

    const content = { name, displayId, customFields: new Map([[45, 'RETIRED-1']]) };
    const written = await client.updateAsset({ id: 6748, content, updatedBy: 1 }, user);
    assert.equal(written.customFields.find(({ id }) => id === 45)?.value, 'RETIRED-1');

    await clock.advance(retirementLook);
    await assert.rejects(
      client.getAsset(6748, user),
      (error) =>
        HappyFoxError.is(error) && error.failure.kind === 'cancelled' && error.failure.execution === 'notExecuted',
    );
  });
});
