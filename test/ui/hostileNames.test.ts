import { strict as assert } from 'node:assert';
import { describe, it } from 'mocha';
import type { Locator } from 'playwright-core';
import type { Sandbox } from '../../src/sandbox/sandbox';
import { gone } from './support/expect';
import { picture } from './support/pictures';
import { freshCode } from './support/stage';
import { addAccount } from './support/wizard';
import type { Workbench } from './support/workbench';

/** Each asks VS Code, in one of its dialects, for a link, a command, an icon, HTML or a second line. */
const names = [
  '[click me](command:workbench.action.closeWindow)',
  '$(trash) Retired $(check)',
  '<img src=x onerror=alert(1)><b>bold</b>',
  'https://evil.example/login',
  'invoice_\u202Egpj.exe\u0007\nsecond line',
];

describe('Names that ask for more than to be read', () => {
  let sandbox: Sandbox;
  let window: Workbench;

  freshCode(
    async (stage) => {
      ({ sandbox, window } = stage);
      const { world } = sandbox;
      names.forEach((name, index) => {
        world.addAsset(2, { name, displayId: name, id: 9001 + index, values: { [world.fields(2)[0]?.id ?? 0]: name } });
      });
      world.addType({ id: 3, name: '$(flame) [type](command:evil)', description: '[x](command:evil) <script>' });
      await addAccount(window, sandbox);
      await window.assets.toggle(window.assets.row('Device'));
      await window.assets.rows.nth(names.length + 1).waitFor();
    },
    { account: { account: 'article' } },
  );

  /** Nothing in this part of the window is a link, an image or an icon in the midst of text. */
  async function isPlain(part: Locator, icons = 0): Promise<void> {
    assert.equal(await part.locator('a[href], a[data-href], img, script, b').count(), 0);
    assert.equal(await part.locator('.label-name .codicon, .label-description .codicon').count(), icons);
  }

  it('are plain text in the tree', async () => {
    await isPlain(window.assets.pane);
    const shown = (await window.assets.rows.locator('.label-name').allTextContents()).join('\n');
    assert.ok(shown.includes('[click me](command:workbench.action.closeWindow)'), shown);
    assert.ok(!shown.includes('\u202E') && !shown.includes('\u0007'));
    await picture(window, 'hostile tree');
  });

  it('are plain text in a tab, a failed save and its notification', async () => {
    const { assets, editor, notifications } = window;
    const row = assets.rows.filter({ hasText: 'click me' });
    await row.click();
    await editor.line('"display_id"').waitFor();
    sandbox.faults.add({
      kind: 'status',
      status: 400,
      method: 'PUT',
      body: { error: { name: ['[run](command:evil) $(flame) https://evil.example <b>bold</b>'] } },
    });
    await editor.setValue('display_id', '"changed"');
    await window.press('Control+s');
    await notifications.message('Failed to save');
    const toast = notifications.toast('Failed to save').locator('.notification-list-item-message');
    await isPlain(toast);
    assert.equal(await toast.locator('a, .codicon').count(), 0, await toast.innerHTML());
    await isPlain(editor.tabs);
    await picture(window, 'hostile notification');
    sandbox.faults.clear();
    await notifications.clear();
  });

  it('are plain text in the question before a delete', async () => {
    for (const words of ['Retired', 'onerror']) {
      await window.assets.rows.filter({ hasText: words }).click();
      await window.press('Delete');
      await window.dialog.getByText(words).waitFor();
      const message = window.dialog.locator('.dialog-message-text');
      assert.equal(await message.locator('a, img, b, .codicon').count(), 0, await message.innerHTML());
      await picture(window, `hostile modal ${words}`);
      await window.dialogButton('Cancel').click();
      await gone(window.dialog);
    }
    assert.equal(sandbox.world.assetsOf(2).length, names.length);
  });
});
