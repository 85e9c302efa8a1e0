import { strict as assert } from 'node:assert';
import { describe, it } from 'mocha';
import type { Sandbox } from '../../src/sandbox/sandbox';
import { requests } from './support/expect';
import { signedIn } from './support/stage';
import { stepByStep } from './support/stepByStep';
import type { Workbench } from './support/workbench';

interface Meanwhile {
  readonly name: string;
  readonly id: number;
  readonly serial: string;
  /** What others do between the reload and the save. */
  readonly happens: (sandbox: Sandbox, id: number) => void;
  /** Verbs of the requests that the save sends. */
  readonly sends: readonly string[];
  readonly saved: boolean;
  /** What the account has for serial number and manufacturer afterwards. */
  readonly values: readonly [unknown, unknown];
}

const assets: Readonly<Record<string, Meanwhile>> = {
  'nothing else happened': {
    ...{ name: 'ADDISD-W10PC', id: 6748, serial: 'GCJ1353' },
    happens: () => undefined,
    ...{ sends: ['GET', 'PUT'], saved: true, values: ['MINE001', 'Dell'] },
  },
  'others changed another field': {
    ...{ name: 'ALEXANDRAS-W10P', id: 6749, serial: 'CB62BT2' },
    happens: ({ world }, id) => world.editAsset(id, { values: { 46: 'Lenovo' } }),
    ...{ sends: ['GET', 'PUT'], saved: true, values: ['MINE001', 'Lenovo'] },
  },
  'others changed the same field': {
    ...{ name: 'ALEXS-W10PC', id: 6750, serial: 'JYG42B3' },
    happens: ({ world }, id) => world.editAsset(id, { values: { 45: 'A longer one of theirs' } }),
    ...{ sends: ['GET'], saved: false, values: ['A longer one of theirs', 'Dell'] },
  },
  'others changed the same field to a text of the same length': {
    ...{ name: 'AMANDAO-W10PC', id: 6751, serial: '4V2W433' },
    happens: ({ world }, id) => world.editAsset(id, { values: { 45: 'THEIRS1' } }),
    ...{ sends: ['GET'], saved: false, values: ['THEIRS1', 'Dell'] },
  },
  'others deleted the asset': {
    ...{ name: 'AMANDAZ-W10PC', id: 6752, serial: '2ZG42B3' },
    happens: ({ world }, id) => world.deleteAsset(id),
    ...{ sends: ['GET'], saved: false, values: [undefined, undefined] },
  },
  // Last, for it concerns all assets of the type.
  'the field was removed from the type': {
    ...{ name: 'AMYK-VDI', id: 6753, serial: 'CBB8BT2' },
    happens: ({ world }) => world.removeField(45),
    ...{ sends: ['GET'], saved: false, values: ['CBB8BT2', 'Dell'] },
  },
};

describe('Ctrl+S in a tab that was restored with unsaved text', () => {
  stepByStep();
  let sandbox: Sandbox;
  let window: Workbench;

  signedIn(async (stage) => {
    ({ sandbox, window } = stage);
    await window.assets.toggle(window.assets.row('General'));
    for (const { name, serial } of Object.values(assets)) {
      await window.assets.row(name).dblclick();
      await window.editor.line(serial).waitFor();
      await window.editor.retype(serial, 'MINE001');
      await window.editor.dirtyTab(`${name}.json`).waitFor();
    }
    for (const { name } of Object.values(assets)) await stage.code.backedUp(`"name": "${name}"`);
    await window.reload(...Object.values(assets).map(({ name }) => `${name}.json`));
    await window.assets.row('General').waitFor();
  });

  for (const [what, { name, id, happens, sends, saved, values }] of Object.entries(assets)) {
    it(`${saved ? 'saves' : 'is refused'} when ${what}`, async () => {
      const { editor, notifications } = window;
      await notifications.clear();
      await editor.tab(`${name}.json`).click();
      await editor.dirtyTab(`${name}.json`).waitFor();
      await editor.line('MINE001').click();
      happens(sandbox, id);
      sandbox.wireLog.clear();
      await window.press('Control+s');
      if (saved) await editor.cleanTab(`${name}.json`).waitFor();
      else await notifications.message('Not sent: ');
      await editor.line('MINE001').waitFor();
      await (saved ? editor.cleanTab(`${name}.json`) : editor.dirtyTab(`${name}.json`)).waitFor();
      assert.deepEqual(
        requests(sandbox).filter((request) => request.includes(`asset/${id}`)),
        sends.map((verb) => `${verb} asset/${id}`),
      );
      const asset = sandbox.world.asset(id);
      assert.deepEqual([asset?.values.get(45), asset?.values.get(46)], values);
    });
  }
});
