import { strict as assert } from 'node:assert';
import { createServer } from 'node:net';
import { after, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import type { Sandbox } from '../../src/sandbox/sandbox';
import { runCommand } from '../../src/workbench/runCommand';
import type { Parts } from '../../src/workbench/parts';
import { addAccount, dropAccount, givenAccount, type GivenAccount } from './support/account';
import { assertSentence, run, sentenceOf } from './support/commands';
import { closeEverything, documentAt, tabs, valuesOf } from './support/editors';
import { freshSandbox } from './support/freshSandbox';
import { hideSidebar } from './support/view';
import { anythingElse, assertSent, assertSentTogether, sent } from './support/wire';

interface Manifest {
  readonly contributes: { readonly commands: readonly { readonly command: string }[] };
}

const extension = vscode.extensions.getExtension<undefined>('happyfox-assets.happyfox-assets')!;

describe('The extension', () => {
  it('registers every command of its manifest', async () => {
    await extension.activate();
    const { contributes } = extension.packageJSON as Manifest;
    const registered = new Set(await vscode.commands.getCommands(true));
    const missing = contributes.commands.map(({ command }) => command).filter((command) => !registered.has(command));
    assert.deepEqual(missing, []);
    assert.ok(contributes.commands.length >= 19);
  });
});

describe('A command from the menu of a row that is just being painted anew', () => {
  it('is refused, rather than acting on what is open or selected', async () => {
    const reported: unknown[] = [];
    const report = (error: unknown): Promise<void> => Promise.resolve(void reported.push(error));
    const nothing = { reporter: { report }, sessions: { all: [] } } as unknown as Parts;
    await vscode.env.clipboard.writeText('as before');
    const row = { kind: 'asset', session: undefined };
    await runCommand(nothing, 'copyId', [undefined, undefined], false);
    await runCommand(nothing, 'copyId', [row, [row, undefined]], false);
    const refusal = 'CommandRefused: The list was just being updated. Choose the command again.';
    assert.deepEqual(reported.map(String), [refusal, refusal]);
    // A view's button comes without a row too, where none has the focus.
    await runCommand(nothing, 'clearFilter', [undefined, undefined], true);
    assert.equal(reported.length, 2);
    assert.equal(await vscode.env.clipboard.readText(), 'as before');
  });
});

describe('An idle window', () => {
  const account = givenAccount();

  it('sends nothing while a person works on something else', async () => {
    const { sandbox } = account();
    const other = await vscode.workspace.openTextDocument({ language: 'json', content: '{"name": "not ours"}' });
    const editor = await vscode.window.showTextDocument(other);
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 1), '"typed": true, '));
    await vscode.commands.executeCommand('workbench.action.focusSideBar');
    await vscode.commands.executeCommand('workbench.action.focusActiveEditorGroup');
    await vscode.commands.executeCommand('workbench.action.quickOpen', 'asset');
    await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
    assertSent(sandbox, []);
  });
});

describe('The command addAccount', () => {
  let sandbox: Sandbox;
  before(async () => {
    sandbox = await freshSandbox({ account: 'article' });
  });
  after(() => sandbox.stop());
  const given = (change: object = {}) => {
    const { url, apiKey, authCode } = sandbox;
    return { url, apiKey, authCode, agentId: 1, ...change };
  };

  it('resolves with the account’s id, after two reads', async () => {
    sandbox.wireLog.clear();
    const added = await run('addAccount', given({ label: 'Ours' }));
    assert.deepEqual(added, { account: sandbox.url.replace('http://', '') });
    assertSent(sandbox, ['GET asset_types/?size=50&page=1', 'GET staff/']);
    assertSentence(await sentenceOf(run('addAccount', given())), /is here already\. Run “Update Credentials”/);
    assertSent(sandbox, []);
    await run('removeAccount', { confirm: false });
  });

  const refused: Record<string, { change: () => object; sentence: RegExp; sent: readonly string[] }> = {
    'a wrong key': {
      change: () => ({ apiKey: 'wrong' }),
      sentence: /refused the API key or auth code of 127\.0\.0\.1:\d+\. Run “Update Credentials”/,
      sent: ['GET asset_types/?size=50&page=1'],
    },
    'a wrong auth code': {
      change: () => ({ authCode: 'wrong' }),
      sentence: /refused the API key or auth code/,
      sent: ['GET asset_types/?size=50&page=1'],
    },
    'an agent whom the account does not have': {
      change: () => ({ agentId: 99 }),
      sentence: /^This account has no staff member with id 99\.$/,
      sent: ['GET asset_types/?size=50&page=1', 'GET staff/'],
    },
    'a host that does not exist': {
      change: () => ({ url: 'https://nowhere.invalid' }),
      sentence: /^There is no host named nowhere\.invalid\. Check the account’s address and your connection/,
      sent: [],
    },
    'plain http to another machine': {
      change: () => ({ url: 'http://acme.happyfox.com' }),
      sentence: /^Over http the API key could be read by others\. Write https:\/\/\.$/,
      sent: [],
    },
    'an empty address': { change: () => ({ url: ' ' }), sentence: /address/i, sent: [] },
    'an address with a key in it': {
      change: () => ({ url: 'https://key:code@acme.happyfox.com' }),
      sentence: /./,
      sent: [],
    },
    'no key': {
      change: () => ({ apiKey: undefined }),
      sentence: /^The command’s argument is wrong: apiKey: /,
      sent: [],
    },
    'an agent who is no id': {
      change: () => ({ agentId: 'George' }),
      sentence: /^The command’s argument is wrong: agentId: /,
      sent: [],
    },
  };
  for (const [name, { change, sentence, sent: expected }] of Object.entries(refused)) {
    it(`refuses ${name}, and leaves nothing behind`, async () => {
      sandbox.wireLog.clear();
      assert.match(await sentenceOf(run('addAccount', given(change()))), sentence);
      assertSent(sandbox, expected);
      assertSentence(await sentenceOf(run('refresh', { typeId: 1 })), /^There is no account yet\. Run “Add Account”/);
    });
  }

  it('says so when nobody listens on the port', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    assert.ok(typeof address === 'object' && address);
    await new Promise((resolve) => server.close(resolve));
    const url = `http://127.0.0.1:${address.port}`;
    assertSentence(
      await sentenceOf(run('addAccount', given({ url }))),
      /^127\.0\.0\.1:\d+ can’t be reached \(ECONNREFUSED\)\. Check the network and try again\.$/,
    );
  });

  it('says so when a web page answers', async () => {
    sandbox.faults.add({ kind: 'html', times: 1 });
    assertSentence(await sentenceOf(run('addAccount', given())), /answered, but not as the HappyFox API does/);
  });

  it('never repeats the key in its refusal', async () => {
    const change = { apiKey: 'KEY-that-is-secret', authCode: 'CODE-that-is-secret' };
    for (const url of [sandbox.url, 'https://nowhere.invalid', 'not an address'])
      assert.doesNotMatch(await sentenceOf(run('addAccount', given({ ...change, url }))), /secret/);
  });
});

describe('The command exploreDemo', () => {
  it('adds the demo account, keeps it when it is asked for again, and starts over for another size', async () => {
    const first = await run<{ account: string; url: string }>('exploreDemo', { assets: 300 });
    assert.equal(first.url, `http://${first.account}`);
    assert.deepEqual(await run('exploreDemo', { assets: 300 }), first);
    assert.deepEqual(await run('exploreDemo', {}), first);
    const { uri } = await run<{ uri: string }>('openAsset', { account: first.account, id: 6748 });
    assert.equal(valuesOf(documentAt(uri)).name, 'ADDISD-W10PC');
    const other = await run<{ account: string }>('exploreDemo', { assets: 400 });
    assertSentence(await sentenceOf(run('openAsset', { ...first, id: 6748 })), /There is no account .* here/);
    await closeEverything();
    await run('removeAccount', { account: other.account, confirm: false });
    await hideSidebar();
  });

  for (const assets of [0, -1, 1.5, 100_001, '5', null]) {
    it(`refuses ${JSON.stringify(assets)} assets`, async () => {
      assertSentence(`${await sentenceOf(run('exploreDemo', { assets }))}.`, /argument is wrong: assets: /);
    });
  }
});

describe('Scripted commands', () => {
  const account = givenAccount();

  it('resolve with what they did', async () => {
    const { sandbox, id } = account();
    const opened = await run<{ uri: string }>('openAsset', { account: id, id: 6748 });
    assert.deepEqual(Object.keys(opened), ['uri']);
    assert.deepEqual(tabs(), [opened.uri]);
    assert.equal(await run('refresh', { account: id }), undefined);
    assert.equal(await run('loadAll', { account: id, typeId: 1 }), undefined);

    const asset = {
      name: 'New',
      display_id: 'new-1',
      custom_fields: { 'Serial Number': 'S-1', 'Numbers acquired': 2 },
    };
    sandbox.wireLog.clear();
    const created = await run<{ id: number; uri: string }>('createAsset', { account: id, typeId: 1, asset });
    assertSent(sandbox, ['GET asset_custom_fields/?asset_type=1&size=50&page=1', 'POST assets/?asset_type=1']);
    const there = sandbox.world.asset(created.id);
    assert.deepEqual(
      [there?.name, there?.displayId, there?.typeId, there?.createdBy, there?.values.get(45), there?.values.get(56)],
      ['New', 'new-1', 1, 1, 'S-1', 2],
    );
    assert.match(created.uri, /^happyfox:/);
    const again = await run<{ uri: string }>('openAsset', { account: id, id: created.id });
    assert.equal(again.uri, created.uri);

    const deleted = await run('deleteAsset', { account: id, id: created.id, confirm: false });
    assert.deepEqual(deleted, { outcomes: [{ id: created.id, outcome: 'deleted' }] });
    assert.equal(sandbox.world.asset(created.id), undefined);
  });

  const refused: Record<string, [command: string, argument: object, sentence: RegExp]> = {
    'openAsset of an asset that is not there': [
      'openAsset',
      { id: 424242 },
      /HappyFox can’t find this .*may have been deleted/,
    ],
    'openAsset without an id': ['openAsset', {}, /argument is wrong: id: /],
    'openAsset with a text for an id': ['openAsset', { id: '6748' }, /argument is wrong: id: /],
    'openAsset of asset 0': ['openAsset', { id: 0 }, /argument is wrong: id: /],
    'openAsset in an account that is not here': [
      'openAsset',
      { account: 'acme.happyfox.com', id: 1 },
      /There is no account acme\.happyfox\.com here\. Run “Add Account”/,
    ],
    'duplicateAsset of an asset that is not there': ['duplicateAsset', { id: 424242 }, /can’t find this/],
    'createAsset in a type that is not there': [
      'createAsset',
      { typeId: 77, asset: { name: 'N', display_id: 'D' } },
      /can’t find this/,
    ],
    'createAsset without a type': [
      'createAsset',
      { asset: { name: 'N', display_id: 'D' } },
      /argument is wrong: typeId: /,
    ],
    'createAsset without its display id': [
      'createAsset',
      { typeId: 1, asset: { name: 'N' } },
      /“display_id” is required/,
    ],
    'createAsset with an unknown field': [
      'createAsset',
      { typeId: 1, asset: { name: 'N', display_id: 'D', custom_fields: { Modl: 'x' } } },
      /no custom field “Modl”\. Did you mean “Model”/,
    ],
    'createAsset with a taken display id': [
      'createAsset',
      { typeId: 1, asset: { name: 'N', display_id: 'AMYK-VDI' } },
      /refused this: display_id: /,
    ],
    'deleteAsset without an id': ['deleteAsset', { confirm: false }, /argument is wrong: id, ids/],
    'loadAll without a type': ['loadAll', {}, /argument is wrong: typeId: /],
    'loadAll of a type that is not there': ['loadAll', { typeId: 77 }, /can’t find this/],
    'removeAccount of an account that is not here': [
      'removeAccount',
      { account: 'nobody', confirm: false },
      /There is no account nobody here/,
    ],
    'switchAgent to nobody': ['switchAgent', { agentId: 99 }, /no staff member with id 99/],
    'a text in place of an argument': ['openAsset', Object('6748') as object, /argument is wrong/],
  };
  for (const [name, [command, argument, sentence]] of Object.entries(refused)) {
    it(`reject ${name} with the sentence a person would see`, async () => {
      const before = account().sandbox.world.assets.ids(1).length;
      assert.match(await sentenceOf(run(command, argument)), sentence);
      assert.deepEqual(tabs(), []);
      assert.equal(account().sandbox.world.assets.ids(1).length, before);
    });
  }

  it('open nothing for an asset that is not there, and send what tells that it is not', async () => {
    await sentenceOf(run('openAsset', { id: 424242 }));
    assertSent(account().sandbox, ['GET asset/424242/', anythingElse]);
  });
});

describe('Several accounts', () => {
  let one: GivenAccount;
  let other: GivenAccount;
  before(async () => {
    one = await addAccount();
    other = await addAccount();
  });
  after(async () => {
    await dropAccount(one);
    await dropAccount(other);
  });

  it('have to be named by the argument', async () => {
    for (const [command, argument] of [
      ['openAsset', { id: 6748 }],
      ['createAsset', { typeId: 1 }],
      ['deleteAsset', { id: 6748, confirm: false }],
      ['removeAccount', { confirm: false }],
      ['loadAll', { typeId: 1 }],
      ['refresh', { typeId: 1 }],
    ] as const) {
      const sentence = await sentenceOf(run(command, argument));
      assertSentence(sentence, /^There are several accounts: the argument has to name one as “account”\.$/);
    }
    assertSent(one.sandbox, []);
    assertSent(other.sandbox, []);
  });

  it('keep their assets, tabs and saves apart', async () => {
    other.sandbox.world.editAsset(6748, { values: { 45: 'OTHERS1' } });
    const texts = [];
    for (const { id } of [one, other]) {
      const { uri } = await run<{ uri: string }>('openAsset', { account: id, id: 6748 });
      texts.push(valuesOf(documentAt(uri)).custom_fields['Serial Number']);
    }
    assert.deepEqual(texts, ['GCJ1353', 'OTHERS1']);
    assert.equal(tabs().length, 2);
    await run('deleteAsset', { account: other.id, id: 6748, confirm: false });
    assert.equal(tabs().length, 1);
    assert.ok(one.sandbox.world.asset(6748));
    assert.deepEqual(
      sent(one.sandbox).filter((line) => line.startsWith('DELETE')),
      [],
    );
    assertSentTogether(other.sandbox, [
      ...['GET asset/6748/', 'GET asset_custom_fields/?asset_type=1&size=50&page=1'],
      ...['GET asset/6748/', 'DELETE asset/6748/?deleted_by=1'],
    ]);
  });

  it('may be left out again when one is left', async () => {
    const third = await addAccount();
    await dropAccount(third);
    await dropAccount(other);
    try {
      await run('openAsset', { id: 6749 });
      assert.match(tabs().join(), /6749/);
    } finally {
      other = await addAccount();
    }
  });
});
