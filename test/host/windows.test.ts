import { strict as assert } from 'node:assert';
import { globSync, readdirSync, readFileSync, watch, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { describe, it } from 'mocha';
import { accountFileName } from '../../src/disk/fileNames';
import { AssetGate } from '../../src/plans/assetGate';
import { AccountList } from '../../src/workbench/sessions/accountList';
import type { WindowMessage } from '../../src/workbench/sessions/otherWindows';
import { givenAccount } from './support/account';
import { run } from './support/commands';
import { openAsset, replaceText, shows, tabIsDirty, tabs, tabsAre } from './support/editors';
import { givenOtherWindow, windowsFolder as folder } from './support/otherWindow';
import { storageFolder } from './support/profile';
import { assertSent, sent } from './support/wire';

/** What this window has told the others so far, as text. */
function told(): string {
  return readdirSync(folder())
    .filter((name) => name.endsWith('.json') && !name.startsWith('other-'))
    .map((name) => readFileSync(join(folder(), name), 'utf8'))
    .join();
}

/** Resolves once what this window has told the others matches. */
function tells(expected: RegExp): Promise<void> {
  return new Promise((resolve) => {
    const watcher = watch(folder(), look);
    function look(): void {
      if (!expected.test(told())) return;
      watcher.close();
      resolve();
    }
    look();
  });
}

describe('What another window does', () => {
  const account = givenAccount();
  const other = givenOtherWindow();
  const message = (change: 'saved' | 'created' | 'deleted', assetId: number): WindowMessage => {
    return { kind: 'asset', change, accountId: account().id, assetTypeId: 1, assetId };
  };

  it('shows here: an asset it saved is read once, if its tab is open and clean', async () => {
    const { sandbox } = account();
    const document = await openAsset(account(), 6748);
    sandbox.world.editAsset(6748, { values: { 45: 'THEIRS1' } });
    sandbox.wireLog.clear();
    other().tell(message('saved', 6748));
    await shows(document, /THEIRS1/);
    assertSent(sandbox, ['GET asset/6748/']);
  });

  it('costs nothing for assets that are not shown here', async () => {
    const { sandbox } = account();
    const document = await openAsset(account(), 6748);
    sandbox.world.editAsset(6748, { values: { 45: 'THEIRS1' } });
    sandbox.wireLog.clear();
    // The last message has an effect: once it shows, the others have been heard.
    other().tell(message('saved', 6750), message('created', 6751), message('deleted', 6752), message('saved', 6748));
    await shows(document, /THEIRS1/);
    assertSent(sandbox, ['GET asset/6748/']);
  });

  it('leaves unsaved changes alone, and the next save finds out', async () => {
    const { sandbox } = account();
    const dirty = await openAsset(account(), 6749);
    const clean = await openAsset(account(), 6748);
    await replaceText(dirty, 'CB62BT2', 'MINE-01');
    sandbox.world.editAsset(6749, { values: { 45: 'THEIRS1' } });
    sandbox.world.editAsset(6748, { values: { 45: 'THEIRS1' } });
    sandbox.wireLog.clear();
    other().tell(message('saved', 6749), message('saved', 6748));
    await shows(clean, /THEIRS1/);
    assertSent(sandbox, ['GET asset/6748/']);
    assert.match(dirty.getText(), /MINE-01/);
    assert.equal(await dirty.save(), false);
    assert.equal(sandbox.world.asset(6749)?.values.get(45), 'THEIRS1');
  });

  it('keeps a save waiting while it writes the asset itself, and no other asset’s', async () => {
    const { sandbox, id } = account();
    const document = await openAsset(account(), 6748);
    const another = await openAsset(account(), 6749);
    await replaceText(document, 'GCJ1353', 'MINE-01');
    await replaceText(another, 'CB62BT2', 'MINE-02');
    const locks = join(storageFolder(), 'locks');
    const held = await new AssetGate(locks).tryEnter(id, 6748);
    assert.ok(held);
    // As a window writes it that is another process: VS Code itself stands in for that.
    const [lock] = globSync(`${accountFileName(id)}/**/*`, { cwd: locks, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    );
    assert.ok(lock);
    writeFileSync(join(lock.parentPath, lock.name), `${process.ppid}-another`);
    sandbox.wireLog.clear();
    const saving = document.save();
    assert.equal(await another.save(), true);
    assertSent(sandbox, ['GET asset/6749/', 'PUT asset/6749/']);
    sandbox.world.editAsset(6748, { values: { 46: 'Lenovo' } });
    await held.release();
    assert.equal(await saving, true);
    assertSent(sandbox, ['GET asset/6748/', 'PUT asset/6748/']);
    assert.deepEqual([...sandbox.world.asset(6748)!.values.values()].slice(0, 2), ['MINE-01', 'Lenovo']);
  });

  it('closes the tabs of what it deleted, without a request, but not one with unsaved changes', async () => {
    const { sandbox } = account();
    const dirty = await openAsset(account(), 6749);
    await openAsset(account(), 6748);
    await replaceText(dirty, 'CB62BT2', 'MINE-01');
    sandbox.world.deleteAsset(6748);
    sandbox.world.deleteAsset(6749);
    sandbox.wireLog.clear();
    const closes = tabsAre([dirty.uri.toString()]);
    other().tell(message('deleted', 6749), message('deleted', 6748));
    await closes;
    await tabIsDirty(dirty, true);
    assert.match(dirty.getText(), /MINE-01/);
    assertSent(sandbox, []);
  });

  it('reads a new asset once where its type is loaded', async () => {
    const { sandbox, id } = account();
    await run('loadAll', { account: id, typeId: 1 });
    const { id: created } = sandbox.world.addAsset(1, { name: 'Theirs' });
    sandbox.wireLog.clear();
    const read = sandbox.nextRequest(({ path }) => path.endsWith(`/asset/${created}/`));
    other().tell(message('created', created));
    await read;
    assertSent(sandbox, [`GET asset/${created}/`]);
  });

  it('takes an account away and gives it back', async () => {
    const { id } = account();
    const theirs = new AccountList({
      folder: join(storageFolder(), 'accounts'),
      own: undefined,
      onDamaged: (path) => assert.fail(path),
    });
    theirs.look();
    const mine = theirs.accounts.find((one) => one.id === id);
    assert.ok(mine);
    const opening = (): Promise<string> =>
      run('openAsset', { account: id, id: 6748 }).then(
        () => '',
        (error: unknown) => (error instanceof Error ? error.message : String(error)),
      );
    await theirs.remove(id);
    other().tell({ kind: 'accounts' });
    await heard(async () => (await opening()).startsWith('There is no account'));
    await theirs.add(mine);
    // Nobody says so: it is found when it is asked for.
    assert.equal(await opening(), '');
    assert.equal(tabs().length, 1);
  });

  it('hears of this one: what was saved, created and deleted, by ids alone', async () => {
    const { sandbox, id } = account();
    const document = await openAsset(account(), 6748);
    await replaceText(document, 'GCJ1353', 'MINE-01');
    assert.equal(await document.save(), true);
    const asset = { name: 'New', display_id: 'new-1' };
    const created = await run<{ id: number }>('createAsset', { account: id, typeId: 1, asset });
    await run('deleteAsset', { account: id, id: created.id, confirm: false });
    for (const [change, assetId] of [
      ['saved', 6748],
      ['created', created.id],
      ['deleted', created.id],
    ] as const)
      await tells(new RegExp(`"change":"${change}","accountId":"${id}","assetTypeId":1,"assetId":${assetId}`));
    assert.doesNotMatch(told(), new RegExp(`MINE-01|GCJ1353|${sandbox.apiKey}|${sandbox.authCode}`));
    assert.ok(sent(sandbox).length > 0);
  });
});

/** Messages have no receipt: asks until the answer is the one that shows it was heard. */
async function heard(ask: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 20_000;
  while (!(await ask())) {
    assert.ok(Date.now() < deadline, 'The message was not heard.');
    await setImmediate();
  }
}
