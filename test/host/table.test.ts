import { strict as assert } from 'node:assert';
import { describe, it } from 'mocha';
import * as vscode from 'vscode';
import { givenAccount } from './support/account';
import { assertSentence, run, sentenceOf } from './support/commands';
import { until } from './support/events';
import { assertSent, sent } from './support/wire';

const pages = (typeId: number, count: number): string[] =>
  Array.from({ length: count }, (_, at) => `GET assets/?asset_type=${typeId}&size=50&page=${at + 1}`);

function tables(): readonly vscode.Tab[] {
  return vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .filter(({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith('happyfoxAssets.table'));
}

/** Resolves once there is one table, with this title. */
async function labelled(label: string): Promise<void> {
  await until(
    vscode.window.tabGroups.onDidChangeTabs,
    () => tables().length === 1 && tables()[0]?.label === label,
    () => `a table called ${label}`,
  );
}

describe('Opening a table', () => {
  const account = givenAccount();

  it('resolves once all assets of the type have been read, a page each', async () => {
    const { sandbox, id } = account();
    await run('openTable', { account: id, typeId: 1 });
    await labelled('General');
    assert.deepEqual(
      sent(sandbox)
        .filter((line) => line.startsWith('GET assets/'))
        .sort(),
      pages(1, 4),
    );
  });

  it('brings a table that is open to the front, and asks for nothing again', async () => {
    const { sandbox, id } = account();
    await run('openTable', { account: id, typeId: 1 });
    sandbox.wireLog.clear();
    await run('openTable', { account: id, typeId: 1, query: 'dell' });
    assert.equal(tables().length, 1);
    assertSent(sandbox, []);
  });

  it('shows the assets of all types where none is named', async () => {
    await run('openTable', { account: account().id });
    await labelled('Assets');
  });

  it('refuses an argument that makes no sense, and an account that is not there', async () => {
    assert.match(await sentenceOf(run('openTable', { account: account().id, typeId: 'x' })), /typeId/);
    assertSentence(await sentenceOf(run('openTable', { account: 'nobody.happyfox.com', typeId: 1 })), /nobody/);
    assert.deepEqual(tables(), []);
  });

  it('leaves no tab behind for a type that does not exist', async () => {
    await sentenceOf(run('openTable', { account: account().id, typeId: 999 }));
    await until(
      vscode.window.tabGroups.onDidChangeTabs,
      () => tables().length === 0,
      () => 'no table',
    );
  });
});
