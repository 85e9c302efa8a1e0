import { strict as assert } from 'node:assert';
import { describe, it } from 'mocha';
import type { Sandbox } from '../../src/sandbox/sandbox';
import { gone, sent, sentTogether } from './support/expect';
import { step } from './support/wizard';
import { freshCode } from './support/stage';
import { stepByStep } from './support/stepByStep';
import type { Workbench } from './support/workbench';

/** The order of these tests is the order in which a newcomer works: each goes on where the one before has ended. */
describe('The main job in a fresh VS Code', () => {
  stepByStep();
  let sandbox: Sandbox;
  let window: Workbench;

  freshCode((stage) => {
    ({ sandbox, window } = stage);
  });

  it('welcomes with the two ways to begin', async () => {
    await window.assets.open();
    await window.assets.welcomeButton('Add Account').waitFor();
    await window.assets.welcomeButton('Explore the Demo Account').waitFor();
    assert.equal(await window.assets.rows.count(), 0);
  });

  it('leaves nothing behind when the wizard is left with Escape', async () => {
    const { quickInput, assets } = window;
    await assets.welcomeButton('Add Account').click();
    await quickInput.answer(step(1), sandbox.url);
    await quickInput.answer(step(2), sandbox.apiKey);
    await quickInput.asked(step(3));
    await window.press('Escape');
    await quickInput.gone();
    await assets.welcomeButton('Add Account').click();
    await quickInput.asked(step(1));
    assert.equal(await quickInput.input.inputValue(), '');
    await window.press('Escape');
    await assets.welcomeButton('Add Account').waitFor();
    sent(sandbox, []);
  });

  it('refuses what is no address, in the input', async () => {
    const { quickInput, assets } = window;
    await assets.welcomeButton('Add Account').click();
    await quickInput.answer(step(1), 'http://acme.happyfox.com');
    await quickInput.message.getByText('Over http the API key could be read by others. Write https://.').waitFor();
  });

  it('refuses a wrong key in the input, which is corrected by going back', async () => {
    const { quickInput } = window;
    await quickInput.answer(step(1), sandbox.url);
    await quickInput.answer(step(2), 'not-the-key');
    await quickInput.answer(step(3), sandbox.authCode);
    await quickInput.message
      .getByText('HappyFox refused this pair. Correct the auth code here, or go back and correct the API key.')
      .waitFor();
    assert.equal(await quickInput.input.getAttribute('type'), 'password');
    await quickInput.back.click();
    await quickInput.answer(step(2), sandbox.apiKey);
    await quickInput.asked(step(3));
    assert.equal(await quickInput.input.inputValue(), '', 'the refused auth code was not kept');
    await quickInput.answer(step(3), sandbox.authCode);
    await quickInput.asked(step(4));
    sent(sandbox, ['GET asset_types size=50 page=1', 'GET asset_types size=50 page=1', 'GET staff']);
  });

  it('asks for the acting agent, and then shows the types with their totals', async () => {
    const { quickInput, assets } = window;
    await quickInput.row('George - Admin').click();
    await quickInput.gone();
    const types = sandbox.world.types;
    for (const { id, name } of types) {
      const total = sandbox.world.assetsOf(id).length;
      await assets.description(assets.row(name)).getByText(String(total), { exact: true }).waitFor();
    }
    sentTogether(sandbox, [
      'GET asset_types size=50 page=1',
      ...types.map(({ id }) => `GET assets asset_type=${id} size=1 page=1`),
    ]);
  });

  it('expands a type with one request, and loads more by a click', async () => {
    const { assets } = window;
    await assets.toggle(assets.row('General'));
    await assets.row('ADDISD-W10PC').waitFor();
    sent(sandbox, ['GET assets asset_type=1 size=50 page=1']);
    await assets.toEnd();
    const more = assets.row('Load more…');
    await assets.description(more).getByText('50 of 198', { exact: true }).waitFor();
    await more.click();
    await assets.row(sandbox.world.assetsOf(1)[50]?.name ?? '').waitFor();
    await assets.toEnd();
    await assets.description(more).getByText('100 of 198', { exact: true }).waitFor();
    sent(sandbox, ['GET assets asset_type=1 size=50 page=2']);
  });

  it('opens an asset with two requests', async () => {
    const { assets, editor } = window;
    await assets.toStart();
    await assets.row('ADDISD-W10PC').click();
    await editor.cleanTab('ADDISD-W10PC.json').waitFor();
    await editor.line('"Serial Number": "GCJ1353"').waitFor();
    sentTogether(sandbox, ['GET asset/6748', 'GET asset_custom_fields asset_type=1 size=50 page=1']);
  });

  it('saves a new serial number with one read and one write', async () => {
    const { editor } = window;
    await editor.retype('GCJ1353', 'TYPED123');
    await editor.dirtyTab('ADDISD-W10PC.json').waitFor();
    await window.press('Control+s');
    await editor.cleanTab('ADDISD-W10PC.json').waitFor();
    assert.equal(sandbox.world.asset(6748)?.values.get(45), 'TYPED123');
    assert.equal(await window.notifications.toasts.count(), 0);
    sent(sandbox, ['GET asset/6748', 'PUT asset/6748']);
  });

  it('creates an asset by the palette: a type, a draft, two typed values, and a save', async () => {
    const { assets, editor, quickInput } = window;
    await window.run('HappyFox Assets: New Asset…');
    await quickInput.asked('New Asset');
    await quickInput.row('Vehicle').click();
    await editor.typeInto('display_id', 'VEH-77');
    await editor.typeInto('name', 'Blue van');
    await editor.dirtyTab('New Vehicle asset.json').waitFor();
    await assets.toEnd();
    await assets.toggle(assets.row('Vehicle'));
    await assets.row('No assets of this type yet').waitFor();
    await editor.tab('New Vehicle asset.json').click();
    await window.press('Control+s');
    await editor.cleanTab('Blue van.json').waitFor();
    await gone(editor.tab('New Vehicle asset.json'));
    await assets.row('Blue van').waitFor();
    await assets.description(assets.row('Blue van')).getByText('VEH-77', { exact: true }).waitFor();
    await assets.description(assets.row('Vehicle')).getByText('1', { exact: true }).waitFor();
    const [created, ...others] = sandbox.world.assetsOf(10);
    assert.deepEqual([created?.name, created?.displayId, others.length], ['Blue van', 'VEH-77', 0]);
    sent(sandbox, [
      'GET asset_custom_fields asset_type=10 size=50 page=1',
      'GET assets asset_type=10 size=50 page=1',
      'POST assets asset_type=10',
    ]);
  });

  it('deletes it by the Delete key, after a question', async () => {
    const { assets, editor } = window;
    const id = sandbox.world.assetsOf(10)[0]?.id;
    await assets.row('Blue van').click();
    await window.press('Delete');
    await window.dialog.getByText(`Delete “Blue van” (#${id}) from`).waitFor();
    await window.dialogButton('Cancel').click();
    await gone(window.dialog);
    sent(sandbox, []);
    await assets.row('Blue van').click();
    await window.press('Delete');
    await window.dialogButton('Delete').click();
    await gone(assets.row('Blue van'));
    await gone(editor.tab('Blue van.json'));
    await assets.row('No assets of this type yet').waitFor();
    assert.equal(sandbox.world.assetsOf(10).length, 0);
    sent(sandbox, [`GET asset/${id}`, `DELETE asset/${id} deleted_by=1`]);
  });

  it('sends nothing for a save without a change', async () => {
    const { editor } = window;
    await editor.tab('ADDISD-W10PC.json').click();
    await editor.retype('TYPED123', 'TYPED124');
    await editor.dirtyTab('ADDISD-W10PC.json').waitFor();
    await editor.retype('TYPED124', 'TYPED123');
    await window.press('Control+s');
    await editor.cleanTab('ADDISD-W10PC.json').waitFor();
    sent(sandbox, []);
  });
});
