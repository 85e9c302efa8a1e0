import { describe, it } from 'mocha';
import { freshCode } from './support/stage';
import { stepByStep } from './support/stepByStep';
import type { Workbench } from './support/workbench';

describe('The demo account', () => {
  stepByStep();
  let window: Workbench;

  freshCode((stage) => {
    ({ window } = stage);
  });

  it('is there after a click in the welcome view', async () => {
    const { assets, editor } = window;
    await assets.open();
    await assets.welcomeButton('Explore the Demo Account').click();
    await assets.description(assets.row('General')).getByText('198', { exact: true }).waitFor();
    await assets.toggle(assets.row('General'));
    await assets.row('ADDISD-W10PC').click();
    await editor.line('"Serial Number": "GCJ1353"').waitFor();
  });

  it('is there after the window was loaded again, with its open tab', async () => {
    const { assets, editor } = window;
    await window.reload('ADDISD-W10PC.json');
    await editor.cleanTab('ADDISD-W10PC.json').waitFor();
    await editor.line('"Serial Number": "GCJ1353"').waitFor();
    await assets.description(assets.row('General')).getByText('198', { exact: true }).waitFor();
  });

  it('can be edited and saved then', async () => {
    const { editor } = window;
    await editor.retype('GCJ1353', 'DEMO42');
    await editor.dirtyTab('ADDISD-W10PC.json').waitFor();
    await window.press('Control+s');
    await editor.cleanTab('ADDISD-W10PC.json').waitFor();
    await editor.line('DEMO42').waitFor();
  });
});
