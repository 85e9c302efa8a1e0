import { strict as assert } from 'node:assert';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import type { Asset, Sandbox } from '../../src/sandbox/sandbox';
import { overlook } from '../fixtures/overlook';
import { pictureInThemes } from './support/pictures';
import { signedIn } from './support/stage';
import { stepByStep } from './support/stepByStep';
import type { Workbench } from './support/workbench';

const [general, serialNumber] = [1, 45];
const saved = { id: 6748, name: 'ADDISD-W10PC' };

describe('What is known while another window reads and a colleague edits, right after a save', () => {
  stepByStep();
  let sandbox: Sandbox;
  let here: Workbench;
  let there: Workbench;
  let folder: string;
  let theirs: Asset;
  let serial = 'GCJ1353';

  signedIn(
    async (stage) => {
      ({ sandbox, window: here, folder } = stage);
      const last = sandbox.world.assetsOf(general).at(-1);
      assert.ok(last);
      theirs = last;
      await here.run('HappyFox Assets: Index All Assets');
      await here.status.says('assets are known');
      await here.assets.toggle(here.assets.row('General'));
      await here.assets.row(saved.name).dblclick();
      await here.editor.line(serial).waitFor();
      await here.assets.toggle(here.assets.row('General'));
      there = await stage.code.openWindow();
      await there.assets.open();
      await there.run('HappyFox Assets: Index All Assets');
      await there.status.says('assets are known');
      await here.page.bringToFront();
    },
    {
      account: { assets: 600, assetsByType: { [general]: 400 } },
      folder: true,
      // Those of the system are not part of the window.
      settings: { 'files.simpleDialog.enable': true },
    },
  );

  /** The other window reads everything again, and has come as far as the second page of the type, on whose first one is what is about to be saved. */
  async function whileItReads(work: () => Promise<void>): Promise<void> {
    const goesOn = Promise.withResolvers<undefined>();
    const pages = /\/assets\/\?asset_type=1&size=50&page=[2-9]/;
    const held = sandbox.faults.add({ kind: 'delay', path: pages, until: goesOn.promise });
    const second = sandbox.wireLog.nextRequest(({ path, query }) => path.endsWith('/assets/') && query.page === '2');
    await there.page.bringToFront();
    await there.status.locator.click();
    await there.quickInput.row('Read All Assets Again').click();
    await second;
    await here.page.bringToFront();
    try {
      await work();
    } finally {
      sandbox.faults.remove(held);
      goesOn.resolve(undefined);
    }
  }

  async function save(value: string): Promise<void> {
    const tab = `${saved.name}.json`;
    await here.editor.tab(tab).click();
    await here.editor.retype(serial, value);
    await here.press('Control+s');
    await here.editor.cleanTab(tab).waitFor();
    await here.editor.line(value).waitFor();
    serial = value;
  }

  async function search(value: string, name: string): Promise<void> {
    await here.run('HappyFox Assets: Search Assets…');
    await here.quickInput.title.getByText(/^Search Assets/).waitFor();
    await here.type(value);
    await here.quickInput.row(name).waitFor();
    await here.press('Escape');
    await here.quickInput.gone();
  }

  async function exportTo(name: string): Promise<string> {
    const { notifications, quickInput } = here;
    const file = join(folder, name);
    await here.run('HappyFox Assets: Export Assets…');
    await quickInput.row('General').click();
    await quickInput.rows.filter({ hasText: /^Export all \d+ assets/ }).click();
    await quickInput.row('CSV').click();
    await quickInput.input.and(here.page.getByPlaceholder('Which columns?')).waitFor();
    await here.press('Enter');
    await quickInput.row('..').waitFor();
    await quickInput.input.fill(file);
    await here.press('Enter');
    await notifications.shown(/assets were exported to .*\(as of [^,]*, [^,]*\)/);
    await notifications.clear();
    return readFileSync(file, 'utf8');
  }

  /** Imports a file by its display ids, up to what comes of it. */
  async function importFrom(name: string): Promise<void> {
    const { explorer, quickInput } = here;
    await explorer.open();
    await here.menuOf(explorer.row(name));
    await here.choose('Import Assets…');
    await quickInput.row('General').click();
    await quickInput.asked('Import into General (1/3)');
    await quickInput.rows.filter({ hasText: /^Continue with/ }).click();
    await quickInput.asked('Import into General (2/3)');
    await quickInput.row('display_id').click();
    await quickInput.asked('Import into General (3/3)');
    await quickInput.row('Change and create').click();
  }

  const [mine, their, fresh] = ['MINE-0', 'THEIRS-0', 'quokka-0'];
  it('what was saved and imported is found, exported and counted, and nothing is planned twice', async () => {
    const { notifications, plan, quickInput } = here;
    writeFileSync(join(folder, `${fresh}.csv`), `display_id,name\n${fresh},Quokka\n`);
    await importFrom(`${fresh}.csv`);
    await plan.shown(`Import ${fresh}.csv into General`);
    await plan.button('Apply 1 Change…').click();
    await here.dialogButton('Apply').click();
    await notifications.shown('1 of 1 done');
    await notifications.clear();
    await whileItReads(async () => {
      await save(mine);
      sandbox.world.editAsset(theirs.id, { values: { [serialNumber]: their } });
      await search(mine, saved.name);
      await search('Quokka', 'Quokka');
    });
    const text = await exportTo('out.csv');
    const rowOf = (id: number): string => text.split('\n').find((line) => line.startsWith(`${id},`)) ?? '';
    assert.match(rowOf(saved.id), new RegExp(mine));
    assert.match(rowOf(theirs.id), new RegExp(their));
    for (const name of [`${fresh}.csv`, 'out.csv']) {
      await importFrom(name);
      await notifications.shown('Nothing to do: HappyFox has everything as it is in the file.');
      await notifications.clear();
    }
    // Of the asset in front, or of a selection, it would ask for nothing more.
    await here.explorer.row(`${fresh}.csv`).click();
    await here.editor.tab(`${fresh}.csv`).waitFor();
    await here.assets.open();
    await here.assets.row('Accessory').click();
    await here.run('HappyFox Assets: Set Field of Assets…');
    await quickInput.asked('Set Field');
    await quickInput.input.fill(`serial_number:${mine}`);
    await quickInput.rows.filter({ hasText: /^Set a field of 1 of [\d,]+ assets \(as of/ }).waitFor();
    await here.press('Escape');
    await quickInput.gone();
    assert.equal(sandbox.world.assetsOf(general).filter(({ displayId }) => displayId === fresh).length, 1);
  });
});

describe('What may be missing, since others never stop to change the lists', () => {
  stepByStep();
  let sandbox: Sandbox;
  let window: Workbench;
  let othersStop: () => void;

  signedIn(
    (stage) => {
      ({ sandbox, window } = stage);
      ({ othersStop } = overlook(sandbox, general));
    },
    { account: { account: 'article', assetsByType: { [general]: 60 } } },
  );
  const question = () => window.dialog.getByText('Some assets may be missing.');

  it('is told before anything is concluded from it, and read again where that is asked for', async () => {
    await window.run('HappyFox Assets: Export Assets…');
    await window.quickInput.row('General').click();
    await question().waitFor();
    await pictureInThemes(window, 'some may be missing');
    const readAgain = sandbox.nextRequest(({ path }) => path.endsWith('/assets/'));
    await window.dialogButton('Read Again').click();
    await readAgain;
    await question().waitFor();
    othersStop();
    await window.dialogButton('Read Again').click();
    await window.quickInput.rows.filter({ hasText: /^Export all 60 assets/ }).waitFor();
    await window.press('Escape');
    await window.quickInput.gone();
  });
});
