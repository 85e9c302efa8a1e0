import { strict as assert } from 'node:assert';
import { describe, it } from 'mocha';
import type { Sandbox } from '../../src/sandbox/sandbox';
import { gone } from './support/expect';
import { pictureInThemes } from './support/pictures';
import { signedIn } from './support/stage';
import { stepByStep } from './support/stepByStep';
import type { Workbench } from './support/workbench';

describe('The tree, filtered, grouped and sorted', () => {
  stepByStep();
  let sandbox: Sandbox;
  let window: Workbench;

  signedIn(async (stage) => {
    ({ sandbox, window } = stage);
    await window.assets.row('General').waitFor();
    await window.run('HappyFox Assets: Index All Assets');
    await window.status.says('all 1,200 assets are known');
  });

  const dells = (): number =>
    sandbox.world.assetsOf(1).filter(({ values }) => String(values.get(46)).toLowerCase().includes('dell')).length;

  it('completes a query as it is typed, says what is wrong, and filters', async () => {
    const { assets, quickInput } = window;
    await (await assets.titleButton('Filter Assets…')).click();
    await quickInput.asked('Filter Assets');
    await quickInput.input.pressSequentially('manufactur');
    await quickInput.rows.filter({ hasText: /^Show 0 of 1,200 assets/ }).waitFor();
    await quickInput.row('Manufacturer').waitFor();
    await pictureInThemes(window, 'query completes a name');
    await quickInput.input.fill('manufactuer:dell');
    await quickInput.rows.filter({ hasText: 'Did you mean “Manufacturer”? Enter puts it in.' }).waitFor();
    await pictureInThemes(window, 'query with a mistake');
    await window.press('Enter');
    await quickInput.rows
      .filter({ hasText: /^Show \d+ of/ })
      .first()
      .waitFor();
    assert.equal(await quickInput.input.inputValue(), 'Manufacturer:dell');
    await window.press('Enter');
    await quickInput.gone();
    await assets
      .description(assets.row('General'))
      .getByText(`${dells()} of ${sandbox.world.assetsOf(1).length}`)
      .waitFor();
    await window.assets.pane.getByText(/^[\d,]+ of [\d,]+ match: Manufacturer:dell$/).waitFor();
    await pictureInThemes(window, 'tree filtered');
  });

  it('keeps the filter above the types', async () => {
    const { assets, quickInput } = window;
    await window.run('HappyFox Assets: Save Filter…');
    await quickInput.answer('Save Filter', 'Our Dells');
    await assets.row('Our Dells').waitFor();
    await (await assets.titleButton('Clear Filter')).click();
    await assets.row('Vehicle').waitFor();
    await assets
      .description(assets.row('Our Dells'))
      .getByText(/^[\d,]+$/)
      .waitFor();
  });

  it('groups and sorts a type', async () => {
    const { assets, quickInput } = window;
    await window.menuOf(assets.row('General'));
    await window.choose('Group By…');
    await quickInput.asked('Group Assets');
    await quickInput.row('Manufacturer').click();
    await quickInput.gone();
    await assets
      .description(assets.row('General'))
      .getByText(/by Manufacturer$/)
      .waitFor();
    await window.menuOf(assets.row('General'));
    await window.choose('Sort By…');
    await quickInput.asked('Sort Assets');
    await quickInput.row('Name').click();
    await quickInput.gone();
    await assets.toggle(assets.row('General'));
    await assets.rows.filter({ hasText: 'Dell' }).first().waitFor();
    await assets.toggle(assets.rows.filter({ hasText: /^Dell/ }).first());
    await pictureInThemes(window, 'tree grouped');
  });

  it('has it all again after the window is loaded anew', async () => {
    const { assets } = window;
    await window.reload();
    await assets.open();
    await assets.row('Our Dells').waitFor();
    await assets
      .description(assets.row('General'))
      .getByText(/by Manufacturer$/)
      .waitFor();
  });

  it('takes a filter away again, and gives it back', async () => {
    const { assets, notifications } = window;
    await window.menuOf(assets.row('Our Dells'));
    await window.choose('Remove Saved Filter');
    await gone(assets.row('Our Dells'));
    await notifications.click('was removed', 'Undo');
    await assets.row('Our Dells').waitFor();
  });
});

describe('A query that is asked for while the assets are still being read', () => {
  let window: Workbench;
  const held = Promise.withResolvers<undefined>();

  signedIn((stage) => void ({ window } = stage), {
    settings: { 'happyfoxAssets.index.mode': 'automatic' },
    faults: [{ kind: 'delay', until: held.promise, path: 'asset_type=3&size=50&page=3' }],
  });

  it('counts anew as they come', async () => {
    const { assets, quickInput } = window;
    await (await assets.titleButton('Filter Assets…')).click();
    await quickInput.asked('Filter Assets');
    await window.type('manufacturer:dell');
    const counted = quickInput.rows.filter({ hasText: /^Show \d+ of [\d,]+ assets/ });
    await counted.getByText('as far as they are indexed').waitFor();
    held.resolve(undefined);
    await quickInput.rows.filter({ hasText: /^Show \d+ of 1,200 assets/ }).waitFor();
    await window.press('Escape');
    await quickInput.gone();
  });
});
