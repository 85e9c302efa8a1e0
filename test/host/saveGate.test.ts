import { strict as assert } from 'node:assert';
import { describe, it } from 'mocha';
import * as vscode from 'vscode';
import { assetPath } from '../../src/assets/assetRef';
import { givenAccount, type GivenAccount } from './support/account';
import { openAsset, replaceText, shown } from './support/editors';
import { followLink, linkTo } from './support/links';
import { asset, assertEnded, editWhile, meanwhile } from './support/meanwhile';
import { withSettings } from './support/settings';
import { assertSent, assertSentTogether } from './support/wire';

/** Ways for an asset to come into an editor. */
const ways: Readonly<Record<string, (account: GivenAccount) => Promise<vscode.TextDocument>>> = {
  'opened from the view': (account) => openAsset(account, asset),
  'opened by a link': async (account) => {
    const opened = shown(/\/6748\//);
    await followLink(linkTo(account, asset));
    return opened;
  },
  'opened by a happyfox: address, with another name than the asset has': async ({ id }) => {
    const path = assetPath({ accountId: id, assetTypeId: 1, assetId: asset }, 'An old name');
    const opened = shown(/\/6748\//);
    await followLink(vscode.Uri.from({ scheme: 'happyfox', path }).toString());
    return opened;
  },
};

const save = (): Thenable<unknown> => vscode.commands.executeCommand('workbench.action.files.save');

for (const [way, open] of Object.entries(ways)) {
  describe(`Ctrl+S in an asset ${way}`, () => {
    const account = givenAccount();
    for (const one of meanwhile) {
      it(`${one.saved ? 'saves' : 'is refused'} when ${one.name}`, async () => {
        const { sandbox } = account();
        const document = await open(account());
        await editWhile(one, sandbox, document);
        await save();
        await assertEnded(one, sandbox, document);
        assertSent(sandbox, one.requests);
      });
    }
  });
}

describe('Save All', () => {
  const account = givenAccount();
  for (const one of meanwhile) {
    it(`saves the others, and ${one.saved ? 'this one' : 'not this one'}, when ${one.name}`, async () => {
      const { sandbox } = account();
      const document = await openAsset(account(), asset);
      const other = await openAsset(account(), 6749);
      await replaceText(other, '"Dell"', '"Lenovo"');
      await editWhile(one, sandbox, document);
      await vscode.commands.executeCommand('workbench.action.files.saveAll');
      await assertEnded(one, sandbox, document);
      assertSentTogether(sandbox, [...one.requests, 'GET asset/6749/', 'PUT asset/6749/']);
      assert.equal(other.isDirty, false);
      assert.equal(sandbox.world.asset(6749)?.values.get(46), 'Lenovo');
    });
  }
});

describe('With files.saveConflictResolution set to overwrite, Ctrl+S', () => {
  const account = givenAccount();
  for (const one of meanwhile) {
    it(`${one.saved ? 'saves' : 'is refused all the same'} when ${one.name}`, () =>
      withSettings({ 'files.saveConflictResolution': 'overwriteFileOnDisk' }, async () => {
        const { sandbox } = account();
        const document = await openAsset(account(), asset);
        await editWhile(one, sandbox, document);
        await save();
        await assertEnded(one, sandbox, document);
        assertSent(sandbox, one.requests);
      }));
  }
});
