import { deepEqual, equal } from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { Sandbox } from '../../../src/sandbox/sandbox';
import { ask } from './caller';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

describe('The sandbox: rate limit', () => {
  let sandbox: Sandbox;
  beforeEach(async () => {
    sandbox = await Sandbox.start({ account: 'article', clock: 'virtual' });
  });
  afterEach(() => sandbox.stop());

  const read = async () => (await ask(sandbox, 'asset/659/')).status;
  const write = async () => (await ask(sandbox, 'asset/659/', { method: 'PUT', body: { updated_by: 1 } })).status;
  async function statuses(times: number, request: () => Promise<number>): Promise<Record<number, number>> {
    const counts: Record<number, number> = {};
    for (let i = 0; i < times; i++) {
      const status = await request();
      counts[status] = (counts[status] ?? 0) + 1;
    }
    return counts;
  }

  it('takes 500 reads a minute, then refuses everything for ten minutes', async () => {
    deepEqual(await statuses(500, read), { 200: 500 });
    equal(await write(), 200);
    equal(await read(), 429);
    equal(await write(), 429);
    sandbox.clock.advance(10 * MINUTE - 1);
    equal(await read(), 429);
    sandbox.clock.advance(1);
    equal(await read(), 200);
    equal(await write(), 200);
  });

  it('takes 300 writes a minute, deletes and refused ones included', async () => {
    deepEqual(await statuses(298, write), { 200: 298 });
    equal((await ask(sandbox, 'asset/1/?deleted_by=1', { method: 'DELETE' })).status, 404);
    equal((await ask(sandbox, 'assets/', { method: 'POST', body: {} })).status, 400);
    equal(await read(), 200);
    equal(await write(), 429);
    equal(await read(), 429);
  });

  it('lets the minute slide', async () => {
    sandbox.switches.readsPerMinute = 10;
    deepEqual(await statuses(5, read), { 200: 5 });
    sandbox.clock.advance(30 * SECOND);
    deepEqual(await statuses(5, read), { 200: 5 });
    sandbox.clock.advance(30 * SECOND);
    deepEqual(await statuses(5, read), { 200: 5 });
    sandbox.clock.advance(29 * SECOND);
    equal(await read(), 429);
  });

  it('changes nothing while it refuses', async () => {
    sandbox.switches.writesPerMinute = 0;
    const body = { name: 'x', updated_by: 1 };
    equal((await ask(sandbox, 'asset/659/', { method: 'PUT', body })).status, 429);
    equal(sandbox.world.asset(659)?.name, '21');
  });

  it('counts no request with wrong credentials', async () => {
    sandbox.switches.readsPerMinute = 1;
    const headers = { authorization: 'Basic eDp5' };
    for (let i = 0; i < 3; i++) equal((await ask(sandbox, 'staff/', { headers })).status, 401);
    equal(await read(), 200);
  });

  it('runs on the real clock by default, which can be advanced too', async () => {
    const real = await Sandbox.start({ account: 'article', switches: { readsPerMinute: 0 } });
    equal((await ask(real, 'staff/')).status, 429);
    real.switches.readsPerMinute = 500;
    equal((await ask(real, 'staff/')).status, 429);
    real.clock.advance(10 * MINUTE);
    equal((await ask(real, 'staff/')).status, 200);
    await real.stop();
  });
});
