import { strict as assert } from 'node:assert';
import { describe, it } from 'mocha';
import type { Sandbox } from '../../src/sandbox/sandbox';
import { signedIn } from './support/stage';
import { stepByStep } from './support/stepByStep';
import type { Workbench } from './support/workbench';

describe('A tab that was restored with unsaved text, where another encoding than UTF-8 is set', () => {
  stepByStep();
  let sandbox: Sandbox;
  let window: Workbench;

  signedIn(
    async (stage) => {
      ({ sandbox, window } = stage);
      sandbox.world.editAsset(6748, { values: { 46: 'Zoë 日本' } });
      await window.assets.toggle(window.assets.row('General'));
      await window.assets.row('ADDISD-W10PC').dblclick();
      await window.editor.line('GCJ1353').waitFor();
      await window.editor.retype('GCJ1353', 'Büro');
      await window.editor.dirtyTab('ADDISD-W10PC.json').waitFor();
      await stage.code.backedUp('Büro');
      await window.reload('ADDISD-W10PC.json');
    },
    { settings: { 'files.encoding': 'windows1252' } },
  );

  it('shows its text as it was, and saves what it shows', async () => {
    await window.editor.dirtyTab('ADDISD-W10PC.json').waitFor();
    await window.editor.line('Zoë 日本').waitFor();
    await window.editor.line('Büro').click();
    await window.press('Control+s');
    await window.editor.cleanTab('ADDISD-W10PC.json').waitFor();
    const values = sandbox.world.asset(6748)?.values;
    assert.deepEqual([values?.get(45), values?.get(46)], ['Büro', 'Zoë 日本']);
  });

  it('shows what HappyFox has afterwards', async () => {
    await window.editor.line('updated_at').waitFor();
    await window.editor.line('Büro').waitFor();
    await window.editor.line('Zoë 日本').waitFor();
  });
});
