import { describe, it, afterEach } from 'mocha';
import * as vscode from 'vscode';
import type { WireEntry } from '../../src/sandbox/sandbox';
import { givenAccount } from './support/account';
import { run } from './support/commands';
import { hideSidebar } from './support/view';
import { assertSent, assertSentTogether, wireLine } from './support/wire';

describe('The assets view', () => {
  const account = givenAccount({ assetsByType: { 1: 4321 } });
  afterEach(hideSidebar);

  const types = 'GET asset_types/?size=50&page=1';
  const page = (number: number): string => `GET assets/?asset_type=1&size=50&page=${number}`;
  const totals = ['GET assets/?asset_type=1&size=1&page=1', 'GET assets/?asset_type=2&size=1&page=1'];
  const answered = (line: string): Promise<WireEntry> =>
    account().sandbox.wireLog.nextAnswer((entry) => wireLine(entry) === line);

  /** Shows the view, and waits until all that it reads by itself has been read. */
  const show = async (): Promise<void> => {
    const learned = Promise.all(totals.map(answered));
    await vscode.commands.executeCommand('happyfoxAssets.assets.focus');
    await learned;
  };

  /** Expands the first type as the keyboard does: until the list has come, there is nothing to expand. */
  const expand = async (): Promise<void> => {
    let arrived = false as boolean;
    const request = answered(page(1)).then(() => (arrived = true));
    while (!arrived) {
      // While it is empty the view can't pass the focus on to its list, and another list would be meant.
      await vscode.commands.executeCommand('happyfoxAssets.assets.focus');
      await vscode.commands.executeCommand('list.focusFirst');
      await vscode.commands.executeCommand('list.expand');
    }
    await request;
  };

  it('reads the types, and the total of each with the smallest list there is', async () => {
    const { sandbox } = account();
    await show();
    assertSentTogether(sandbox, [types, ...totals]);
  });

  it('expands a type of 4,321 assets with one request, and loads more with one each', async () => {
    const { sandbox, id } = account();
    await show();
    sandbox.wireLog.clear();
    await expand();
    assertSent(sandbox, [page(1)]);
    await run('loadMore', { node: `${id}/1` });
    assertSent(sandbox, [page(2)]);
    await vscode.commands.executeCommand('list.collapse');
    await vscode.commands.executeCommand('list.expand');
    await run('loadMore', { node: `${id}/1` });
    assertSent(sandbox, [page(3)]);
  });

  it('reads the pages on screen again when it is refreshed', async () => {
    const { sandbox, id } = account();
    await show();
    await expand();
    await run('loadMore', { node: `${id}/1` });
    sandbox.wireLog.clear();
    await run('refresh', { account: id, typeId: 1 });
    assertSent(sandbox, [page(1), page(2)]);
  });

  it('loads all 4,321 with one request for each 50, and no page twice', async () => {
    const { sandbox, id } = account();
    await run('loadAll', { account: id, typeId: 1 });
    assertSent(
      sandbox,
      Array.from({ length: 87 }, (_, index) => page(index + 1)),
    );
    await run('loadAll', { account: id, typeId: 1 });
    assertSent(sandbox, []);
  });

  it('has rows that follow a save without a request', async () => {
    const { sandbox, id } = account();
    await show();
    await expand();
    sandbox.wireLog.clear();
    const asset = { name: 'New', display_id: 'new-1' };
    const created = await run<{ id: number }>('createAsset', { account: id, typeId: 1, asset });
    assertSent(sandbox, ['GET asset_custom_fields/?asset_type=1&size=50&page=1', 'POST assets/?asset_type=1']);
    await run('deleteAsset', { account: id, id: created.id, confirm: false });
    assertSent(sandbox, [`GET asset/${created.id}/`, `DELETE asset/${created.id}/?deleted_by=1`]);
    await run('loadMore', { node: `${id}/1` });
    assertSent(sandbox, [page(2)]);
  });
});
