import { strict as assert } from 'node:assert';
import { inspect } from 'node:util';
import { after, before, describe, it } from 'mocha';
import * as vscode from 'vscode';

import { addAccount, dropAccount, type GivenAccount } from './support/account';
import { run } from './support/commands';
import { openAsset, replaceText, tabIsDirty } from './support/editors';
import { filesWith, profileFolder, written } from './support/profile';
import { withSettings } from './support/settings';
import { hideSidebar } from './support/view';

const key = 'canary-key-6f1d0c9ae7';
const code = 'canary-code-b83e55d204';
const wrong = 'canary-wrong-90aa17cc3b';

describe('Keys', () => {
  let account: GivenAccount;
  const said: string[] = [];

  /** Does something that fails, and keeps all that its error says. */
  const fails = async (work: () => PromiseLike<unknown>): Promise<void> => {
    try {
      await work();
      assert.fail('It was expected to fail.');
    } catch (error) {
      for (let at = error; at instanceof Error; at = at.cause) said.push(at.message, at.stack ?? '', inspect(at));
    }
  };

  before(async () => {
    account = await addAccount({ apiKey: key, authCode: code });
    await wholeJob(account, fails);
  });
  after(async () => {
    await dropAccount(account);
    await hideSidebar();
  });

  it('are in no error, with all that hangs on it', () => {
    assert.ok(said.length >= 30);
    for (const text of said)
      for (const [name, needle] of needles('utf8')) assert.ok(!text.includes(needle.toString()), name);
  });

  it('are in no document, address, tab, setting or clipboard', async () => {
    const { apiKey, authCode } = account.sandbox;
    const link = await vscode.env.clipboard.readText();
    await vscode.commands.executeCommand('workbench.action.files.copyPathOfActiveFile');
    const texts = [
      link,
      await vscode.env.clipboard.readText(),
      JSON.stringify(vscode.workspace.getConfiguration()),
      ...vscode.workspace.textDocuments.flatMap((document) => [document.uri.toString(), document.getText()]),
      ...vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ label }) => label)),
    ];
    assert.ok(texts.length > 3);
    for (const text of texts)
      for (const secret of [apiKey, authCode, base64(key), base64(code)]) assert.ok(!text.includes(secret));
  });

  it('are in no file that VS Code has written, logs and storage included', async () => {
    const folder = profileFolder();
    await written(folder, 'PUT asset/6748/ 200');
    await written(folder, '"change":"saved"');
    assert.deepEqual(filesWith(folder, Object.fromEntries([...needles('utf8'), ...needles('utf16le')])), []);
  });
});

/** All that a person does in a day, and what goes wrong in it. */
async function wholeJob(
  account: GivenAccount,
  fails: (work: () => PromiseLike<unknown>) => Promise<void>,
): Promise<void> {
  const { sandbox, id } = account;
  const { url } = sandbox;
  await vscode.commands.executeCommand('happyfoxAssets.assets.focus');
  for (const credentials of [
    { apiKey: wrong, authCode: code },
    { apiKey: key, authCode: wrong },
  ]) {
    await fails(() => run('addAccount', { url: url.replace('127.0.0.1', 'localhost'), ...credentials, agentId: 1 }));
    await fails(() => run('updateCredentials', { account: id, ...credentials }));
    await fails(() => run('addAccount', { url: 'https://nowhere.invalid', ...credentials, agentId: 1 }));
    await fails(() =>
      run('addAccount', { url: `https://${key}:${code}@acme.happyfox.com`, ...credentials, agentId: 1 }),
    );
    await fails(() => run('addAccount', { url, ...credentials, agentId: 'none' }));
  }
  await run('updateCredentials', { account: id, apiKey: key, authCode: code });
  await run('loadAll', { account: id, typeId: 1 });
  const document = await openAsset(account, 6748);
  await replaceText(document, 'GCJ1353', 'MINE-01');
  const save = () => vscode.workspace.fs.writeFile(document.uri, Buffer.from(document.getText()));
  for (const fault of [
    { kind: 'status', status: 401 },
    { kind: 'status', status: 403 },
    { kind: 'status', status: 400, body: { error: { name: ['Wrong.'] } } },
    { kind: 'status', status: 500 },
    { kind: 'html' },
    { kind: 'redirect', location: 'https://sso.example.com/' },
    { kind: 'reset' },
    { kind: 'truncate' },
  ] as const) {
    sandbox.faults.add(fault);
    await fails(save);
    sandbox.faults.clear();
  }
  assert.equal(await document.save(), true);
  await tabIsDirty(document, false);
  const asset = { name: 'New', display_id: 'new-1' };
  const created = await run<{ id: number }>('createAsset', { account: id, typeId: 1, asset });
  await fails(() => run('createAsset', { account: id, typeId: 1, asset }));
  await run('deleteAsset', { account: id, id: created.id, confirm: false });
  await run('duplicateAsset', { account: id, id: 6749 });
  const kept = await openAsset(account, 6749);
  await withSettings({ 'files.autoSave': 'afterDelay', 'files.autoSaveDelay': 1 }, async () => {
    await replaceText(kept, 'CB62BT2', 'MINE-02');
    await tabIsDirty(kept, false);
  });
  await vscode.window.showTextDocument(document);
  for (const command of ['copyAsJson', 'copyLink'])
    await vscode.commands.executeCommand(`happyfoxAssets.${command}`, document.uri);
}

function needles(encoding: 'utf8' | 'utf16le'): [string, Buffer][] {
  const texts = {
    key,
    code,
    wrong,
    'key, base64': base64(key),
    'code, base64': base64(code),
    header: base64(`${key}:${code}`),
  };
  return Object.entries(texts).map(([name, text]) => [`${name}, ${encoding}`, Buffer.from(text, encoding)]);
}

/** Without its last characters, which depend on what follows. */
function base64(text: string): string {
  return Buffer.from(text)
    .toString('base64')
    .replace(/..?=*$/, '');
}
