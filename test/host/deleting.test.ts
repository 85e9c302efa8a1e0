import { strict as assert } from 'node:assert';
import { globSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, it } from 'mocha';
import * as vscode from 'vscode';
import { JournalFiles } from '../../src/plans/journalFiles';
import type { Sandbox } from '../../src/sandbox/sandbox';
import { givenAccount } from './support/account';
import { assertSentence, run, sentenceOf } from './support/commands';
import { documentAt, openAsset, replaceText, revert, tabIsDirty, tabs, tabsAre } from './support/editors';
import { storageFolder } from './support/profile';
import { withSettings } from './support/settings';
import { anythingElse, assertSent, sent } from './support/wire';

interface Outcomes {
  readonly outcomes: readonly { readonly id: number; readonly outcome: string; readonly message?: string }[];
}

/** The requests about single assets. */
const aboutAssets = (sandbox: Sandbox): string[] => sent(sandbox).filter((line) => line.includes(' asset/'));

/** The id in the journal of the only deletion of an account. */
async function deletionOf(account: string): Promise<string> {
  const journal = new JournalFiles(join(storageFolder(), 'journal'), () => 1_000);
  const [deletion] = (await journal.read(account)).filter(({ entry }) => entry.operation === 'delete');
  assert.ok(deletion);
  return deletion.entry.id;
}

/** The id of the plan that was made last. */
function newestPlan(): string {
  const folder = storageFolder();
  const files = globSync('plans/**/*.plan.jsonl', { cwd: folder }).map((file) => join(folder, file));
  const [newest = ''] = files.toSorted((one, other) => statSync(other).mtimeMs - statSync(one).mtimeMs);
  return basename(newest).replace(/\.plan\.jsonl$/, '');
}

const deletes = (id: number, agent = 1): string[] => [`GET asset/${id}/`, `DELETE asset/${id}/?deleted_by=${agent}`];

describe('Deleting', () => {
  const account = givenAccount();
  const remove = (argument: object): Promise<Outcomes> =>
    run<Outcomes>('deleteAsset', { account: account().id, confirm: false, ...argument });

  it('deletes one, signed by the agent', async () => {
    const { sandbox } = account();
    assert.deepEqual(await remove({ id: 6748 }), { outcomes: [{ id: 6748, outcome: 'deleted' }] });
    assertSent(sandbox, deletes(6748));
    assert.equal(sandbox.world.asset(6748), undefined);
  });

  it('deletes many, each once, one after the other', async () => {
    const { sandbox } = account();
    const { outcomes } = await remove({ id: 6748, ids: [6749, 6750, 6749] });
    assert.deepEqual(
      outcomes.map(({ id, outcome }) => [id, outcome]),
      [6748, 6749, 6750].map((id) => [id, 'deleted']),
    );
    assert.deepEqual(aboutAssets(sandbox), [
      // A script names them by ids alone, so they are read to make the plan as well.
      ...[6748, 6749, 6750].map((id) => `GET asset/${id}/`),
      ...[6748, 6749, 6750].flatMap((id) => deletes(id)),
    ]);
  });

  it('deletes many as a plan, which can be undone, whatever their number where a script names them', async () => {
    const { sandbox } = account();
    const ids = sandbox.world
      .assetsOf(1)
      .slice(0, 26)
      .map(({ id }) => id);
    assert.equal(ids.length, 26);
    const { outcomes } = await remove({ ids });
    assert.deepEqual(
      outcomes,
      ids.map((id) => ({ id, outcome: 'deleted' })),
    );
    const { plan } = await run<{ plan: { title: string; steps: unknown[] } }>('undoPlan', { plan: newestPlan() });
    assert.deepEqual([plan.title, plan.steps.length], ['Undo: Delete 26 Assets', 26]);
  });

  it('keeps one of many that has changed since it was last seen here, says so, and deletes it when it is chosen again', async () => {
    const { sandbox } = account();
    await run('loadAll', { account: account().id, typeId: 1 });
    sandbox.world.editAsset(6748, { values: { 45: 'THEIRS' } });
    sandbox.wireLog.clear();
    const { outcomes } = await remove({ ids: [6748, 6749] });
    assert.deepEqual(
      outcomes.map(({ id, outcome }) => [id, outcome]),
      [
        [6748, 'failed'],
        [6749, 'deleted'],
      ],
    );
    assertSentence(outcomes[0]?.message ?? '', /^Not sent: somebody has changed Serial Number/);
    assert.deepEqual(aboutAssets(sandbox), ['GET asset/6748/', ...deletes(6749)]);
    assert.ok(sandbox.world.asset(6748));
    sandbox.wireLog.clear();
    assert.deepEqual((await remove({ ids: [6748, 6750] })).outcomes, [
      { id: 6748, outcome: 'deleted' },
      { id: 6750, outcome: 'deleted' },
    ]);
    assert.deepEqual(
      aboutAssets(sandbox),
      [6748, 6750].flatMap((id) => deletes(id)),
    );
  });

  it('is undone once, also where it is undone twice at the same time', async () => {
    const { sandbox, id } = account();
    await remove({ id: 6748 });
    const change = await deletionOf(id);
    const before = sandbox.world.assetsOf(1).length;
    const undo = () => run<{ outcome: string }>('revertChange', { account: id, change });
    const ended = await Promise.allSettled([undo(), undo(), undo()]);
    const [done, ...others] = ended.filter(({ status }) => status === 'fulfilled');
    assert.ok(done && others.length === 0);
    for (const one of ended)
      if (one.status === 'rejected') assertSentence(String(one.reason).replace(/^\w+: /, ''), /created again already/);
    assert.equal(sandbox.world.assetsOf(1).length, before + 1);
  });

  it('is undone as far as HappyFox takes it back, and names the rest', async () => {
    const { sandbox, id } = account();
    sandbox.world.editAsset(6748, { values: { 45: ' padded ' } });
    await remove({ id: 6748 });
    sandbox.switches.trimsText = true;
    const undone = await run<{ outcome: string; id: number; lost?: string[] }>('revertChange', {
      ...{ account: id, change: await deletionOf(id) },
    });
    assert.deepEqual([undone.outcome, undone.lost], ['recreated', ['Serial Number']]);
    assert.equal(sandbox.world.asset(undone.id)?.values.get(45), 'padded');
  });

  it('takes one that is gone for done', async () => {
    const { sandbox } = account();
    sandbox.world.deleteAsset(6748);
    assert.deepEqual(await remove({ id: 6748 }), { outcomes: [{ id: 6748, outcome: 'alreadyGone' }] });
    assert.deepEqual((await remove({ ids: [6748, 6749] })).outcomes, [
      { id: 6748, outcome: 'alreadyGone' },
      { id: 6749, outcome: 'deleted' },
    ]);
  });

  it('rejects one that is refused, and stops at the first of many, which would fare no better', async () => {
    const { sandbox, id } = account();
    await run('switchAgent', { account: id, agentId: 3 });
    sandbox.wireLog.clear();
    assertSentence(await sentenceOf(remove({ id: 6748 })), /^Tom Okafor may not do this: .*Run “Switch Agent”/);
    assertSent(sandbox, deletes(6748, 3));
    const { outcomes } = await remove({ ids: [6748, 6749] });
    assert.deepEqual(
      outcomes.map(({ outcome }) => outcome),
      ['failed'],
    );
    assertSentence(outcomes[0]?.message ?? '', /Tom Okafor may not do this/);
    assert.deepEqual(aboutAssets(sandbox), ['GET asset/6748/', 'GET asset/6749/', ...deletes(6748, 3)]);
    assert.ok(sandbox.world.asset(6748));
  });

  it('reads back what became of it when the answer was lost', async () => {
    const { sandbox } = account();
    sandbox.faults.add({ kind: 'reset', method: 'DELETE', when: 'after', times: 1 });
    assert.deepEqual(await remove({ id: 6748 }), { outcomes: [{ id: 6748, outcome: 'deleted' }] });
    assertSent(sandbox, [...deletes(6748), 'GET asset/6748/', anythingElse]);
    sandbox.faults.add({ kind: 'status', status: 502, method: 'DELETE', times: 1 });
    assertSentence(await sentenceOf(remove({ id: 6749 })), /./);
    assertSent(sandbox, [...deletes(6749), 'GET asset/6749/']);
    assert.ok(sandbox.world.asset(6749));
  });

  it('closes the asset’s tab, but not one with unsaved changes, whose text stays', async () => {
    const { sandbox } = account();
    const clean = await openAsset(account(), 6748);
    const dirty = await openAsset(account(), 6749);
    await replaceText(dirty, 'CB62BT2', 'MINE-01');
    const closes = tabsAre([dirty.uri.toString()]);
    await remove({ ids: [6748, 6749] });
    await closes;
    assert.ok(!tabs().includes(clean.uri.toString()));
    await tabIsDirty(dirty, true);
    assert.match(dirty.getText(), /MINE-01/);
    sandbox.wireLog.clear();
    assert.equal(await dirty.save(), false);
    assertSent(sandbox, ['GET asset/6749/', anythingElse]);
    assert.match(dirty.getText(), /MINE-01/);
    assert.equal(sandbox.world.asset(6749), undefined, 'saving does not bring it back');
  });

  it('leaves an edit that auto-save has kept where it is, so that it can be saved as a new asset', async () => {
    const { sandbox } = account();
    const document = await openAsset(account(), 6748);
    await withSettings({ 'files.autoSave': 'afterDelay', 'files.autoSaveDelay': 1 }, async () => {
      await replaceText(document, 'GCJ1353', 'MINE-01');
      await tabIsDirty(document, false);
    });
    await remove({ id: 6748 });
    assert.deepEqual(tabs(), [document.uri.toString()]);
    assert.match(document.getText(), /MINE-01/);
    await vscode.window.showTextDocument(document);
    const { uri } = await run<{ uri: string }>('saveAsNew', document.uri);
    assert.match(documentAt(uri).getText(), /MINE-01/);
    assert.equal(sandbox.world.asset(6748), undefined);
  });

  it('closes the tab of an asset that another agent deleted, when it is reverted', async () => {
    const { sandbox } = account();
    const document = await openAsset(account(), 6748);
    await replaceText(document, 'GCJ1353', 'MINE-01');
    sandbox.world.deleteAsset(6748);
    const closes = tabsAre([]);
    await revert(document);
    await closes;
  });
});
