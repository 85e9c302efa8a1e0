import { strict as assert } from 'node:assert';
import { after, describe, it } from 'mocha';
import { Sandbox } from '../../src/sandbox/sandbox';
import { gone, requests, sent, sentTogether } from './support/expect';
import { signedIn } from './support/stage';
import { stepByStep } from './support/stepByStep';
import { addAccount } from './support/wizard';
import type { Workbench } from './support/workbench';

describe('The tree', () => {
  stepByStep();
  let sandbox: Sandbox;
  let other: Sandbox;
  let window: Workbench;

  signedIn(async (stage) => {
    ({ sandbox, window } = stage);
    other = await Sandbox.start({ account: 'article' });
    for (const { id, name } of sandbox.world.types) {
      const total = sandbox.world.assetsOf(id).length;
      await window.assets.description(window.assets.row(name)).getByText(String(total), { exact: true }).waitFor();
    }
    sandbox.wireLog.clear();
  });
  after(() => other.stop());

  it('offers for a type and for an asset what can be done with it', async () => {
    const { assets } = window;
    assert.deepEqual(await window.menuOf(assets.row('Printer')), [
      'New Asset…',
      'Open Table',
      'Filter Assets…',
      'Group By…',
      'Sort By…',
      'Load All',
      'Refresh',
      'Export Assets…',
      'Import Assets…',
      'Export Import Template…',
      'Audit Assets…',
    ]);
    await window.press('Escape');
    await assets.toggle(assets.row('Printer'));
    const printer = assets.row(sandbox.world.assetsOf(7)[0]?.name ?? '');
    await printer.waitFor();
    assert.deepEqual(await window.menuOf(printer), [
      'Open Asset…',
      'Open to the Side',
      'Duplicate Asset',
      'Set Field of Assets…',
      'Show What a Person Holds…',
      'Hand Over Assets…',
      'Take Back Assets…',
      'Copy ID',
      'Copy Display ID',
      'Copy as JSON',
      'Copy Link',
      'Delete Asset…',
    ]);
    await window.press('Escape');
    sent(sandbox, ['GET assets asset_type=7 size=50 page=1']);
  });

  it('is used by the keyboard alone: arrows expand and move, Enter opens, Delete asks', async () => {
    const { assets, editor } = window;
    const room = sandbox.world.assetsOf(8)[0];
    await assets.row('Meeting Room Kit').locator('.monaco-tl-twistie').waitFor();
    await assets.toStart();
    await window.type('Meeting'); // a list goes to the row whose name is typed
    await assets.row('Meeting Room Kit').locator('xpath=self::*[contains(@class, "focused")]').waitFor();
    await window.press('ArrowRight');
    await assets.row(room?.name ?? '').waitFor();
    await window.press('ArrowDown');
    await window.press('Enter');
    await editor.cleanTab(`${room?.name}.json`).waitFor();
    await editor.focused();
    await assets.focus();
    await window.press('Delete');
    await window.dialog.getByText(`Delete “${room?.name}”`).waitFor();
    await window.press('Escape');
    await gone(window.dialog);
    assert.ok(sandbox.world.asset(room?.id ?? 0));
    sandbox.wireLog.clear();
  });

  it('deletes several assets after one question, and reports how far it is', async () => {
    const { assets } = window;
    const rooms = sandbox.world.assetsOf(8);
    const [first, second, third] = rooms;
    const held = Promise.withResolvers<undefined>();
    sandbox.faults.add({ kind: 'delay', until: held.promise, method: 'DELETE', path: `asset/${second?.id}/` });
    await assets.row(first?.name ?? '').click();
    await assets.row(second?.name ?? '').click({ modifiers: ['Control'] });
    await window.press('Delete');
    await window.dialog.getByText('Delete 2 assets from').waitFor();
    const detail = (await window.dialog.locator('.dialog-message-detail').textContent()) ?? '';
    for (const asset of [first, second]) assert.ok(detail.includes(`${asset?.name} (#${asset?.id})`), detail);
    await window.dialogButton('Delete 2 Assets').click();
    await window.notifications.toast('Deleting 2 assets').getByText('1 of 2').waitFor();
    await gone(assets.row(first?.name ?? ''));
    held.resolve(undefined);
    await gone(assets.row(second?.name ?? ''));
    await assets.row(third?.name ?? '').waitFor();
    await gone(window.notifications.toasts);
    await assets.description(assets.row('Meeting Room Kit')).getByText('1', { exact: true }).waitFor();
    const written = requests(sandbox).filter((request) => request.startsWith('DELETE'));
    assert.deepEqual(written, [`DELETE asset/${first?.id} deleted_by=1`, `DELETE asset/${second?.id} deleted_by=1`]);
  });

  it('loads all of a type with progress, and keeps what has come when that is cancelled', async () => {
    const { assets, notifications } = window;
    await assets.toStart();
    await assets.toggle(assets.row('Printer'));
    const monitors = assets.row('Monitor');
    await assets.toggle(monitors);
    await assets
      .row(sandbox.world.assetsOf(4)[0]?.name ?? '')
      .first()
      .waitFor();
    sandbox.wireLog.clear();
    const held = Promise.withResolvers<undefined>();
    const fault = sandbox.faults.add({ kind: 'delay', until: held.promise, path: 'asset_type=4&size=50&page=3' });
    await window.menuOf(monitors);
    await window.choose('Load All');
    await notifications.toast('Loading all of Monitor').getByText('100 of 210').waitFor();
    await notifications.click('Loading all of Monitor', 'Cancel');
    await gone(notifications.toasts);
    await assets.toggle(assets.row('General'));
    await assets.row('ADDISD-W10PC').waitFor();
    await assets.toggle(assets.row('General'));
    await assets.toEnd();
    await assets.description(assets.row('Load more…')).getByText('100 of 210').waitFor();
    // Only now: the third page must not come in the moment between the click and the cancel.
    held.resolve(undefined);
    sandbox.faults.remove(fault);
    await window.menuOf(assets.row('Load more…'));
    await window.choose('Load All');
    await gone(assets.row('Load more…'));
    await gone(notifications.toasts);
  });

  it('keeps expansion and selection over a refresh, and shows what others did', async () => {
    const { assets } = window;
    await assets.toStart();
    await assets.toggle(assets.row('Monitor'));
    await assets.toggle(assets.row('General'));
    await assets.row('ALEXS-W10PC').click();
    await assets.row('ALEXS-W10PC').locator('xpath=self::*[contains(@class, "selected")]').waitFor();
    sandbox.world.editAsset(6749, { name: 'RENAMED' });
    sandbox.world.deleteAsset(6751);
    await (await assets.titleButton('Refresh')).click();
    await assets.row('RENAMED').waitFor();
    await gone(assets.row('AMANDAO-W10PC'));
    await assets.description(assets.row('General')).getByText('197', { exact: true }).waitFor();
    await assets.row('ALEXS-W10PC').locator('xpath=self::*[contains(@class, "selected")]').waitFor();
    await assets.row('General').locator('xpath=self::*[@aria-expanded="true"]').waitFor();
  });

  it('shows account nodes while there are two accounts', async () => {
    const { assets } = window;
    await addAccount(window, other);
    const [one, two] = [sandbox, other].map(({ url }) => new URL(url).host);
    await assets.row(one ?? '').waitFor();
    await assets.row(two ?? '').waitFor();
    assert.deepEqual(await window.menuOf(assets.row(two ?? '')), [
      'Filter Assets…',
      'Refresh',
      'Switch Agent…',
      'Update Credentials…',
      'Rename Account…',
      'Remove Account…',
    ]);
    await window.press('Escape');
    other.wireLog.clear();
    await assets.toggle(assets.row(two ?? ''));
    await assets.row('Device').last().waitFor();
    await assets.description(assets.row('General').last()).getByText('198', { exact: true }).waitFor();
    sentTogether(other, [
      'GET asset_types size=50 page=1',
      'GET assets asset_type=1 size=1 page=1',
      'GET assets asset_type=2 size=1 page=1',
    ]);
  });

  it('removes an account after a question', async () => {
    const { assets } = window;
    const row = assets.row(new URL(other.url).host);
    await window.menuOf(row);
    await window.choose('Remove Account…');
    await window.dialogButton('Remove Account').click();
    await gone(row);
    await assets.row('General').waitFor();
  });
});
