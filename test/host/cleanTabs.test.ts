import { strict as assert } from 'node:assert';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import * as vscode from 'vscode';
import { assetPath } from '../../src/assets/assetRef';
import { HeldEdits } from '../../src/assets/heldEdits';
import type { WindowMessage } from '../../src/workbench/sessions/otherWindows';
import { givenAccount } from './support/account';
import { openAsset, replaceText, shows, tabIsDirty } from './support/editors';
import { givenOtherWindow } from './support/otherWindow';
import { storageFolder } from './support/profile';
import { withSettings } from './support/settings';
import { assertSent } from './support/wire';

const serialNumber = 45;
const manufacturer = 46;
const save = (): Thenable<unknown> => vscode.commands.executeCommand('workbench.action.files.save');
const undo = (): Thenable<unknown> => vscode.commands.executeCommand('undo');

describe('A tab without edits shows what HappyFox has', () => {
  const account = givenAccount();
  const other = givenOtherWindow();
  const ref = (assetId: number) => ({ accountId: account().id, assetTypeId: 1, assetId });
  const saved = (assetId: number): WindowMessage => ({ kind: 'asset', change: 'saved', ...ref(assetId) });
  const colleague = (values: Record<number, string>, assetId = 6748): void => {
    account().sandbox.world.editAsset(assetId, { values });
  };
  /** Has auto-save keep what is typed. */
  const autoSaved = (edit: () => Promise<unknown>): Promise<void> =>
    withSettings({ 'files.autoSave': 'afterDelay', 'files.autoSaveDelay': 1 }, async () => {
      await edit();
    });
  /** Has auto-save keep an edit, and gives it and the drafts as another window has them, which tells of what it does to them or not. */
  const heldThere = async (document: vscode.TextDocument, tells = true) => {
    await autoSaved(async () => {
      await replaceText(document, 'GCJ1353', 'MINE-01');
      await tabIsDirty(document, false);
    });
    const drafts = new HeldEdits(join(storageFolder(), 'held'), () => undefined);
    if (tells) drafts.onOwnChange((changed) => other().tell({ kind: 'drafts', drafts: changed }));
    return { drafts, held: (await drafts.findEdit(ref(6748))) ?? assert.fail() };
  };

  const typeBack = (document: vscode.TextDocument): Promise<unknown> => replaceText(document, 'MINE-01', 'CB62BT2');
  const waysBack: Readonly<Record<string, (document: vscode.TextDocument) => Promise<unknown>>> = {
    'undone by Ctrl+Z': async () => undo(),
    'typed back and saved': (document) => typeBack(document).then(save),
    'typed back once auto-save had kept them': async (document) => {
      await withSettings({ 'files.autoSave': 'afterDelay', 'files.autoSaveDelay': 1 }, () =>
        tabIsDirty(document, false),
      );
      await typeBack(document);
      await save();
    },
  };
  for (const [back, takeBack] of Object.entries(waysBack)) {
    it(`once the edits that hid it are ${back}`, async () => {
      const { sandbox } = account();
      const clean = await openAsset(account(), 6748);
      const dirty = await openAsset(account(), 6749);
      await replaceText(dirty, 'CB62BT2', 'MINE-01');
      sandbox.world.editAsset(6749, { values: { 46: 'THEIRS1' } });
      sandbox.world.editAsset(6748, { values: { 45: 'THEIRS1' } });
      other().tell(saved(6749), saved(6748));
      await shows(clean, /THEIRS1/);
      sandbox.wireLog.clear();
      await takeBack(dirty);
      await shows(dirty, /CB62BT2[^]*THEIRS1/);
      assertSent(sandbox, ['GET asset/6749/']);
      await tabIsDirty(dirty, false);
    });
  }

  it('after undo, where its save was refused', async () => {
    const document = await openAsset(account(), 6748);
    await replaceText(document, 'GCJ1353', 'MINE-01');
    colleague({ [serialNumber]: 'THEIRS1' });
    assert.equal(await document.save(), false);
    await undo();
    await shows(document, /THEIRS1/);
  });

  it('after undo, where its save was carried out and looked failed', async () => {
    const { sandbox } = account();
    const document = await openAsset(account(), 6748);
    await replaceText(document, 'GCJ1353', 'MINE-01');
    sandbox.faults.add({ kind: 'reset', method: 'PUT', when: 'after', times: 1 });
    const put = sandbox.wireLog.nextRequest(({ method }) => method === 'PUT');
    const saving = document.save();
    await put;
    sandbox.faults.add({ kind: 'html', method: 'GET' });
    assert.equal(await saving, false);
    sandbox.faults.clear();
    await undo();
    await tabIsDirty(document, false);
    await shows(document, /MINE-01/);
  });

  it('after undo of all that was typed before and during a save', async () => {
    const { sandbox } = account();
    const document = await openAsset(account(), 6748);
    const typed = Promise.withResolvers<undefined>();
    sandbox.faults.add({ kind: 'delay', method: 'PUT', when: 'after', until: typed.promise, times: 1 });
    await replaceText(document, 'GCJ1353', 'FIRST-1');
    const put = sandbox.wireLog.nextRequest(({ method }) => method === 'PUT');
    const saving = document.save();
    await put;
    await replaceText(document, 'FIRST-1', 'SECOND1');
    typed.resolve(undefined);
    await saving;
    await tabIsDirty(document, true);
    sandbox.wireLog.clear();
    await undo();
    await undo();
    await shows(document, /FIRST-1/);
    await tabIsDirty(document, false);
    assertSent(sandbox, []);
  });

  it('once something else has read the file, or it was opened under a new name, without another request', async () => {
    const { sandbox } = account();
    const document = await openAsset(account(), 6748);
    sandbox.wireLog.clear();
    colleague({ [manufacturer]: 'Lenovo' });
    await vscode.workspace.fs.readFile(document.uri);
    await shows(document, /Lenovo/);
    assertSent(sandbox, ['GET asset/6748/']);
    colleague({ [manufacturer]: 'HP' });
    const path = assetPath(ref(6748), 'its new name');
    const again = await vscode.workspace.openTextDocument(vscode.Uri.from({ scheme: 'happyfox', path }));
    await Promise.all([shows(again, /"HP"/), shows(document, /"HP"/)]);
    assertSent(sandbox, ['GET asset/6748/']);
    colleague({ [manufacturer]: 'Dell' });
    other().tell(saved(6748));
    await Promise.all([shows(again, /"Dell"/), shows(document, /"Dell"/)]);
    assertSent(sandbox, ['GET asset/6748/']);
  });

  it('where a read that began before its save is answered after it', async () => {
    const { sandbox } = account();
    const document = await openAsset(account(), 6748);
    const late = Promise.withResolvers<undefined>();
    sandbox.faults.add({ kind: 'delay', method: 'GET', when: 'after', until: late.promise, times: 1 });
    const get = sandbox.wireLog.nextRequest(({ method }) => method === 'GET');
    other().tell(saved(6748));
    await get;
    await replaceText(document, 'GCJ1353', 'MINE-01');
    assert.equal(await document.save(), true);
    await shows(document, /updated_at/);
    late.resolve(undefined);
    // What comes after the late answer has been taken in.
    colleague({ [manufacturer]: 'Lenovo' }, 6749);
    const second = await openAsset(account(), 6749);
    other().tell(saved(6749));
    await shows(second, /Lenovo/);
    assert.match(document.getText(), /MINE-01/);
    await tabIsDirty(document, false);
  });

  it('where it is written again while the first news of it is being read', async () => {
    const { sandbox } = account();
    const document = await openAsset(account(), 6748);
    const late = Promise.withResolvers<undefined>();
    colleague({ [manufacturer]: 'Lenovo' });
    sandbox.faults.add({ kind: 'delay', method: 'GET', when: 'after', until: late.promise, times: 1 });
    const first = sandbox.wireLog.nextRequest(({ method }) => method === 'GET');
    other().tell(saved(6748));
    await first;
    colleague({ [manufacturer]: 'HP' });
    other().tell(saved(6748));
    await shows(document, /"HP"/);
    late.resolve(undefined);
    colleague({ [serialNumber]: 'LATER-1' });
    other().tell(saved(6748));
    await shows(document, /LATER-1[^]*"HP"/);
  });

  it('where another window has sent its held edit, and types on', async () => {
    const { sandbox } = account();
    const document = await openAsset(account(), 6748);
    const { drafts, held } = await heldThere(document);
    colleague({ [serialNumber]: 'LATER-1', [manufacturer]: 'Lenovo' });
    sandbox.wireLog.clear();
    await drafts.drop(held, held.text);
    other().tell(saved(6748));
    await shows(document, /LATER-1[^]*Lenovo/);
    assertSent(sandbox, ['GET asset/6748/']);
    await autoSaved(async () => {
      await replaceText(document, 'Lenovo', 'HP');
      await tabIsDirty(document, false);
    });
    assert.match((await drafts.findEdit(ref(6748)))?.text ?? '', /LATER-1[^]*"HP"/);
  });

  it('where another window has discarded its held edit, which is not sent with the next', async () => {
    const { sandbox } = account();
    const document = await openAsset(account(), 6748);
    const { drafts, held } = await heldThere(document);
    await drafts.drop(held, held.text);
    await shows(document, /GCJ1353/);
    await replaceText(document, '"Dell"', '"HP"');
    assert.equal(await document.save(), true);
    assert.deepEqual([...sandbox.world.asset(6748)!.values.values()].slice(0, 2), ['GCJ1353', 'HP']);
  });

  it('where another window has discarded more held edits than it names', async () => {
    const document = await openAsset(account(), 6748);
    const { drafts, held } = await heldThere(document, false);
    await drafts.drop(held, held.text);
    other().tell({ kind: 'drafts', drafts: 'any' });
    await shows(document, /GCJ1353/);
  });

  it('and an edit that another window keeps, until that is sent', async () => {
    const document = await openAsset(account(), 6748);
    const { drafts, held } = await heldThere(document);
    await save();
    await shows(document, /updated_at/);
    await drafts.hold({ ...held, text: held.text.replace('MINE-01', 'OTHER-1') }, undefined);
    await shows(document, /OTHER-1/);
    assert.equal(account().sandbox.world.asset(6748)?.values.get(serialNumber), 'MINE-01');
  });

  for (const own of [false, true]) {
    it(`and loses nothing that another window kept while it typed on itself, ${own ? 'sent' : 'kept'} later`, async () => {
      const { sandbox } = account();
      const document = await openAsset(account(), 6748);
      const { drafts, held } = await heldThere(document);
      await replaceText(document, '"Dell"', '"HP"');
      const second = await openAsset(account(), 6749);
      await drafts.hold({ ...held, text: held.text.replace('MINE-01', 'OTHER-1') }, held.text);
      // What comes after the news of it has been taken in.
      colleague({ [manufacturer]: 'Lenovo' }, 6749);
      other().tell(saved(6749));
      await shows(second, /Lenovo/);
      await vscode.window.showTextDocument(document);
      const write = () => vscode.workspace.fs.writeFile(document.uri, Buffer.from(document.getText()));
      if (own) await save();
      else await withSettings({ 'files.autoSave': 'onWindowChange' }, () => assert.rejects(async () => write()));
      assert.match((await drafts.findEdit(ref(6748)))?.text ?? '', /OTHER-1/);
      assert.equal(sandbox.world.asset(6748)?.values.get(serialNumber), own ? 'MINE-01' : 'GCJ1353');
    });
  }

  it('and what its other tab, under a former name, keeps, also where nothing is left of its own edit', async () => {
    const one = await openAsset(account(), 6748);
    const path = assetPath(ref(6748), 'its new name');
    const two = await vscode.workspace.openTextDocument(vscode.Uri.from({ scheme: 'happyfox', path }));
    await vscode.window.showTextDocument(two, { preview: false });
    await autoSaved(async () => {
      await replaceText(one, 'GCJ1353', 'MINE-01');
      await tabIsDirty(one, false);
    });
    await replaceText(two, '"Dell"', '"HP"');
    await replaceText(two, '"HP"', '"Dell"');
    await autoSaved(() => tabIsDirty(two, false));
    colleague({ [manufacturer]: 'Lenovo' });
    colleague({ [manufacturer]: 'Lenovo' }, 6749);
    const third = await openAsset(account(), 6749);
    other().tell(saved(6748), saved(6749));
    await shows(third, /Lenovo/);
    assert.match(one.getText(), /MINE-01/);
  });
});
