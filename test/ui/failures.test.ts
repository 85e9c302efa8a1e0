import { strict as assert } from 'node:assert';
import { after, afterEach, describe, it } from 'mocha';
import { Sandbox } from '../../src/sandbox/sandbox';
import type { FaultRule } from '../../src/sandbox/faults/faults';
import { gone, requests, sent } from './support/expect';
import { signedIn } from './support/stage';
import { stepByStep } from './support/stepByStep';
import type { Workbench } from './support/workbench';

const tab = 'ADDISD-W10PC.json';

describe('What goes wrong', () => {
  stepByStep();
  let sandbox: Sandbox;
  let window: Workbench;

  signedIn(
    async (stage) => {
      ({ sandbox, window } = stage);
      await window.assets.toggle(window.assets.row('General'));
      await window.assets.row('ADDISD-W10PC').click();
      await window.editor.line('"Serial Number": "GCJ1353"').waitFor();
      await window.editor.retype('GCJ1353', 'MINE99');
      await window.editor.dirtyTab(tab).waitFor();
    },
    { agent: 'Priya Raman' },
  );
  // The one that was started again; the stage knows only the first.
  after(() => sandbox.stop());
  afterEach(() => sandbox.faults.clear());

  /** Saves, reads the one notification, and checks that the edit is still there, unsaved. */
  async function failsToSave(sentence: string): Promise<void> {
    await window.notifications.clear();
    await window.press('Control+s');
    const message = await window.notifications.message(/Failed to save/);
    assert.ok(message.includes(`: ${sentence})`), message);
    assert.equal(await window.notifications.toasts.count(), 1);
    await window.editor.dirtyTab(tab).waitFor();
    await window.editor.line('MINE99').waitFor();
    await window.notifications.clear();
  }

  it('refuses a field in the server’s words, with the field’s name', async () => {
    const body = { error: { custom_fields: { 45: 'Provide another one.' } } };
    sandbox.faults.add({ kind: 'status', status: 400, body, method: 'PUT' });
    await failsToSave('HappyFox refused this: Serial Number: “Provide another one.” Correct it and try again.');
  });

  it('names the agent who may not write, however the refusal is worded', async () => {
    sandbox.world.editStaff(2, { permissions: [] });
    const refusal =
      'it takes an active agent with the permission “Manage Assets”. Run “Switch Agent” to act as somebody else.';
    await failsToSave(`Priya Raman may not do this: ${refusal}`);
    sandbox.world.editStaff(2, { permissions: ['manage_assets'], active: false });
    await failsToSave(`Priya Raman may not do this: ${refusal}`);
    sandbox.world.editStaff(2, { active: true });
  });

  it('asks for the key again when it is refused', async () => {
    sandbox.faults.add({ kind: 'status', status: 401 });
    const host = new URL(sandbox.url).host;
    await failsToSave(
      `HappyFox refused the API key or auth code of ${host}. Run “Update Credentials” and enter them again.`,
    );
  });

  it('says that a page is not the API', async () => {
    sandbox.faults.add({ kind: 'html' });
    const host = new URL(sandbox.url).host;
    await failsToSave(
      `${host} answered, but not as the HappyFox API does. Check the account’s address, and whether a sign-in page or proxy stands in between.`,
    );
  });

  it('says that nothing answers, and saves when something does again', async () => {
    const { url, apiKey, authCode } = sandbox;
    const port = Number(new URL(url).port);
    await sandbox.stop();
    await failsToSave(`127.0.0.1:${port} can’t be reached (ECONNREFUSED). Check the network and try again.`);
    sandbox = await Sandbox.start({ port, apiKey, authCode });
    await window.press('Control+s');
    await window.editor.cleanTab(tab).waitFor();
    assert.equal(sandbox.world.asset(6748)?.values.get(45), 'MINE99');
    sent(sandbox, ['GET asset/6748', 'PUT asset/6748']);
  });

  it('sends nothing of a document that is not JSON, and shows where it is broken', async () => {
    await window.editor.lines.getByText('"custom_fields"').first().click();
    await window.press('End');
    await window.press('Backspace');
    await failsToSave('Not sent. Line 9: This is not valid JSON (a comma is missing). Correct it and save again.');
    sent(sandbox, []);
  });

  it('shows an error in the tree that explains itself, and tries again by a click', async () => {
    const { assets } = window;
    sandbox.faults.add({ kind: 'status', status: 403, path: 'asset_type=3' });
    await assets.toEnd();
    await assets.toggle(assets.row('Laptop'));
    const error = assets.row('Not allowed');
    await assets.description(error).getByText('Select to try again', { exact: true }).waitFor();
    assert.match((await error.getAttribute('aria-label')) ?? '', /does not let this API key read assets.*Press Enter/);
    sandbox.faults.clear();
    sandbox.wireLog.clear();
    await error.click();
    await gone(error);
    await assets.row(sandbox.world.assetsOf(3)[0]?.name ?? '').waitFor();
    sent(sandbox, ['GET assets asset_type=3 size=50 page=1']);
  });

  it('says when requests are possible again after the rate limit, and sends none until then', async () => {
    await window.press('Control+z');
    await window.editor.cleanTab(tab).or(window.editor.dirtyTab(tab)).waitFor();
    await window.editor.line('"Serial Number": "MINE99"').waitFor();
    await window.editor.retype('Latitude', 'Attitude');
    const rule: FaultRule = { kind: 'status', status: 429, headers: { 'retry-after': '600' }, times: 1 };
    sandbox.faults.add(rule);
    await window.press('Control+s');
    const message = await window.notifications.message(/Failed to save/);
    assert.match(
      message,
      /The rate limit of 127\.0\.0\.1:\d+ is used up\. Requests are possible again at .+; nothing was sent\./,
    );
    await window.editor.dirtyTab(tab).waitFor();
    await window.notifications.clear();
    await window.press('Control+s');
    await window.notifications.message(/Failed to save/);
    // A tab that comes to the front may be read again before; after the refusal nothing is sent.
    const statuses = sandbox.wireLog.entries.map(({ status }) => status);
    assert.equal(statuses.indexOf(429), statuses.length - 1, requests(sandbox).join());
    assert.ok(statuses.includes(429));
  });
});
