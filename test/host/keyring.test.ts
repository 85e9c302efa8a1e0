import { strict as assert } from 'node:assert';
import { existsSync } from 'node:fs';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { Sandbox } from '../../src/sandbox/sandbox';
import type { SessionParts } from '../../src/workbench/sessions/sessionParts';
import type { Parts } from '../../src/workbench/parts';
import { searchAssets } from '../../src/workbench/search/searchAssets';
import { treeModel } from '../../src/workbench/tree/treeModel';
import { assertSentence } from './support/commands';
import { freshSandbox } from './support/freshSandbox';
import { User } from './support/user';

const told =
  /^VS Code can’t reach the keyring that holds the API keys \(locked\)\. Unlock or install it, or choose another: “Preferences: Configure Runtime Arguments”, “password-store”\. Then try again\.$/;

describe('A keyring that refuses', () => {
  let sandbox: Sandbox;
  let user: User;
  let window: SessionParts;
  const id = 'a.happyfox.com';

  beforeEach(async () => {
    sandbox = await freshSandbox({ account: 'article' });
    user = new User();
    window = user.openWindow();
    const { url: baseUrl, apiKey, authCode } = sandbox;
    const credentials = { baseUrl, apiKey, authCode };
    const assetTypes = [{ id: 1, name: 'General', description: null, settings: { enableContactAssociation: true } }];
    const agent = { id: 1, name: 'George' };
    await window.vault.add({ id, baseUrl, label: 'A', agent, staffNames: {}, assetTypes }, credentials);
    user.keyring.refuses = 'locked';
  });
  afterEach(async () => {
    user.dispose();
    await sandbox.stop();
  });

  const search = (argument: object) => {
    const readings = { of: () => ({ beginToFind: () => undefined }) };
    return searchAssets({ sessions: window.sessions, readings } as unknown as Parts, argument);
  };

  it('is named in the sidebar, with what to do, and a click tries again', async () => {
    const { tree, disposables } = treeModel(user, window);
    const isTold = new Promise((resolve) => tree.onDidChangeTreeData(resolve));
    assert.deepEqual(
      (await tree.getChildren()).map(({ kind }) => kind),
      ['assetType'],
    );
    await isTold;
    const [node, kept] = await tree.getChildren();
    assert.ok(node?.kind === 'error' && kept?.kind === 'assetType');
    const item = tree.getTreeItem(node);
    assert.deepEqual([item.label, item.description], ['The keyring can’t be read', 'Select to try again']);
    assert.equal(item.command?.command, 'happyfoxAssets.refresh');
    const { tooltip } = tree.resolveTreeItem(item, node);
    assert.ok(typeof tooltip === 'string');
    assertSentence(tooltip, told);

    user.keyring.refuses = undefined;
    tree.refresh();
    const answered = new Promise((resolve) => tree.onDidChangeTreeData(resolve));
    await tree.getChildren();
    await answered;
    assert.deepEqual(
      (await tree.getChildren()).map(({ kind }) => kind),
      ['assetType', 'assetType'],
    );
    for (const disposable of disposables) disposable.dispose();
  });

  it('is told by a search, which finds something once it is unlocked', async () => {
    const sentence = (error: unknown) => told.test(window.reporter.sentence(error));
    await assert.rejects(search({ query: 'ADDISD' }), sentence);
    await assert.rejects(search({ query: 'ADDISD', complete: true }), sentence);
    user.keyring.refuses = undefined;
    assert.equal((await search({ query: 'ADDISD', complete: true }))?.total, 1);
  });

  it('is told by a search also where the index is at hand, but no key to read on', async () => {
    user.keyring.refuses = undefined;
    await window.sessions.get(id).index.open();
    user.keyring.refuses = 'locked';
    await assert.rejects(search({ query: 'ADDISD' }), (error) => told.test(window.reporter.sentence(error)));
  });

  it('does not keep an index on disk that is to be forgotten', async () => {
    user.keyring.refuses = undefined;
    await search({ query: 'ADDISD', complete: true });
    const place = await window.indexes.place(id);
    assert.ok(place && existsSync(place.folder));
    user.keyring.refuses = 'locked';
    await assert.rejects(window.indexes.forget(id), (error) => told.test(window.reporter.sentence(error)));
    assert.ok(!existsSync(place.folder));
  });

  it('is told by whatever stores or removes a key', async () => {
    const account = window.vault.find(id);
    assert.ok(account);
    const sentence = (error: unknown) => told.test(window.reporter.sentence(error));
    await assert.rejects(window.vault.add(account, { baseUrl: 'x', apiKey: 'x', authCode: 'x' }), sentence);
    await assert.rejects(window.vault.remove(id), sentence);
    assert.ok(window.vault.find(id), 'nothing is forgotten whose key is still there');
  });
});
