import { strict as assert } from 'node:assert';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import * as vscode from 'vscode';
import { givenAccount } from './support/account';
import { run } from './support/commands';
import { openAsset, replaceText, revert, tabIsDirty } from './support/editors';
import { asset, assertEnded, editWhile, mine, meanwhile } from './support/meanwhile';
import { storageFolder } from './support/profile';
import { withSettings } from './support/settings';
import { assertSent, sent, wireLine } from './support/wire';

/** Saves past VS Code, which is not told. */
const write = async (document: vscode.TextDocument): Promise<void> =>
  vscode.workspace.fs.writeFile(document.uri, Buffer.from(document.getText()));

const save = (): Thenable<unknown> => vscode.commands.executeCommand('workbench.action.files.save');

/** Each of VS Code's ways to save by itself, and what sets it off once something was typed. */
const occasions: Readonly<Record<string, { settings: Record<string, unknown>; occurs: () => Promise<unknown> }>> = {
  'after a delay': {
    settings: { 'files.autoSave': 'afterDelay', 'files.autoSaveDelay': 1 },
    occurs: () => Promise.resolve(),
  },
  'when another editor gets the focus': {
    settings: { 'files.autoSave': 'onFocusChange' },
    occurs: async () => vscode.window.showTextDocument(await vscode.workspace.openTextDocument()),
  },
};

for (const [occasion, { settings, occurs }] of Object.entries(occasions)) {
  describe(`Auto-save ${occasion}`, () => {
    const account = givenAccount();
    for (const one of meanwhile) {
      it(`sends nothing; Ctrl+S then ${one.saved ? 'saves' : 'is refused'} when ${one.name}`, async () => {
        const { sandbox } = account();
        const document = await openAsset(account(), asset);
        sandbox.wireLog.clear();
        await withSettings(settings, async () => {
          await editWhile(one, sandbox, document);
          await occurs();
          await tabIsDirty(document, false);
          assertSent(sandbox, []);
        });
        assert.match(document.getText(), new RegExp(mine));
        assert.notEqual(sandbox.world.asset(asset)?.values.get(45), mine);

        await vscode.window.showTextDocument(document);
        await save();
        await assertEnded(one, sandbox, document);
        assertSent(sandbox, one.requests);
      });
    }
  });

  describe(`Auto-save ${occasion}, with happyfoxAssets.autoSave set to send,`, () => {
    const account = givenAccount();
    for (const one of meanwhile) {
      it(`${one.saved ? 'saves' : 'is refused'} when ${one.name}`, async () => {
        const { sandbox } = account();
        const document = await openAsset(account(), asset);
        sandbox.wireLog.clear();
        await withSettings({ 'happyfoxAssets.autoSave': 'send' }, async () => {
          // What happens meanwhile has happened before VS Code can save: the delay begins with the settings.
          await editWhile(one, sandbox, document);
          const arrived = sandbox.nextRequest((request) => wireLine(request) === one.requests.at(-1));
          await withSettings(settings, async () => {
            await occurs();
            await arrived;
            // Nothing tells that VS Code was refused. Saves of one asset wait for each other, so this one ends after that one.
            if (!one.saved) await assert.rejects(write(document));
            await tabIsDirty(document, !one.saved);
          });
        });
        await assertEnded(one, sandbox, document);
        assert.deepEqual(sent(sandbox), one.saved ? one.requests : [...one.requests, ...one.requests]);
      });
    }
  });
}

describe('An editor that VS Code saves while it quits, without a word', () => {
  const account = givenAccount();

  it('is kept where it saves by itself', async () => {
    const { sandbox } = account();
    const document = await openAsset(account(), asset);
    await withSettings({ 'files.autoSave': 'onWindowChange' }, async () => {
      await editWhile(meanwhile[0]!, sandbox, document);
      sandbox.wireLog.clear();
      await write(document);
      assertSent(sandbox, []);
    });
    await vscode.window.showTextDocument(document);
    await save();
    await assertEnded(meanwhile[0]!, sandbox, document);
    assertSent(sandbox, meanwhile[0]!.requests);
  });

  it('is sent where somebody must have asked for it', async () => {
    const { sandbox } = account();
    const document = await openAsset(account(), asset);
    await withSettings({ 'files.autoSave': 'off' }, async () => {
      await editWhile(meanwhile[0]!, sandbox, document);
      sandbox.wireLog.clear();
      await write(document);
      assertSent(sandbox, meanwhile[0]!.requests);
    });
    await revert(document);
  });
});

describe('An edit that auto-save kept', () => {
  const account = givenAccount();
  const held = { 'files.autoSave': 'afterDelay', 'files.autoSaveDelay': 1 };

  const kept = (): string[] => readdirSync(join(storageFolder(), 'held')).filter((name) => name.endsWith('.json'));

  /** Edits, and lets auto-save keep it. */
  async function keep(document: vscode.TextDocument): Promise<void> {
    await withSettings(held, async () => {
      await editWhile(meanwhile[0]!, account().sandbox, document);
      await tabIsDirty(document, false);
    });
  }

  it('is there when its tab is closed and opened again, without a request for it', async () => {
    const { sandbox } = account();
    const document = await openAsset(account(), asset);
    await keep(document);
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    sandbox.wireLog.clear();
    const again = await vscode.window.showTextDocument(document.uri);
    assert.match(again.document.getText(), new RegExp(mine));
    assertSent(sandbox, []);
    await save();
    assertSent(sandbox, ['GET asset/6748/', 'PUT asset/6748/']);
    assert.equal(sandbox.world.asset(asset)?.values.get(45), mine);
  });

  it('is let go when it is typed back to what it was', async () => {
    const { sandbox } = account();
    const document = await openAsset(account(), asset);
    await keep(document);
    await withSettings(held, async () => {
      const edit = new vscode.WorkspaceEdit();
      const at = document.positionAt(document.getText().indexOf(mine));
      edit.replace(document.uri, new vscode.Range(at, at.translate(0, mine.length)), 'GCJ1353');
      await vscode.workspace.applyEdit(edit);
      await tabIsDirty(document, false);
    });
    await save();
    assertSent(sandbox, []);
  });

  const setField = async (field: string, value: string): Promise<unknown> =>
    run('setField', { account: account().id, ids: [asset], field, value, apply: true });

  it('is let go once a plan has sent it, and its tab is the asset’s as HappyFox has it', async () => {
    const { sandbox } = account();
    const document = await openAsset(account(), asset);
    await keep(document);
    sandbox.wireLog.clear();
    await setField('Serial Number', mine);
    assert.deepEqual(kept(), []);
    assertSent(sandbox, ['GET asset/6748/', 'PUT asset/6748/']);
    await replaceText(document, mine, 'AGAIN');
    await save();
    await tabIsDirty(document, false);
    assertSent(sandbox, ['GET asset/6748/', 'PUT asset/6748/']);
    assert.equal(sandbox.world.asset(asset)?.values.get(45), 'AGAIN');
  });

  it('stays while a plan sends something else', async () => {
    const { sandbox } = account();
    const document = await openAsset(account(), asset);
    await keep(document);
    await setField('Model', 'Other');
    await setField('Serial Number', 'OTHER');
    assert.equal(kept().length, 1);
    assert.match(document.getText(), new RegExp(mine));
    await save();
    await tabIsDirty(document, true);
    assert.equal(sandbox.world.asset(asset)?.values.get(45), 'OTHER', 'a conflict');
    await revert(document);
  });

  it('goes with its account', async () => {
    await keep(await openAsset(account(), asset));
    assert.equal(kept().length, 1);
    const { sandbox, id } = account();
    await run('removeAccount', { account: id, confirm: false });
    assert.deepEqual(kept(), []);
    const { url, apiKey, authCode } = sandbox;
    await run('addAccount', { url, apiKey, authCode, agentId: 1 });
  });
});
