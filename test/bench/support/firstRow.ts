import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { env } from 'node:process';
import { setTimeout } from 'node:timers/promises';
import { Sandbox } from '../../../src/sandbox/sandbox';
import { KeptTotals } from '../../../src/workbench/sessions/typeTotals';
import { treeModel } from '../../../src/workbench/tree/treeModel';
import { User } from '../../host/support/user';

/**
 * Runs inside VS Code's extension host, once in each, since code is loaded once: how many milliseconds it takes from the view's question for
 * its rows to what it is given, and to what HappyFox says.
 */
export async function run(): Promise<void> {
  const { HAPPYFOX_FIGURE: file, HAPPYFOX_KEPT: kept, HAPPYFOX_DELAY: delay } = env;
  if (!file) throw new Error('There is nothing to measure.');
  const sandbox = await Sandbox.start({ account: 'article' });
  const user = new User();
  const window = user.openWindow();
  const { url: baseUrl, apiKey, authCode } = sandbox;
  const id = new URL(baseUrl).host;
  const settings = { enableContactAssociation: true };
  const assetTypes = sandbox.world.types.map(({ id: typeId, name }) => ({
    id: typeId,
    name,
    description: null,
    settings,
  }));
  const account = { id, baseUrl, label: id, agent: { id: 1, name: 'George' }, staffNames: {} };
  await window.vault.add({ ...account, assetTypes: kept ? assetTypes : [] }, { baseUrl, apiKey, authCode });
  for (const type of assetTypes)
    await new KeptTotals(join(user.globalStorageUri.fsPath, 'totals'), () => undefined).keep(id, type.id, 1_000);
  const { tree, totals, disposables } = treeModel(user, window);
  const learned = new Promise<void>((resolve) => void totals.onDidLearn(() => resolve()));
  sandbox.faults.add({
    kind: 'delay',
    // Of each answer.
    get until() {
      return setTimeout(Number(delay));
    },
  });
  tree.onDidChangeTreeData((node) => void (node === undefined && tree.getChildren()));
  const begun = performance.now();
  const rows = (await tree.getChildren()).map((node) => tree.getTreeItem(node));
  const first = performance.now() - begun;
  await learned;
  const last = performance.now() - begun;
  writeFileSync(file, JSON.stringify({ rows: rows.length, first, last }));
  for (const disposable of disposables) disposable.dispose();
  user.dispose();
  await sandbox.stop();
}
