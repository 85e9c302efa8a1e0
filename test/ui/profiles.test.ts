import { describe, it } from 'mocha';
import type { Sandbox } from '../../src/sandbox/sandbox';
import { gone } from './support/expect';
import { freshCode } from './support/stage';
import { stepByStep } from './support/stepByStep';
import { addAccount } from './support/wizard';
import type { Workbench } from './support/workbench';

describe('Two profiles', () => {
  stepByStep();
  let sandbox: Sandbox;
  let here: Workbench;
  let there: Workbench;

  freshCode(async ({ code, ...stage }) => {
    ({ sandbox, window: here } = stage);
    there = await code.openWindow('Field work');
    await there.assets.open();
    await there.assets.welcomeButton('Add Account').waitFor();
  });

  it('have the same accounts: one that is added in one shows in the other', async () => {
    await here.page.bringToFront();
    await addAccount(here, sandbox);
    await here.assets.row('General').waitFor();
    await there.page.bringToFront();
    await there.assets.row('General').waitFor();
  });

  it('keep each other’s accounts when one is added, and given a name', async () => {
    await there.run('HappyFox Assets: Explore the Demo Account');
    await there.assets.row('Demo account').waitFor();
    await there.run('HappyFox Assets: Rename Account…');
    await there.quickInput.row('Demo account').click();
    await there.quickInput.answer('Rename Account', 'Training');
    await there.assets.row('Training').waitFor();
    await here.page.bringToFront();
    await here.assets.row('Training').waitFor();
    await here.assets.row(new URL(sandbox.url).host).waitFor();
    for (const window of [here, there]) {
      await window.page.bringToFront();
      await window.reload();
      await window.assets.row('Training').waitFor();
      await window.assets.row(new URL(sandbox.url).host).waitFor();
    }
  });

  it('let go of one that is removed in the other', async () => {
    await there.page.bringToFront();
    await there.run('HappyFox Assets: Remove Account…');
    await there.quickInput.row(new URL(sandbox.url).host).click();
    await there.dialogButton('Remove Account').click();
    await gone(there.assets.row(new URL(sandbox.url).host));
    await here.page.bringToFront();
    await gone(here.assets.row(new URL(sandbox.url).host));
    await here.reload();
    await gone(here.assets.row(new URL(sandbox.url).host));
  });
});
