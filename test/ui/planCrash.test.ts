import { strict as assert } from 'node:assert';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { platform } from 'node:process';
import { before, describe, it } from 'mocha';
import type { Sandbox } from '../../src/sandbox/sandbox';
import type { Code } from './support/code';
import { signedIn } from './support/stage';
import { stepByStep } from './support/stepByStep';
import type { Workbench } from './support/workbench';

const vehicles = 10;
const rows = 72;
const writesPerMinute = 60;
/** What a plan may use of them. */
const mostAtOnce = writesPerMinute * 0.8;
const title = 'Import vans.csv into Vehicle';

describe('An import of many rows that is killed twice', () => {
  stepByStep();
  let sandbox: Sandbox;
  let code: Code;
  let window: Workbench;
  let file = '';

  before(function () {
    if (platform === 'win32') this.skip();
  });
  signedIn(
    (stage) => {
      ({ sandbox, code, window } = stage);
      file = join(stage.folder, 'vans.csv');
    },
    {
      // The account locks whoever crosses its limit out.
      account: { assets: 300, switches: { writesPerMinute } },
      settings: { 'happyfoxAssets.rateLimit.writesPerMinute': writesPerMinute },
      folder: true,
    },
  );

  const writes = () => sandbox.wireLog.entries.filter(({ method }) => method !== 'GET');

  async function written(count: number): Promise<void> {
    while (writes().length < count) await sandbox.wireLog.nextRequest(({ method }) => method !== 'GET');
  }

  /** Ends a run once so many rows were sent, while one more has been carried out and nobody has heard of it. */
  async function endedAfter(count: number, end: () => Promise<void> | void): Promise<void> {
    await written(count);
    const lost = sandbox.faults.add({ kind: 'stall', method: 'POST', when: 'after', times: 1 });
    await lost.applied;
    await end();
    sandbox.faults.clear();
  }

  async function goOn(): Promise<void> {
    const { assets, notifications, plan } = window;
    await assets.open();
    await notifications.click(/was interrupted\. It can go on; nothing is sent twice/, 'Open Plan');
    await plan.shown(title);
    await plan.says('This plan was interrupted.').waitFor();
    await plan.frame.getByRole('button', { name: /^Continue with \d+…$/ }).click();
    await window.dialogButton('Apply').click();
  }

  it('begins as a plan', async () => {
    const { explorer, plan, quickInput } = window;
    const lines = Array.from({ length: rows }, (_, index) => `V-${index},Van ${index}`);
    writeFileSync(file, ['display_id,name', ...lines, ''].join('\n'));
    await explorer.open();
    await explorer.row('vans.csv').waitFor();
    await window.menuOf(explorer.row('vans.csv'));
    await window.choose('Import Assets…');
    await quickInput.row('Vehicle').click();
    await quickInput.asked('Import into Vehicle (1/3)');
    await quickInput.row('Continue with 2 of 2 columns').click();
    await quickInput.asked('Import into Vehicle (2/3)');
    await quickInput.row('display_id').click();
    await quickInput.asked('Import into Vehicle (3/3)');
    await quickInput.row('Create assets').click();
    await plan.shown(title);
    await plan.says(`${rows} are created.`).waitFor();
  });

  it('is killed with its extension host, goes on, and is loaded again in the middle', async () => {
    await window.plan.frame.getByRole('button', { name: /^Apply \d+ Changes…$/ }).click();
    await window.dialogButton('Apply').click();
    await endedAfter(15, () => {
      code.killExtensionHost();
    });
    await window.reload();
    await goOn();
    await endedAfter(35, () => window.reload());
    assert.ok(writes().length < mostAtOnce);
  });

  it('has created each row once, and never sent more than its share of a minute', async () => {
    await goOn();
    await written(rows);
    await window.plan.says(`${rows} of ${rows} done`).waitFor();
    const names = sandbox.world.assetsOf(vehicles).map(({ name }) => name);
    assert.deepEqual(names.toSorted(), Array.from({ length: rows }, (_, index) => `Van ${index}`).toSorted());
    assert.equal(writes().length, rows);
    const times = writes().map(({ at }) => at);
    for (const [index, time] of times.entries()) {
      // A request may be on its way for longer than another.
      const within = times.slice(index).filter((other) => other - time < 59_000).length;
      assert.ok(within <= mostAtOnce, `${within} writes within a minute`);
    }
  });
});
