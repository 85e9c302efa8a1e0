import { strict as assert } from 'node:assert';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import * as vscode from 'vscode';
import { assetPath } from '../../src/assets/assetRef';
import { HeldEdits } from '../../src/assets/heldEdits';
import { givenAccount } from './support/account';
import { run } from './support/commands';
import {
  documentAt,
  openAsset,
  replaceText,
  revert,
  setValue,
  shows,
  tabIsDirty,
  tabsAre,
  valuesOf,
} from './support/editors';
import { storageFolder } from './support/profile';
import { withSettings } from './support/settings';
import { assertSent } from './support/wire';

const [serialNumber, manufacturer] = [45, 46];

describe('What an edit is measured against', () => {
  const account = givenAccount();
  const valuesAt = (id: number): unknown[] => [...account().sandbox.world.asset(id)!.values.values()].slice(0, 2);
  const lenovo = (): void => {
    account().sandbox.world.editAsset(6748, { values: { [manufacturer]: 'Lenovo' } });
  };

  const again = async (document: vscode.TextDocument, command: 'undo' | 'redo', times: number): Promise<void> => {
    await vscode.window.showTextDocument(document);
    for (let time = 0; time < times; time += 1) await vscode.commands.executeCommand(command);
  };

  /** An edit that was saved while a colleague had changed the manufacturer, as the tab shows it then. */
  const merged = async (): Promise<vscode.TextDocument> => {
    const document = await openAsset(account(), 6748);
    await vscode.window.showTextDocument(document);
    await replaceText(document, 'GCJ1353', 'MINE-01');
    lenovo();
    assert.equal(await document.save(), true);
    await shows(document, /MINE-01[^]*Lenovo/);
    return document;
  };

  it('leaves a colleague’s change alone when the merge is taken back by undo and saved again', async () => {
    const document = await merged();
    await again(document, 'undo', 1);
    assert.match(document.getText(), /MINE-01[^]*Dell/);
    assert.equal(await document.save(), true);
    await shows(document, /MINE-01[^]*Lenovo/);
    assert.deepEqual(valuesAt(6748), ['MINE-01', 'Lenovo']);
  });

  it('takes back the user’s own edit by undo, and nothing of the colleague’s', async () => {
    const document = await merged();
    await again(document, 'undo', 2);
    assert.match(document.getText(), /GCJ1353[^]*Dell/);
    assert.equal(await document.save(), true);
    await shows(document, /GCJ1353[^]*Lenovo/);
    assert.deepEqual(valuesAt(6748), ['GCJ1353', 'Lenovo']);
  });

  it('takes back two saves, and brings them again', async () => {
    const document = await openAsset(account(), 6748);
    await vscode.window.showTextDocument(document);
    for (const [before, after] of [
      ['GCJ1353', 'SECOND1'],
      ['SECOND1', 'THIRD-1'],
    ] as const) {
      await replaceText(document, before, after);
      assert.equal(await document.save(), true);
      await shows(document, /"updated_at"/);
    }
    await again(document, 'undo', 4);
    assert.match(document.getText(), /GCJ1353/);
    assert.equal(await document.save(), true);
    assert.deepEqual(valuesAt(6748), ['GCJ1353', 'Dell']);
  });

  it('leaves a colleague’s change alone when “Revert File” is taken back by undo', async () => {
    const document = await openAsset(account(), 6748);
    await replaceText(document, 'GCJ1353', 'MINE-01');
    lenovo();
    await revert(document);
    await shows(document, /GCJ1353[^]*Lenovo/);
    for (let step = 0; step < 5 && !document.getText().includes('MINE-01'); step += 1) await again(document, 'undo', 1);
    assert.match(document.getText(), /MINE-01[^]*Dell/);
    assert.equal(await document.save(), true);
    assert.deepEqual(valuesAt(6748), ['MINE-01', 'Lenovo']);
  });

  it('puts no layout on the undo stack, and leaves the caret where it is', async () => {
    const document = await openAsset(account(), 6748);
    const editor = await vscode.window.showTextDocument(document);
    await replaceText(document, '"name": "ADDISD', '  "name"  : "ADDISD');
    await replaceText(document, 'GCJ1353', 'MINE-01');
    const place = document.positionAt(document.getText().indexOf('MINE-01') + 3);
    editor.selection = new vscode.Selection(place, place);
    lenovo();
    assert.equal(await document.save(), true);
    await shows(document, / {2}"name" {2}: "ADDISD[^]*MINE-01[^]*Lenovo/);
    assert.deepEqual(editor.selection.active, place);
    await again(document, 'undo', 2);
    assert.match(document.getText(), / {2}"name" {2}: "ADDISD[^]*GCJ1353/);
    await again(document, 'undo', 1);
    assert.match(document.getText(), /\n {2}"name": "ADDISD/);
  });

  it('leaves the caret where it is put while the answer to the save is on its way into the editor', async () => {
    const document = await openAsset(account(), 6748);
    const editor = await vscode.window.showTextDocument(document);
    await replaceText(document, 'GCJ1353', 'MINE-01');
    const placeOf = (text: string): vscode.Position => document.positionAt(document.getText().indexOf(text));
    editor.selection = new vscode.Selection(placeOf('"asset_type"'), placeOf('"asset_type"'));
    lenovo();
    assert.equal(await document.save(), true);
    const moved = placeOf('"display_id"');
    editor.selection = new vscode.Selection(moved, moved);
    await shows(document, /MINE-01[^]*Lenovo/);
    assert.deepEqual(editor.selection.active, moved);
  });

  it('is each tab’s own where an asset that was renamed is open under two URIs', async () => {
    const { sandbox, id } = account();
    const one = await openAsset(account(), 6748);
    const path = assetPath({ accountId: id, assetTypeId: 1, assetId: 6748 }, 'its new name');
    const other = await vscode.workspace.openTextDocument(vscode.Uri.from({ scheme: 'happyfox', path }));
    await vscode.window.showTextDocument(other, { preview: false });
    await replaceText(one, 'GCJ1353', 'MINE-01');
    await replaceText(other, '"Dell"', '"Lenovo"');
    assert.equal(await one.save(), true);
    assert.equal(await other.save(), true);
    assert.deepEqual(valuesAt(6748), ['MINE-01', 'Lenovo']);

    // Both change the same: the second finds the first, and its “Overwrite” sends its own.
    await shows(other, /MINE-01/);
    await shows(one, /Lenovo/);
    await replaceText(one, 'MINE-01', 'FIRST-1');
    await replaceText(other, 'MINE-01', 'SECOND1');
    assert.equal(await one.save(), true);
    assert.equal(await other.save(), false);
    sandbox.wireLog.clear();
    await run('overwriteTheirs', other.uri);
    assert.deepEqual(valuesAt(6748), ['SECOND1', 'Lenovo']);
    assertSent(sandbox, ['GET asset/6748/', 'PUT asset/6748/']);
  });

  it('stays what it was when the language of an unsaved document is changed', async () => {
    const document = await openAsset(account(), 6748);
    await replaceText(document, 'GCJ1353', 'MINE-01');
    lenovo();
    await vscode.languages.setTextDocumentLanguage(document, 'jsonc');
    assert.equal(await document.save(), true);
    assert.deepEqual(valuesAt(6748), ['MINE-01', 'Lenovo']);
  });

  it('is the asset’s own, which is what opens where the tab of a draft that has become one is opened again', async () => {
    const { sandbox, id } = account();
    const { uri } = await run<{ uri: string }>('createAsset', { account: id, typeId: 1 });
    const draft = documentAt(uri);
    await setValue(draft, ['display_id'], 'new-1');
    await setValue(draft, ['name'], 'New one');
    assert.equal(await draft.save(), true);
    const created = sandbox.world.assetsOf(1).find(({ displayId }) => displayId === 'new-1');
    assert.ok(created);
    const own = await openAsset(account(), created.id);
    await tabsAre([own.uri.toString()]);
    await setValue(own, ['name'], 'Renamed');
    assert.equal(await own.save(), true);

    await vscode.window.showTextDocument(vscode.Uri.parse(uri), { preview: false });
    await tabsAre([own.uri.toString()]);
    assert.equal(valuesOf(own).name, 'Renamed');
    // Whoever still writes the draft takes nothing back.
    sandbox.world.editAsset(created.id, { values: { [manufacturer]: 'Lenovo' } });
    const edited = draft.getText().replace('"Serial Number": null', '"Serial Number": "S-9"');
    await vscode.workspace.fs.writeFile(vscode.Uri.parse(uri), Buffer.from(edited));
    assert.deepEqual([sandbox.world.asset(created.id)?.name, ...valuesAt(created.id)], ['Renamed', 'S-9', 'Lenovo']);
  });

  it('is what was sent of a draft that was typed on while it was created', async () => {
    const { sandbox, id } = account();
    const { uri } = await run<{ uri: string }>('createAsset', { account: id, typeId: 1 });
    const draft = documentAt(uri);
    await vscode.window.showTextDocument(draft, { preview: false });
    await setValue(draft, ['display_id'], 'new-1');
    await setValue(draft, ['name'], 'New one');
    const typed = Promise.withResolvers<undefined>();
    sandbox.faults.add({ kind: 'delay', method: 'POST', when: 'after', until: typed.promise, times: 1 });
    const saving = draft.save();
    await sandbox.wireLog.nextRequest(({ method }) => method === 'POST');
    await setValue(draft, ['name'], 'Newer one');
    typed.resolve(undefined);
    await saving;
    const created = sandbox.world.assetsOf(1).find(({ displayId }) => displayId === 'new-1');
    assert.ok(created);
    sandbox.world.editAsset(created.id, { values: { [serialNumber]: 'by a colleague' } });
    assert.equal(await draft.save(), true);
    assert.equal(sandbox.world.asset(created.id)?.name, 'Newer one');
    assert.equal(sandbox.world.asset(created.id)?.values.get(serialNumber), 'by a colleague');
    assert.equal(sandbox.world.assetsOf(1).filter(({ displayId }) => displayId === 'new-1').length, 1);
  });
});

describe('What another window’s auto-save has kept', () => {
  const account = givenAccount();

  it('is not thrown away by this window’s save', async () => {
    const { id } = account();
    const document = await openAsset(account(), 6748);
    await withSettings({ 'files.autoSave': 'afterDelay', 'files.autoSaveDelay': 1 }, async () => {
      await replaceText(document, 'GCJ1353', 'MINE-01');
      await tabIsDirty(document, false);
    });
    const ref = { accountId: id, assetTypeId: 1, assetId: 6748 };
    const other = new HeldEdits(join(storageFolder(), 'held'), () => undefined);
    const mine = await other.findEdit(ref);
    assert.ok(mine);
    const newer = { ...mine, text: mine.text.replace('MINE-01', 'NEWER-1') };
    assert.equal(await other.hold(newer, mine.text), true);

    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('workbench.action.files.save');
    assert.equal(account().sandbox.world.asset(6748)?.values.get(serialNumber), 'MINE-01');
    assert.equal((await other.findEdit(ref))?.text, newer.text);
  });

  it('is not written over by another tab of the same asset', async () => {
    const { id, sandbox } = account();
    const ref = { accountId: id, assetTypeId: 1, assetId: 6748 };
    const one = await openAsset(account(), 6748);
    const uri = vscode.Uri.from({ scheme: 'happyfox', path: assetPath(ref, 'its new name') });
    const two = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(two, { preview: false });
    await replaceText(one, 'GCJ1353', 'MINE-01');
    await replaceText(two, '"Dell"', '"Lenovo"');
    const drafts = new HeldEdits(join(storageFolder(), 'held'), () => undefined);
    // As auto-save does it, of which VS Code does not tell how it ended.
    await withSettings({ 'files.autoSave': 'onWindowChange' }, async () => {
      await vscode.workspace.fs.writeFile(one.uri, Buffer.from(one.getText()));
      await assert.rejects(Promise.resolve(vscode.workspace.fs.writeFile(two.uri, Buffer.from(two.getText()))));
    });
    assert.match((await drafts.findEdit(ref))?.text ?? '', /MINE-01/);
    assert.equal(await two.save(), true);
    assert.match((await drafts.findEdit(ref))?.text ?? '', /MINE-01/);
    assert.deepEqual([...sandbox.world.asset(6748)!.values.values()].slice(0, 2), ['GCJ1353', 'Lenovo']);
    await shows(one, /MINE-01[^]*Lenovo/);
    await vscode.window.showTextDocument(one);
    await vscode.commands.executeCommand('workbench.action.files.save');
    assert.equal(await drafts.findEdit(ref), undefined);
    assert.deepEqual([...sandbox.world.asset(6748)!.values.values()].slice(0, 2), ['MINE-01', 'Lenovo']);
  });
});
