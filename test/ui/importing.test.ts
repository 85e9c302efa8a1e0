import { strict as assert } from 'node:assert';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import type { Asset, Sandbox } from '../../src/sandbox/sandbox';
import { aboutAssets, counted } from './support/expect';
import { pictureInThemes } from './support/pictures';
import { signedIn } from './support/stage';
import { stepByStep } from './support/stepByStep';
import type { Workbench } from './support/workbench';

const printers = 7;
const [serial, features] = [110, 113];
const [duplex, fax] = [422, 424];

describe('Importing a file', () => {
  stepByStep();
  let sandbox: Sandbox;
  let window: Workbench;
  let file = '';
  let pair: readonly [Asset, Asset];

  signedIn(
    (stage) => {
      ({ sandbox, window } = stage);
      file = join(stage.folder, 'drucker.csv');
      const [one, other] = sandbox.world.assetsOf(printers);
      assert.ok(one && other);
      pair = [one, other];
    },
    { account: { assets: 300, assetsByType: { [printers]: 6 } }, folder: true },
  );

  const valueOf = ({ id }: Asset, field: number): unknown => sandbox.world.asset(id)?.values.get(field);
  const title = 'Import drucker.csv into Printer';

  /** Writes the file as a German spreadsheet does: semicolons and Windows-1252, in which each of these letters is one byte. */
  function write(ofTheOther: string): void {
    const [one, other] = pair;
    const rows = [
      'display_id;name;Gerätekennung;Features',
      `${one.displayId};Bürodrucker;GK-1;Duplex`,
      `${other.displayId};Flurgerät;GK-2;${ofTheOther}`,
    ];
    writeFileSync(file, Buffer.from(`${rows.join('\r\n')}\r\n`, 'latin1'));
  }

  /** Begins in the menu of the file, and chooses the type. */
  async function begin(): Promise<void> {
    const { explorer, quickInput } = window;
    await explorer.open();
    await explorer.row('drucker.csv').waitFor();
    await window.menuOf(explorer.row('drucker.csv'));
    await window.choose('Import Assets…');
    await quickInput.row('Printer').click();
    await quickInput.asked('Import into Printer (1/3)');
  }

  it('asks what each column holds, suggests by name, and takes a correction', async () => {
    const { quickInput } = window;
    write('Faks');
    await begin();
    await quickInput.row('name → name').waitFor();
    await quickInput.row('Features → Features').waitFor();
    await quickInput.rows.filter({ hasText: 'Gerätekennung' }).getByText('not imported').waitFor();
    await quickInput.row('Gerätekennung').click();
    await quickInput.row('Serial Number').click();
    await quickInput.row('Gerätekennung → Serial Number').waitFor();
    await pictureInThemes(window, 'import mapping');
    await quickInput.row('Continue with 4 of 4 columns').click();
  });

  it('goes back to the columns with all that was decided', async () => {
    const { quickInput } = window;
    await quickInput.asked('Import into Printer (2/3)');
    await quickInput.back.click();
    await quickInput.asked('Import into Printer (1/3)');
    await quickInput.row('Gerätekennung → Serial Number').waitFor();
    await quickInput.row('Continue with 4 of 4 columns').click();
    await quickInput.asked('Import into Printer (2/3)');
    await quickInput.rows.filter({ hasText: 'display_id' }).getByText('finds 2 of 2 rows').waitFor();
    await quickInput.row('display_id').click();
    await quickInput.asked('Import into Printer (3/3)');
    await quickInput.row('Change assets').click();
  });

  it('lists what is wrong before anything is sent, and opens the cell', async () => {
    const { editor, quickInput } = window;
    await quickInput.title.getByText(/^Import drucker\.csv: 1 error \(as of /).waitFor();
    const problem = quickInput.rows.filter({ hasText: 'Faks' });
    await problem.getByText('row 3, Features').waitFor();
    await pictureInThemes(window, 'import dry run');
    await problem.click();
    await editor.tab('drucker.csv').waitFor();
    await editor.position.getByText(/^Ln 3, /).waitFor();
    await quickInput.rows.getByText('1 row with errors is left out').waitFor();
    aboutAssets(sandbox, []);
  });

  it('makes a plan of the rows that are sound, and sends those alone', async () => {
    const { notifications, plan, quickInput } = window;
    const [one, other] = pair;
    await quickInput.row('Review the plan').click();
    await plan.shown(title);
    await counted(plan.rows, 1);
    await plan.button('Apply 1 Change…').click();
    await window.dialogButton('Apply').click();
    await notifications.shown('1 of 1 done');
    assert.equal(sandbox.world.asset(one.id)?.name, 'Bürodrucker');
    assert.deepEqual([valueOf(one, serial), valueOf(one, features)], ['GK-1', [duplex]]);
    assert.equal(sandbox.world.asset(other.id)?.name, other.name);
    aboutAssets(sandbox, [`GET asset/${one.id}`, `PUT asset/${one.id}`]);
    await notifications.clear();
  });

  it('knows the columns when the file comes again, and leaves alone what is as it says', async () => {
    const { notifications, plan, quickInput } = window;
    const [, other] = pair;
    write('Fax');
    await begin();
    await quickInput.row('Gerätekennung → Serial Number').waitFor();
    for (const step of [2, 3]) {
      await window.press('Enter');
      await quickInput.asked(`Import into Printer (${step}/3)`);
    }
    await window.press('Enter');
    await plan.shown(title);
    await plan.row('Flurgerät').waitFor();
    await counted(plan.rows, 1);
    await plan.button('Apply 1 Change…').click();
    await window.dialogButton('Apply').click();
    await notifications.shown('1 of 1 done');
    assert.deepEqual([valueOf(other, serial), valueOf(other, features)], ['GK-2', [fax]]);
    await notifications.clear();
  });

  it('has nothing to do the third time', async () => {
    const { notifications, quickInput } = window;
    sandbox.wireLog.clear();
    await begin();
    for (const step of [2, 3]) {
      await window.press('Enter');
      await quickInput.asked(`Import into Printer (${step}/3)`);
    }
    await window.press('Enter');
    await notifications.shown('Nothing to do: HappyFox has everything as it is in the file.');
    aboutAssets(sandbox, []);
  });
});
