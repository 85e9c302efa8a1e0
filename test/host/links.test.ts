import { strict as assert } from 'node:assert';
import { describe, it } from 'mocha';
import * as vscode from 'vscode';
import { assetPath } from '../../src/assets/assetRef';
import { givenAccount } from './support/account';
import { openAsset, replaceText, shown, shows, tabs } from './support/editors';
import { followLink, linkTo } from './support/links';
import { assertSent, assertSentTogether, sent } from './support/wire';

describe('A link to an asset', () => {
  const account = givenAccount();
  const read = ['GET asset/6748/', 'GET asset_custom_fields/?asset_type=1&size=50&page=1'];

  it('is copied for the open asset, holds its account and id and nothing else, and costs no request', async () => {
    const { sandbox } = account();
    const { uri } = await openAsset(account(), 6748);
    sandbox.wireLog.clear();
    await vscode.commands.executeCommand('happyfoxAssets.copyLink', uri);
    assert.equal(await vscode.env.clipboard.readText(), linkTo(account(), 6748));
    assertSent(sandbox, []);
  });

  it('opens the asset with as many requests as a click in the tree, and then brings its tab to the front', async () => {
    const { sandbox } = account();
    const opened = shown(/\/6748\//);
    await followLink(linkTo(account(), 6748));
    const document = await opened;
    assert.match(document.getText(), /GCJ1353/);
    assertSentTogether(sandbox, read);
    await openAsset(account(), 6749);
    sandbox.wireLog.clear();
    const again = shown(/\/6748\//);
    await followLink(linkTo(account(), 6748));
    assert.equal((await again).uri.toString(), document.uri.toString());
    assert.equal(tabs().length, 2);
    assertSent(sandbox, ['GET asset/6748/']);
  });

  it('leaves unsaved text alone, and so does a happyfox: address', async () => {
    const { sandbox, id } = account();
    const document = await openAsset(account(), 6748);
    await replaceText(document, 'GCJ1353', 'MINE-01');
    sandbox.world.editAsset(6748, { values: { 45: 'THEIRS1' } });
    for (const link of [
      linkTo(account(), 6748),
      vscode.Uri.from({
        scheme: 'happyfox',
        path: assetPath({ accountId: id, assetTypeId: 1, assetId: 6748 }, 'ADDISD-W10PC'),
      }).toString(),
    ]) {
      await openAsset(account(), 6749);
      const opened = shown(/\/6748\//);
      await followLink(link);
      assert.equal(await opened, document);
      assert.match(document.getText(), /MINE-01/);
      assert.equal(document.isDirty, true);
    }
  });

  it('opens nothing and sends nothing for an account that is not here, another verb, or no id', async () => {
    const { sandbox } = account();
    for (const link of [
      linkTo({ id: 'elsewhere.happyfox.com' }, 6748),
      linkTo(account(), 6748).replace('/asset?', '/deleteAsset?'),
      linkTo(account(), 6748).replace(/id=.*/, 'id=x'),
      linkTo(account(), 6748).replace(/&id=.*/, ''),
    ])
      await followLink(link);
    // Links are followed one after the other: once this one shows, the others have been refused.
    const opened = shown(/\/6748\//);
    await followLink(linkTo(account(), 6748));
    await opened;
    assert.equal(tabs().length, 1);
    assert.deepEqual(sent(sandbox).toSorted(), read.toSorted());
    await shows(await opened, /GCJ1353/);
  });
});
