import { strict as assert } from 'node:assert';
import { describe, it } from 'mocha';
import type { Asset, Sandbox } from '../../src/sandbox/sandbox';
import { aboutAssets, counted, gone, named } from './support/expect';
import { pictureInThemes } from './support/pictures';
import { signedIn } from './support/stage';
import { stepByStep } from './support/stepByStep';
import type { Workbench } from './support/workbench';

const printers = 7;
const [floor, features] = [112, 113];

describe('Changing many assets', () => {
  stepByStep();
  let sandbox: Sandbox;
  let window: Workbench;
  let three: readonly [Asset, Asset, Asset];

  const account = { assets: 300, assetsByType: { [printers]: 6 } };
  signedIn(
    (stage) => {
      ({ sandbox, window } = stage);
      const [one, other, third] = sandbox.world.assetsOf(printers);
      assert.ok(one && other && third);
      three = [one, other, third];
    },
    { account },
  );

  const valueOf = ({ id }: Asset, field: number): unknown => sandbox.world.asset(id)?.values.get(field);
  const puts = (): string[] => sandbox.wireLog.entries.map(named).filter((request) => /^(PUT|POST)/.test(request));
  const title = 'Set “Floor” to “91”';

  /** Selects the three in the sidebar, as a person does, and chooses “Set Field” from their menu. */
  async function setFieldOfThree(): Promise<void> {
    const { assets } = window;
    const [first, , third] = three;
    await assets
      .row(first.name)
      .locator('.label-name')
      .click({ modifiers: ['Control'] });
    await assets
      .row(third.name)
      .locator('.label-name')
      .click({ modifiers: ['Shift'] });
    await window.menuOf(assets.row(first.name));
    await window.choose('Set Field of Assets…');
  }

  it('asks for the field and its value, refuses a wrong one, and makes a plan that sends nothing', async () => {
    const { assets, plan, quickInput } = window;
    await assets.toggle(assets.row('Printer'));
    await assets.row(three[0].name).waitFor();
    sandbox.wireLog.clear();
    await setFieldOfThree();
    await quickInput.row('Floor').click();
    await quickInput.row('Set a value').click();
    await quickInput.asked('Set Field (3/3)');
    await quickInput.input.fill('ninety');
    await quickInput.message.getByText('number').waitFor();
    await quickInput.answer('Set Field (3/3)', '91');
    await plan.shown(title);
    await counted(plan.rows, 3);
    await plan.says('3 assets change.').waitFor();
    aboutAssets(sandbox, []);
  });

  it('shows what each has and would get, and leaves out a row by click and by keyboard', async () => {
    const { plan } = window;
    const [first, second, third] = three;
    assert.deepEqual(await plan.diff(first.name), [`before ${String(first.values.get(floor))}`, 'after 91']);
    await plan.check(first.name).uncheck();
    await plan.says('2 assets change; 1 left out.').waitFor();
    await plan.check(first.name).check();
    await plan.says('3 assets change.').waitFor();
    await plan.check(first.name).focus();
    await window.press('ArrowDown');
    await window.press('Space');
    await plan.says('2 assets change; 1 left out.').waitFor();
    await plan.says('2 reads and 2 writes: a few seconds.').waitFor();
    assert.deepEqual(await Promise.all([first, second, third].map(({ name }) => plan.check(name).isChecked())), [
      true,
      false,
      true,
    ]);
    await pictureInThemes(window, 'plan review');
  });

  it('asks once, names account and counts, and stops after the asset under way', async () => {
    const { dialog, plan } = window;
    const [first, , third] = three;
    const released = Promise.withResolvers<undefined>();
    sandbox.faults.add({
      kind: 'delay',
      method: 'PUT',
      path: `/asset/${first.id}/`,
      times: 1,
      until: released.promise,
    });
    const sending = sandbox.nextRequest(({ method }) => method === 'PUT');
    await plan.button('Apply 2 Changes…').click();
    await dialog.getByText(`Apply “${title}” to`).waitFor();
    await dialog.getByText('2 assets change.').waitFor();
    aboutAssets(sandbox, []);
    await window.dialogButton('Apply').click();
    await sending;
    await plan.row(first.name).getByText('Under way').waitFor();
    await plan.button('Cancel').click();
    await plan.says('Stops once HappyFox has answered for the asset under way.').waitFor();
    await gone(plan.button('Cancel'));
    await plan.frame.locator('h1:focus').waitFor();
    released.resolve(undefined);
    await plan.says('Cancelled. What is left can go on from here.').waitFor();
    await plan.row(first.name).getByText('Changed').waitFor();
    aboutAssets(sandbox, [`GET asset/${first.id}`, `PUT asset/${first.id}`]);
    assert.deepEqual([valueOf(first, floor), valueOf(third, floor)], [91, third.values.get(floor)]);
  });

  it('offers after a reload to go on with what was interrupted, and sends nothing twice', async () => {
    const { dialog, notifications, plan } = window;
    const [first, second, third] = three;
    await notifications.clear();
    // It is carried out, and nobody hears of it.
    const lost = sandbox.faults.add({
      ...{ kind: 'stall', when: 'after', method: 'PUT', path: `/asset/${third.id}/`, times: 1 },
    });
    await plan.button('Continue with 1…').click();
    await dialog.getByText('1 asset changes.').waitFor();
    await window.dialogButton('Apply').click();
    await lost.applied;
    await window.reload('happyfoxAssets.plan');
    await notifications.shown(/was interrupted/);
    await notifications.click(/was interrupted\. It can go on; nothing is sent twice/, 'Open Plan');
    await plan.shown(title);
    await plan.says('This plan was interrupted.').waitFor();
    await plan.button('Continue with 1…').click();
    await window.dialogButton('Apply').click();
    await notifications.shown('2 of 3 done');
    await plan.row(third.name).getByText('Changed').waitFor();
    assert.deepEqual(puts(), [`PUT asset/${third.id}`]);
    assert.deepEqual(
      [first, second, third].map((asset) => valueOf(asset, floor)),
      [91, second.values.get(floor), 91],
    );
    assert.deepEqual(await plan.diff(third.name), [`before ${String(third.values.get(floor))}`, 'after 91']);
    await notifications.clear();
    await pictureInThemes(window, 'plan report');
  });

  it('is taken back by a plan that is reviewed like any other', async () => {
    const { notifications, plan } = window;
    const [first, , third] = three;
    sandbox.wireLog.clear();
    await plan.button('Undo…').click();
    await plan.shown(`Undo: ${title}`);
    await plan.says('2 assets change.').waitFor();
    await plan.button('Apply 2 Changes…').click();
    await window.dialogButton('Apply').click();
    await notifications.shown('2 of 2 done');
    assert.deepEqual(
      [first, third].map((asset) => valueOf(asset, floor)),
      [first, third].map(({ values }) => values.get(floor)),
    );
    assert.deepEqual(puts(), [`PUT asset/${third.id}`, `PUT asset/${first.id}`]);
    await gone(window.dialog);
    await notifications.clear();
  });

  it('finds and replaces in a text', async () => {
    const { assets, plan, quickInput } = window;
    await assets.toggle(assets.row('Printer'));
    await assets.row(three[0].name).waitFor();
    await setFieldOfThree();
    await quickInput.row('name').click();
    await quickInput.row('Find and replace').click();
    await quickInput.answer('Find and Replace in “name” (3/4)', '(P');
    await quickInput.answer('Find and Replace in “name” (4/4)', '(Drucker ');
    await plan.shown('Replace “(P” by “(Drucker” in “name”');
    const [{ name }] = three;
    assert.deepEqual(await plan.diff(name), [`before ${name}`, `after ${name.replace('(P', '(Drucker ')}`]);
  });

  it('clears a field of whatever a query finds, and says which assets don’t have it', async () => {
    const { assets, plan, quickInput } = window;
    // Of a selection, the command would ask for nothing more.
    await assets.row('Accessory').click();
    await window.run('HappyFox Assets: Set Field of Assets…');
    await quickInput.asked('Set Field');
    await quickInput.input.fill('type:Printer OR type:Accessory');
    await quickInput.rows.filter({ hasText: /^Set a field of/ }).waitFor();
    await window.press('Enter');
    await quickInput.row('Features').click();
    await quickInput.row('Clear').click();
    await plan.shown('Clear “Features”');
    const [{ id, name }] = three;
    const had = valueOf({ ...three[0], id }, features);
    assert.ok(Array.isArray(had));
    if (had.length > 0) assert.equal((await plan.diff(name)).at(-1), 'after empty');
    await plan.frame.getByText('Features: This type has no custom field “Features”').first().waitFor();
    await pictureInThemes(window, 'plan problems');
  });

  it('gives a long plan its rows as they are looked at, and leaves out all that are found', async () => {
    const { assets, plan, quickInput } = window;
    const others = sandbox.world.types.flatMap(({ id }) => (id === printers ? [] : sandbox.world.assetsOf(id)));
    await assets.row('Accessory').click();
    await window.run('HappyFox Assets: Set Field of Assets…');
    await quickInput.asked('Set Field');
    await quickInput.input.fill('-type:Printer');
    await quickInput.rows.filter({ hasText: `Set a field of ${others.length} of` }).waitFor();
    await window.press('Enter');
    await quickInput.row('name').click();
    await quickInput.row('Set a value').click();
    await quickInput.answer('Set Field (3/3)', 'One name');
    await plan.shown('Set “name” to “One name”');
    assert.ok((await plan.rows.count()) <= 100);
    for (let known = await plan.rows.count(); known < others.length; known = await plan.rows.count()) {
      await plan.rows.last().scrollIntoViewIfNeeded();
      await plan.rows.nth(known).waitFor();
    }
    await counted(plan.rows, others.length);
    const found = others.filter(({ name }) => name.includes('Dell'));
    assert.ok(found.length > 1 && found.length < others.length);
    await plan.find.fill('dell');
    await plan.frame.getByText(`${found.length} of ${others.length} rows`).waitFor();
    await counted(plan.rows, found.length);
    await plan.checkAll.uncheck();
    await plan.says(new RegExp(`; ${found.length} left out\\.`)).waitFor();
    await plan.find.fill('');
    await plan.frame.getByText(`${others.length} of ${others.length} rows`).waitFor();
    assert.equal(await plan.checkAll.evaluate((all: { indeterminate?: boolean }) => all.indeterminate), true);
    await plan.checkAll.check();
    await plan.says(`${others.length} assets change.`).waitFor();
  });
});
