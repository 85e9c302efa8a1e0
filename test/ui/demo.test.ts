import { describe, it } from 'mocha';
import type { Code } from './support/code';
import { freshCode } from './support/stage';
import { stepByStep } from './support/stepByStep';
import type { Workbench } from './support/workbench';

describe('The demo account', () => {
  stepByStep();
  let window: Workbench;
  let code: Code;

  freshCode((stage) => {
    ({ window, code } = stage);
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

  it('goes on in another window when the one that ran it is closed, from the beginning, and says so', async () => {
    const there = await code.openWindow();
    await there.assets.open();
    await there.assets.toggle(there.assets.row('General'));
    await there.assets.row('ADDISD-W10PC').click();
    await there.editor.line('DEMO42').waitFor();
    await there.assets.row('ALEXS-W10PC').click();
    await there.editor.line('JYG42B3').waitFor();
    // Its extension host ends with it; the page stays, for pictures of failures.
    await window.page.goto('about:blank');
    await there.editor.retype('JYG42B3', 'THERE01');
    await there.press('Control+s');
    await there.editor.cleanTab('ALEXS-W10PC.json').waitFor();
    await there.notifications.message('The demo account started afresh');
    await there.assets.row('ADDISD-W10PC').click();
    await there.editor.line('GCJ1353').waitFor();
  });
});
