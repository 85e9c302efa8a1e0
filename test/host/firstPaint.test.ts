import { strict as assert } from 'node:assert';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { Sandbox } from '../../src/sandbox/sandbox';
import type { SessionParts } from '../../src/workbench/sessions/sessionParts';
import type { AssetTree } from '../../src/workbench/tree/assetTree';
import { KeptTotals } from '../../src/workbench/sessions/typeTotals';
import type { Node } from '../../src/workbench/screen/nodes';
import { treeModel } from '../../src/workbench/tree/treeModel';
import { whenText } from '../../src/workbench/words/whenText';
import { freshSandbox } from './support/freshSandbox';
import { written } from './support/profile';
import { User } from './support/user';
import { assertSent, sent, wireLine } from './support/wire';

/** A day in a year that has passed, so that its words are those of a day. */
const thatDay = Date.UTC(2024, 4, 17, 12);
const types = 'GET asset_types/?size=50&page=1';

describe('The sidebar before HappyFox has answered', () => {
  let sandbox: Sandbox;
  let user: User;
  let window: SessionParts;
  let tree: AssetTree;
  let parts: ReturnType<typeof treeModel>;
  let id: string;
  let storage: string;

  beforeEach(async () => {
    sandbox = await freshSandbox({ account: 'article', assetsByType: { 1: 60, 2: 3 } });
    user = new User();
    window = user.openWindow();
    storage = user.globalStorageUri.fsPath;
    const { url: baseUrl, apiKey, authCode } = sandbox;
    id = new URL(baseUrl).host;
    const type = { description: null, settings: { enableContactAssociation: true } };
    const assetTypes = [
      { ...type, id: 1, name: 'What it was called' },
      { ...type, id: 9, name: 'Gone' },
    ];
    const agent = { id: 1, name: 'George' };
    const account = { id, baseUrl, label: 'A', agent, staffNames: {}, assetTypes };
    await window.vault.add(account, { baseUrl, apiKey, authCode });
    const kept = new KeptTotals(
      join(storage, 'totals'),
      () => undefined,
      () => thatDay,
    );
    await kept.keep(id, 1, 4_321);
    parts = treeModel(user, window);
    ({ tree } = parts);
  });
  afterEach(async () => {
    for (const disposable of parts.disposables) disposable.dispose();
    user.dispose();
    await sandbox.stop();
  });

  const lines = async (node?: Node): Promise<string[]> =>
    (await tree.getChildren(node)).map((child) => {
      const { label, description } = tree.getTreeItem(child);
      assert.ok(typeof label === 'string' && typeof description !== 'boolean');
      return `${label} | ${description ?? ''}`;
    });
  const keptLines = [`What it was called | 4,321, as of ${whenText(thatDay)}`, 'Gone | '];
  /** Resolves when the tree is painted anew. */
  const repainted = (): Promise<unknown> =>
    new Promise((resolve) => {
      const listening = tree.onDidChangeTreeData(() => {
        listening.dispose();
        resolve(undefined);
      });
    });
  const name = (typeId: number): string => sandbox.world.types.find((type) => type.id === typeId)?.name ?? '';

  it('has the types and totals that were kept, though no answer ever comes', async () => {
    sandbox.faults.add({ kind: 'stall' });
    const asked = sandbox.wireLog.nextRequest((entry) => wireLine(entry) === types);
    assert.deepEqual(await lines(), keptLines);
    assert.deepEqual(sent(sandbox), []);
    await asked;
    assert.deepEqual(await lines(), keptLines);
    assertSent(sandbox, [types]);
  });

  it('shows what HappyFox says once it does, and keeps that for the next window', async () => {
    const answer = Promise.withResolvers<undefined>();
    sandbox.faults.add({ kind: 'delay', path: 'asset_types/', until: answer.promise });
    const [first, gone] = await tree.getChildren();
    const again = repainted();
    const below = tree.getChildren(gone);
    answer.resolve(undefined);
    await again;
    assert.deepEqual(await below, []);
    const learned = new Promise<void>((resolve) => {
      const ids = new Set<number>();
      parts.totals.onDidLearn(({ assetTypeId }) => {
        if (ids.add(assetTypeId).size === 2) resolve();
      });
    });
    assert.equal((await tree.getChildren())[0], first);
    await learned;
    assert.deepEqual(await lines(), [`${name(1)} | 60`, `${name(2)} | 3`]);
    assert.ok(!sent(sandbox).some((line) => line.includes('asset_type=9')));
    await written(join(storage, 'totals'), '"total":60');
  });

  it('keeps quiet where the answer is what was kept, but for the totals', async () => {
    await window.vault.alter(id, { assetTypes: await window.sessions.get(id).store.catalogue.assetTypes() });
    const painted: (string | undefined)[] = [];
    const learned = new Promise<void>((resolve) => {
      tree.onDidChangeTreeData((node) => {
        painted.push(node?.id);
        if (painted.length === 2) resolve();
      });
    });
    await tree.getChildren();
    await learned;
    assert.deepEqual(painted.toSorted(), [`${id}/1`, `${id}/2`]);
  });

  it('says above them why they could not be read again, asks no more by itself, and again when told to', async () => {
    const fault = sandbox.faults.add({ kind: 'status', status: 401, body: { error: 'Unauthorized' } });
    const told = repainted();
    const [type] = await tree.getChildren();
    await told;
    const [error, ...kept] = await lines();
    assert.match(error ?? '', /\| Select to try again$/);
    assert.deepEqual(kept, keptLines);
    assert.ok(type);
    assert.deepEqual(
      (await tree.getChildren(type)).map(({ kind }) => kind),
      ['error'],
    );
    assertSent(sandbox, [types]);

    sandbox.faults.remove(fault);
    const again = repainted();
    tree.refresh();
    await again;
    const answered = repainted();
    await tree.getChildren();
    await answered;
    const shown = await tree.getChildren();
    assert.deepEqual(
      shown.map(({ kind }) => kind),
      ['assetType', 'assetType'],
    );
    assert.deepEqual(
      shown.map((node) => tree.getTreeItem(node).label),
      [name(1), name(2)],
    );
  });
});
