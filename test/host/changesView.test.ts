import { strict as assert } from 'node:assert';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import { accountFileName } from '../../src/disk/fileNames';
import { JournalFiles } from '../../src/plans/journalFiles';
import { newPlan } from '../../src/plans/plan';
import { PlanFiles } from '../../src/plans/planFiles';
import type { Sandbox } from '../../src/sandbox/sandbox';
import { paintChange } from '../../src/workbench/changes/changePainter';
import { ChangedFields } from '../../src/workbench/changes/changedFields';
import { changesOf } from '../../src/workbench/changes/changesTree';
import { freshSandbox } from './support/freshSandbox';
import { HiddenTree, storageFolder } from './support/treeParts';

describe('The changes view', () => {
  let sandbox: Sandbox;
  let hidden: HiddenTree;
  const [storage, removeStorage] = storageFolder();
  before(async () => {
    sandbox = await freshSandbox({ account: 'article' });
    hidden = await HiddenTree.open(sandbox, storage, 'empty');
  });
  after(async () => {
    hidden.dispose();
    await sandbox.stop();
    removeStorage();
  });

  it('shows what can be read, and says in its place what can’t', async () => {
    const { session } = hidden;
    const { accountId } = session;
    const agent = { id: 1, name: 'George' };
    const [journal, plans] = [new JournalFiles(join(storage, 'j'), () => 10), new PlanFiles(join(storage, 'p'))];
    const write = {
      operation: 'delete',
      assetTypeId: 1,
      assetId: 7,
      name: 'Spare',
      before: null,
      intent: null,
    } as const;
    await journal.begin({ id: 'a', time: 1, accountId, agent, ...write });
    const [whole, damaged] = [0, 1].map((time) => newPlan({ title: 'Plan', accountId, agent }, [], time));
    assert.ok(whole && damaged);
    for (const plan of [whole, damaged]) await plans.save(plan);
    const file = join(storage, 'p', accountFileName(accountId), `${damaged.id}.plan.jsonl`);
    writeFileSync(file, readFileSync(file, 'utf8').replace('George', 'Georg'));
    const obstacle = join(storage, 'j', accountFileName(accountId), '1-in-the-way.jsonl');
    mkdirSync(obstacle);
    const { writes, plans: listed, lost } = await changesOf(session, { journal, plans });
    assert.deepEqual(
      [writes.map(({ write: { entry } }) => entry.id), listed.map(({ entry }) => entry.heading.id)],
      [['a'], [whole.id]],
    );
    const items = lost.map((node) => paintChange(node, { severalAccounts: false, fieldsOf: new ChangedFields().of }));
    const told = items.map(({ tooltip }) =>
      typeof tooltip === 'string' ? tooltip.replace(/\(E[A-Z]+\)/, '(CODE)') : '',
    );
    assert.deepEqual(told, [
      `This file can’t be read (CODE), so what it holds is missing here: ${obstacle}`,
      `This plan is damaged. Discard it, and make it again. Its file is ${file}.`,
    ]);
    assert.deepEqual(
      items.map(({ label, contextValue }) => [label, contextValue]),
      [
        ['Some changes are missing here', 'lost'],
        ['A plan is missing here', 'lostPlan'],
      ],
    );
  });
});
