import { strict as assert } from 'node:assert';
import { after, before, beforeEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { fileNamed } from '../../src/workbench/asking/saveFile';
import { addAccount, dropAccount, type GivenAccount } from './support/account';
import { run, sentenceOf } from './support/commands';
import { MemoryFiles } from './support/memoryFiles';

const laptops = 3;

describe('Files that are not on the disk of this machine', () => {
  let account: GivenAccount;
  let remote: MemoryFiles;
  let registered: vscode.Disposable | undefined;
  before(async () => {
    account = await addAccount({ account: 'demo', assets: 300 });
  });
  after(() => dropAccount(account));
  beforeEach(() => {
    registered?.dispose();
    remote = new MemoryFiles();
    registered = vscode.workspace.registerFileSystemProvider('memfs', remote);
  });
  after(() => void registered?.dispose());

  const exportTo = (file: string) =>
    run<{ rows: number }>('exportAssets', { account: account.id, typeId: laptops, format: 'csv', file });
  const importFrom = (file: string, mode: string) =>
    run<{ plan: { steps: readonly { operation: string }[] }; problems: readonly unknown[] }>('importAssets', {
      ...{ account: account.id, typeId: laptops, match: 'display_id' },
      ...{ file, mode },
    });

  it('are exported to as a whole, and imported from', async () => {
    const { rows } = await exportTo('memfs:///laptops.csv');
    assert.equal(remote.text('/laptops.csv')?.trimEnd().split('\r\n').length, rows + 1);
    assert.deepEqual([...remote.files.keys()], ['/laptops.csv'], 'nothing else is left');
    assert.deepEqual(
      remote.operations.map((operation) => operation.replace(/[0-9a-f]{8}/, '…')),
      ['write /.laptops.csv.….part', 'rename to /laptops.csv'],
    );
    const { plan, problems } = await importFrom('memfs:///laptops.csv', 'update');
    assert.deepEqual([plan.steps, problems], [[], []]);
    const [first = ''] = account.sandbox.world.assetsOf(laptops).map(({ displayId }) => displayId);
    remote.files.set('/one.csv', Buffer.from(`display_id,name\n${first},Renamed\n`));
    assert.deepEqual(
      (await importFrom('memfs:///one.csv', 'update')).plan.steps.map(({ operation }) => operation),
      ['update'],
    );
  });

  it('get an import template', async () => {
    const { columns } = await run<{ columns: number }>('exportTemplate', {
      ...{ account: account.id, typeId: laptops, file: 'memfs:///template.csv' },
    });
    assert.equal(remote.text('/template.csv')?.split('\r\n')[0]?.split(',').length, columns);
  });

  it('are written where nothing can be renamed', async () => {
    remote.cannotRename = true;
    const { rows } = await exportTo('memfs:///laptops.csv');
    assert.equal(remote.text('/laptops.csv')?.trimEnd().split('\r\n').length, rows + 1);
    assert.deepEqual([...remote.files.keys()].sort(), ['/laptops.csv']);
  });

  it('stay as they were where there is no space', async () => {
    remote.files.set('/laptops.csv', Buffer.from('before'));
    remote.isFull = true;
    assert.match(await sentenceOf(exportTo('memfs:///laptops.csv')), /no space left/);
    assert.deepEqual([[...remote.files.keys()], remote.text('/laptops.csv')], [['/laptops.csv'], 'before']);
  });

  it('are those of the machine that the window works on, if it works on another', () => {
    const folders = [vscode.Uri.parse('vscode-remote://ssh-remote%2Bhost/home/ann/lists')];
    const named = (file: string): string => fileNamed(file, folders).toString();
    assert.equal(named('/srv/in.csv'), 'vscode-remote://ssh-remote%2Bhost/srv/in.csv');
    assert.equal(named('in.csv'), 'vscode-remote://ssh-remote%2Bhost/home/ann/lists/in.csv');
    assert.equal(named('C:\\data\\in.csv'), 'vscode-remote://ssh-remote%2Bhost/c%3A/data/in.csv');
    assert.equal(named('file:///srv/in.csv'), 'file:///srv/in.csv');
    const virtual = [vscode.Uri.parse('memfs:/lists')];
    assert.equal(fileNamed('in.csv', virtual).toString(), 'memfs:/lists/in.csv');
    assert.equal(fileNamed('/srv/in.csv', virtual).toString(), 'file:///srv/in.csv');
    assert.equal(fileNamed('/srv/in.csv', [vscode.Uri.file('/lists')]).toString(), 'file:///srv/in.csv');
  });
});
