import { strict as assert } from 'node:assert';
import { describe, it } from 'mocha';
import * as vscode from 'vscode';
import { assetPath } from '../../src/assets/assetRef';
import { givenAccount } from './support/account';
import { documentAt, openAsset, replaceText, revert, setValue, shows, tabIsDirty, valuesOf } from './support/editors';
import { run } from './support/commands';
import { assertSent, assertSentTogether } from './support/wire';

describe('An asset as a document', () => {
  const account = givenAccount();

  it('opens with two requests, the next asset of its type with one, and one that is open with one', async () => {
    const { sandbox } = account();
    await openAsset(account(), 6748);
    assertSentTogether(sandbox, ['GET asset/6748/', 'GET asset_custom_fields/?asset_type=1&size=50&page=1']);
    await openAsset(account(), 6749);
    assertSent(sandbox, ['GET asset/6749/']);
    await openAsset(account(), 6748);
    assertSent(sandbox, ['GET asset/6748/']);
  });

  it('opens from the tree’s link with two requests, and then with one', async () => {
    const { sandbox, id } = account();
    const uri = (assetId: number) => {
      const path = assetPath({ accountId: id, assetTypeId: 1, assetId }, 'whatever');
      return vscode.Uri.from({ scheme: 'happyfox', path });
    };
    await vscode.window.showTextDocument(uri(6748));
    assertSentTogether(sandbox, ['GET asset/6748/', 'GET asset_custom_fields/?asset_type=1&size=50&page=1']);
    await vscode.window.showTextDocument(uri(6749));
    assertSent(sandbox, ['GET asset/6749/']);
  });

  it('shows fields by name, in order, every one of the type, and the authors by name', async () => {
    const document = await openAsset(account(), 6748);
    assert.equal(document.languageId, 'json');
    const { $schema, ...values } = valuesOf(document);
    assert.match(String($schema), /^happyfox-schema:/);
    assert.deepEqual(values, {
      display_id: 'ADDISD-W10PC',
      name: 'ADDISD-W10PC',
      contacts: [{ id: 27662, name: 'Dwyane Wade', email: 'dwayne.wade@gmail.com' }],
      custom_fields: {
        'Serial Number': 'GCJ1353',
        Manufacturer: 'Dell',
        Model: 'Latitude 5500',
        'Numbers acquired': null,
        'Warranty Date': null,
      },
      asset_type: 'General',
      id: 6748,
      created_by: 'George - Admin',
      updated_by: 'George - Admin',
    });
    assert.deepEqual(Object.keys(values), [
      ...['display_id', 'name', 'contacts', 'custom_fields'],
      ...['asset_type', 'id', 'created_by', 'updated_by'],
    ]);
    assert.deepEqual(Object.keys(values.custom_fields), [
      ...['Serial Number', 'Manufacturer', 'Model', 'Numbers acquired', 'Warranty Date'],
    ]);
  });

  it('saves with one GET and one PUT of the full state, and shows the server’s answer in a clean tab', async () => {
    const { sandbox } = account();
    const document = await openAsset(account(), 6748);
    sandbox.wireLog.clear();
    await replaceText(document, 'GCJ1353', 'NEW-123');
    assert.equal(await document.save(), true);
    await shows(document, /"updated_at"/);
    const [, put] = sandbox.wireLog.entries;
    assert.deepEqual(put?.body, {
      name: 'ADDISD-W10PC',
      display_id: 'ADDISD-W10PC',
      contact_ids: [27662],
      custom_fields: { 45: 'NEW-123', 46: 'Dell', 47: 'Latitude 5500' },
      updated_by: 1,
    });
    assertSent(sandbox, ['GET asset/6748/', 'PUT asset/6748/']);
    assert.equal(sandbox.world.asset(6748)?.values.get(45), 'NEW-123');
  });

  it('saves again after a save: the base has moved on', async () => {
    const { sandbox } = account();
    const document = await openAsset(account(), 6748);
    for (const [before, after] of [
      ['GCJ1353', 'SECOND1'],
      ['SECOND1', 'THIRD-1'],
      ['THIRD-1', 'GCJ1353'],
    ] as const) {
      sandbox.wireLog.clear();
      await replaceText(document, before, after);
      assert.equal(await document.save(), true);
      assertSent(sandbox, ['GET asset/6748/', 'PUT asset/6748/']);
      assert.equal(sandbox.world.asset(6748)?.values.get(45), after);
    }
  });

  it('saves what was typed while a save was under way, and takes nobody’s change back', async () => {
    const { sandbox } = account();
    const document = await openAsset(account(), 6748);
    const base = document.getText();
    sandbox.world.editAsset(6748, { values: { 46: 'Lenovo' } });
    const typed = Promise.withResolvers<undefined>();
    const put = sandbox.faults.add({ kind: 'delay', method: 'PUT', when: 'after', until: typed.promise, times: 1 });
    await replaceText(document, 'GCJ1353', 'FIRST-1');
    sandbox.wireLog.clear();
    const saving = document.save();
    await sandbox.wireLog.nextRequest(({ method }) => method === 'PUT');
    await replaceText(document, 'FIRST-1', 'SECOND1');
    typed.resolve(undefined);
    await saving;
    assert.equal(put.hits, 1);
    // The document itself says it is clean: VS Code's extension host takes any save for the last word. The tab knows better.
    await tabIsDirty(document, true);
    assert.equal(document.getText(), base.replace('GCJ1353', 'SECOND1'), 'nothing is put in while somebody types');
    assertSent(sandbox, ['GET asset/6748/', 'PUT asset/6748/']);

    assert.equal(await document.save(), true);
    await shows(document, /SECOND1[^]*Lenovo/);
    assertSent(sandbox, ['GET asset/6748/', 'PUT asset/6748/']);
    assert.deepEqual([...sandbox.world.asset(6748)!.values.values()].slice(0, 2), ['SECOND1', 'Lenovo']);
  });

  it('changes the name alone, also where it knows no field’s kind and the server resets what is not named', async () => {
    const { sandbox } = account();
    const digits = '12345678901234567890';
    sandbox.world.editAsset(6748, { values: { 45: digits, 46: '110', 56: 12.5, 57: '2026-12-31' } });
    Object.assign(sandbox.switches, {
      ...{ slugs: 'unheard', textValue: 'number', dateValue: 'dateTime' },
      ...{ unnamedCustomFields: 'reset', unnamedContacts: 'reset' },
    });
    const held = () => {
      const { displayId, contactIds, values } = sandbox.world.asset(6748)!;
      return { displayId, contactIds, values: Object.fromEntries(values) };
    };
    const before = structuredClone(held());
    const document = await openAsset(account(), 6748);
    await setValue(document, ['name'], 'Renamed');
    assert.equal(await document.save(), true);
    assert.equal(sandbox.world.asset(6748)?.name, 'Renamed');
    assert.deepEqual(held(), before);
    assert.equal(before.values[45], digits);
  });

  it('clears a field by null, and says so on the wire', async () => {
    const { sandbox } = account();
    const document = await openAsset(account(), 6748);
    sandbox.wireLog.clear();
    await setValue(document, ['custom_fields', 'Manufacturer'], null);
    await setValue(document, ['contacts'], []);
    assert.equal(await document.save(), true);
    const put = sandbox.wireLog.entries[1]?.body as { contact_ids: unknown; custom_fields: Record<string, unknown> };
    assert.deepEqual(put.contact_ids, []);
    assert.equal(put.custom_fields['46'], null);
    assert.equal(sandbox.world.asset(6748)?.values.get(46), null);
    assert.deepEqual(sandbox.world.asset(6748)?.contactIds, []);
  });

  const unchanged: Record<string, (document: vscode.TextDocument) => Promise<void>> = {
    'white space alone': (document) => replaceText(document, '"name": "ADDISD', '  "name"  : "ADDISD'),
    'an edit that was taken back': async (document) => {
      await replaceText(document, 'GCJ1353', 'X');
      await replaceText(document, '"X"', '"GCJ1353"');
    },
    'a field left out': (document) => setValue(document, ['custom_fields', 'Model'], undefined),
    'the read-only keys left out': async (document) => {
      for (const key of ['$schema', 'asset_type', 'id', 'created_by', 'updated_by'])
        await setValue(document, [key], undefined);
    },
  };
  for (const [edit, make] of Object.entries(unchanged)) {
    it(`sends nothing for ${edit}, and the tab is clean`, async () => {
      const { sandbox } = account();
      const document = await openAsset(account(), 6748);
      const before = document.getText();
      sandbox.wireLog.clear();
      await make(document);
      const typed = document.getText();
      assert.equal(await document.save(), true);
      // Where every key still says what HappyFox has, the layout is the user's.
      await shows(document, edit === 'white space alone' ? typed : before);
      assertSent(sandbox, []);
    });
  }

  it('shows what the server made of the edit', async () => {
    const { sandbox } = account();
    sandbox.switches.trimsText = true;
    const document = await openAsset(account(), 6748);
    await replaceText(document, '"GCJ1353"', '"  padded  "');
    assert.equal(await document.save(), true);
    await shows(document, /"Serial Number": "padded"/);
    sandbox.wireLog.clear();
    assert.equal(await document.save(), true);
    await replaceText(document, 'padded', 'again');
    assert.equal(await document.save(), true);
    await shows(document, /"Serial Number": "again"/);
    assertSent(sandbox, ['GET asset/6748/', 'PUT asset/6748/']);
  });

  it('reads the base while there are unsaved edits, and still finds another agent’s change when it saves', async () => {
    const { sandbox } = account();
    const document = await openAsset(account(), 6748);
    const base = document.getText();
    await replaceText(document, 'GCJ1353', 'MINE-01');
    sandbox.world.editAsset(6748, { values: { 45: 'THEIRS1' } });
    sandbox.wireLog.clear();
    assert.equal(Buffer.from(await vscode.workspace.fs.readFile(document.uri)).toString(), base);
    assertSent(sandbox, []);
    assert.equal(await document.save(), false);
    assertSent(sandbox, ['GET asset/6748/']);
    assert.equal(sandbox.world.asset(6748)?.values.get(45), 'THEIRS1');
  });

  it('shows the server’s truth after File: Revert File, and saves on top of it', async () => {
    const { sandbox } = account();
    const document = await openAsset(account(), 6748);
    await replaceText(document, 'GCJ1353', 'MINE-01');
    sandbox.world.editAsset(6748, { values: { 45: 'THEIRS1' } });
    await revert(document);
    await shows(document, /THEIRS1/);
    assert.doesNotMatch(document.getText(), /MINE-01/);
    await replaceText(document, 'THEIRS1', 'AGREED1');
    assert.equal(await document.save(), true);
    assert.equal(sandbox.world.asset(6748)?.values.get(45), 'AGREED1');
  });

  it('shows another agent’s change when the asset is opened again', async () => {
    const { sandbox } = account();
    const document = await openAsset(account(), 6748);
    sandbox.world.editAsset(6748, { values: { 45: 'THEIRS1' } });
    await run('openAsset', { account: account().id, id: 6748 });
    await shows(documentAt(document.uri.toString()), /THEIRS1/);
  });

  it('has one tab for an asset whose name changed', async () => {
    const { sandbox } = account();
    const document = await openAsset(account(), 6748);
    await setValue(document, ['name'], 'Renamed / with: odd? #characters%');
    assert.equal(await document.save(), true);
    assert.equal(sandbox.world.asset(6748)?.name, 'Renamed / with: odd? #characters%');
    const again = await openAsset(account(), 6748);
    assert.equal(again.uri.toString(), document.uri.toString());
  });

  it('saves every tab of three with one write at a time', async () => {
    const { sandbox } = account();
    const documents = [];
    for (const id of [6748, 6749, 6750]) documents.push(await openAsset(account(), id));
    for (const document of documents) await replaceText(document, '"Dell"', '"Lenovo"');
    sandbox.wireLog.clear();
    assert.equal(await vscode.workspace.saveAll(), true);
    assertSentTogether(sandbox, [
      ...['GET asset/6748/', 'PUT asset/6748/', 'GET asset/6749/', 'PUT asset/6749/'],
      ...['GET asset/6750/', 'PUT asset/6750/'],
    ]);
    for (const id of [6748, 6749, 6750]) assert.equal(sandbox.world.asset(id)?.values.get(46), 'Lenovo');
  });
});

describe('An asset as a document, where the time stands still', () => {
  const account = givenAccount({ clock: 'virtual' });

  it('is saved whatever its length, whether or not there is something to save', async () => {
    const { sandbox } = account();
    const document = await openAsset(account(), 6748);
    let saves = 0;
    const counting = vscode.workspace.onDidSaveTextDocument(() => (saves += 1));
    let before = 'GCJ1353';
    // Once HappyFox's text and the tab's are the same, VS Code reads nothing after a save.
    for (const after of ['LONGER THAN IT WAS', 'SHORT', 'OF ANOTHER LENGTH', 'END']) {
      sandbox.wireLog.clear();
      await replaceText(document, before, after);
      for (let time = 0; time < 2; time += 1) await vscode.commands.executeCommand('workbench.action.files.save');
      assertSent(sandbox, ['GET asset/6748/', 'PUT asset/6748/']);
      assert.equal(sandbox.world.asset(6748)?.values.get(45), after);
      before = after;
    }
    counting.dispose();
    assert.equal(saves, 8, 'VS Code has refused none');
  });
});
