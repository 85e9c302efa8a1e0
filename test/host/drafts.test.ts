import { strict as assert } from 'node:assert';
import { describe, it } from 'mocha';
import * as vscode from 'vscode';
import { assetPath } from '../../src/assets/assetRef';
import { givenAccount } from './support/account';
import { assertSentence, run, sentenceOf } from './support/commands';
import { documentAt, openAsset, replaceText, setValue, tabIsDirty, tabs, tabsAre, valuesOf } from './support/editors';
import { assertSent, sent } from './support/wire';

const fields = 'GET asset_custom_fields/?asset_type=1&size=50&page=1';

describe('A draft of a new asset', () => {
  const account = givenAccount();

  const openDraft = async (): Promise<vscode.TextDocument> => {
    const { uri } = await run<{ uri: string }>('createAsset', { account: account().id, typeId: 1 });
    return documentAt(uri);
  };
  const fillIn = async (draft: vscode.TextDocument, displayId = 'new-1'): Promise<void> => {
    await setValue(draft, ['display_id'], displayId);
    await setValue(draft, ['name'], 'New one');
    await setValue(draft, ['custom_fields', 'Serial Number'], 'S-1');
  };
  const posts = (): string[] => sent(account().sandbox).filter((line) => line.startsWith('POST'));

  it('has every field of the type, empty, and nothing is sent for it but the read of the fields', async () => {
    const { sandbox } = account();
    const draft = await openDraft();
    const { $schema, ...values } = valuesOf(draft);
    assert.match(String($schema), /^happyfox-schema:/);
    assert.deepEqual(values, {
      display_id: '',
      name: '',
      contacts: [],
      custom_fields: {
        'Serial Number': null,
        Manufacturer: null,
        Model: null,
        'Numbers acquired': null,
        'Warranty Date': null,
      },
    });
    await fillIn(draft);
    assert.deepEqual(
      sent(sandbox).filter((line) => !line.startsWith('GET asset_types/')),
      [fields],
    );
    assert.equal(sandbox.world.assets.ids(1).length, 198);
  });

  it('is sent once by its first save, and its tab becomes the asset’s own', async () => {
    const { sandbox, id } = account();
    const draft = await openDraft();
    await fillIn(draft);
    sandbox.wireLog.clear();
    assert.equal(await draft.save(), true);
    const created = sandbox.world.assetsOf(1).find(({ displayId }) => displayId === 'new-1');
    assert.ok(created);
    const own = (await run<{ uri: string }>('openAsset', { account: id, id: created.id })).uri;
    await tabsAre([own]);
    assert.notEqual(own, draft.uri.toString());
    assert.deepEqual(posts(), ['POST assets/?asset_type=1']);
    assert.deepEqual(sent(sandbox)[0], 'POST assets/?asset_type=1');
    const document = documentAt(own);
    assert.equal(valuesOf(document).id, created.id);

    await replaceText(document, '"S-1"', '"S-2"');
    sandbox.wireLog.clear();
    assert.equal(await document.save(), true);
    assertSent(sandbox, [`GET asset/${created.id}/`, `PUT asset/${created.id}/`]);
  });

  it('opens the asset’s tab without another read', async () => {
    const { sandbox } = account();
    const draft = await openDraft();
    await fillIn(draft);
    sandbox.wireLog.clear();
    const becomes = tabsBecome(/new-one|New one/i, draft.uri.toString());
    assert.equal(await draft.save(), true);
    await becomes;
    assertSent(sandbox, ['POST assets/?asset_type=1']);
  });

  it('opens it so also where the draft’s own tab is read once more before', async () => {
    const { sandbox, id } = account();
    const draft = await openDraft();
    const text = draft.getText().replace('"display_id": ""', '"display_id": "new-1"');
    sandbox.wireLog.clear();
    await vscode.workspace.fs.writeFile(draft.uri, Buffer.from(text.replace('"name": ""', '"name": "New one"')));
    await vscode.workspace.fs.readFile(draft.uri);
    const created = sandbox.world.assetsOf(1).find(({ displayId }) => displayId === 'new-1');
    assert.ok(created);
    const path = assetPath({ accountId: id, assetTypeId: 1, assetId: created.id }, created.name);
    await vscode.window.showTextDocument(vscode.Uri.from({ scheme: 'happyfox', path }));
    assertSent(sandbox, ['POST assets/?asset_type=1']);
  });

  it('makes one asset of two saves at once', async () => {
    const { sandbox } = account();
    const draft = await openDraft();
    await fillIn(draft);
    sandbox.wireLog.clear();
    const becomes = tabsBecome(/New one/i, draft.uri.toString());
    await Promise.all([draft.save(), vscode.commands.executeCommand('workbench.action.files.save'), draft.save()]);
    await becomes;
    assert.deepEqual(posts(), ['POST assets/?asset_type=1']);
    assert.equal(sandbox.world.assetsOf(1).filter(({ displayId }) => displayId === 'new-1').length, 1);
  });

  it('is refused before any request while what is required is missing, and stays', async () => {
    const { sandbox } = account();
    const draft = await openDraft();
    await setValue(draft, ['custom_fields', 'Model'], 'X');
    sandbox.wireLog.clear();
    assert.equal(await draft.save(), false);
    const text = Buffer.from(draft.getText());
    assertSentence(
      await sentenceOf(vscode.workspace.fs.writeFile(draft.uri, text)),
      /^Not sent\. Line \d: “display_id” is required\. \(1 more problems; see the Problems panel\.\)$/,
    );
    assertSent(sandbox, []);
    assert.ok(draft.isDirty);
    await fillIn(draft);
    assert.equal(await draft.save(), true);
    assert.deepEqual(posts(), ['POST assets/?asset_type=1']);
  });

  it('stays when it is refused (400), and is sent again once it is corrected', async () => {
    const { sandbox } = account();
    const draft = await openDraft();
    await fillIn(draft, 'AMYK-VDI');
    sandbox.wireLog.clear();
    assert.equal(await draft.save(), false);
    assertSent(sandbox, ['POST assets/?asset_type=1']);
    await tabIsDirty(draft, true);
    await setValue(draft, ['display_id'], 'free-1');
    assert.equal(await draft.save(), true);
    assert.deepEqual(posts(), ['POST assets/?asset_type=1']);
  });

  it('stays when its agent may not create (403)', async () => {
    const { sandbox, id } = account();
    await run('switchAgent', { account: id, agentId: 3 });
    const draft = await openDraft();
    await fillIn(draft);
    sandbox.wireLog.clear();
    assert.equal(await draft.save(), false);
    const text = Buffer.from(draft.getText());
    assertSentence(await sentenceOf(vscode.workspace.fs.writeFile(draft.uri, text)), /^Tom Okafor may not do this/);
    assert.deepEqual(posts(), ['POST assets/?asset_type=1', 'POST assets/?asset_type=1']);
    await tabIsDirty(draft, true);
    assert.equal(sandbox.world.assets.ids(1).length, 198);
  });

  it('is found in the list when the answer to its creation was lost, and is not sent twice', async () => {
    const { sandbox } = account();
    const draft = await openDraft();
    await fillIn(draft);
    sandbox.faults.add({ kind: 'reset', method: 'POST', when: 'after', times: 1 });
    sandbox.wireLog.clear();
    const becomes = tabsBecome(/New one/i, draft.uri.toString());
    assert.equal(await draft.save(), true);
    await becomes;
    assert.deepEqual(posts(), ['POST assets/?asset_type=1']);
    assert.equal(sandbox.world.assetsOf(1).filter(({ displayId }) => displayId === 'new-1').length, 1);
  });

  it('is filled with the values of the asset that it duplicates, but for the display id', async () => {
    const { sandbox, id } = account();
    await openAsset(account(), 6748);
    sandbox.wireLog.clear();
    const { uri } = await run<{ uri: string }>('duplicateAsset', { account: id, id: 6748 });
    const draft = documentAt(uri);
    const values = valuesOf(draft);
    assert.deepEqual(
      [values.display_id, values.name, values.custom_fields['Serial Number'], values.id, values.contacts],
      ['', 'ADDISD-W10PC', 'GCJ1353', undefined, [{ id: 27662, name: 'Dwyane Wade', email: 'dwayne.wade@gmail.com' }]],
    );
    assert.ok(sent(sandbox).every((line) => line === 'GET asset/6748/'));
    await setValue(draft, ['display_id'], 'copy-1');
    const becomes = tabsBecome(/ADDISD-W10PC/, uri);
    assert.equal(await draft.save(), true);
    await becomes;
    const copy = sandbox.world.assetsOf(1).find(({ displayId }) => displayId === 'copy-1');
    assert.deepEqual([copy?.values.get(45), copy?.contactIds], ['GCJ1353', [27662]]);
    assert.equal(sandbox.world.asset(6748)?.displayId, 'ADDISD-W10PC');
  });
});

/** Resolves once the draft's tab has made way for another one that matches. */
function tabsBecome(expected: RegExp, draft: string): Promise<void> {
  return new Promise((resolve) => {
    const listening = vscode.window.tabGroups.onDidChangeTabs(() => {
      const open = tabs();
      if (open.includes(draft) || !open.some((uri) => expected.test(decodeURIComponent(uri)))) return;
      listening.dispose();
      resolve();
    });
  });
}
