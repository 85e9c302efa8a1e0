import { strict as assert } from 'node:assert';
import { describe, it } from 'mocha';
import { givenAccount } from './support/account';
import { assertSentence, run, sentenceOf } from './support/commands';
import { openAsset, replaceText, revert, tabIsDirty, tabs, tabsAre } from './support/editors';
import { assertSent } from './support/wire';

interface Outcomes {
  readonly outcomes: readonly { readonly id: number; readonly outcome: string; readonly message?: string }[];
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
    assertSent(
      sandbox,
      [6748, 6749, 6750].flatMap((id) => deletes(id)),
    );
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
    assertSent(sandbox, deletes(6748, 3));
    assert.ok(sandbox.world.asset(6748));
  });

  it('reads back what became of it when the answer was lost', async () => {
    const { sandbox } = account();
    sandbox.faults.add({ kind: 'reset', method: 'DELETE', when: 'after', times: 1 });
    assert.deepEqual(await remove({ id: 6748 }), { outcomes: [{ id: 6748, outcome: 'deleted' }] });
    assertSent(sandbox, [...deletes(6748), 'GET asset/6748/']);
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
    assertSent(sandbox, ['GET asset/6749/']);
    assert.match(dirty.getText(), /MINE-01/);
    assert.equal(sandbox.world.asset(6749), undefined, 'saving does not bring it back');
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
