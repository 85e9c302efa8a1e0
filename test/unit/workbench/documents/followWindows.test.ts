// In place of VS Code, which mocha does not have: no document is open.
import '../../../sandbox/soak/vscode';
import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import type { HeldEdits } from '../../../../src/assets/heldEdits';
import { AssetStore } from '../../../../src/assets/store';
import type { DocumentEvents } from '../../../../src/workbench/documents/documentEvents';
import { takeIn } from '../../../../src/workbench/documents/followWindows';
import type { WindowMessage } from '../../../../src/workbench/sessions/otherWindows';
import type { Sessions } from '../../../../src/workbench/sessions/sessions';
import { assetOf, failureOf } from '../../finding/crawl/fakeAccount';
import { fakeClient, pageOf } from '../../plans/fakeClient';

type Change = Extract<WindowMessage, { kind: 'asset' }>['change'];

/** A window that shows asset 1, and hears of these changes at once. Answers what it read, what it shows then, and what its parts were told. */
async function hearing(...changes: readonly (readonly [Change, number])[]) {
  let version = 0;
  const deleted = new Set(changes.flatMap(([change, id]) => (change === 'deleted' ? [id] : [])));
  const { client, calls } = fakeClient({
    listAssets: () => Promise.resolve(pageOf([assetOf(1, 1, 'v0')], 1, 50, 1)),
    getAsset: (id) =>
      deleted.has(id) ? Promise.reject(failureOf('notFound')) : Promise.resolve(assetOf(id, 1, `v${++version}`)),
  });
  const store = new AssetStore(
    () => Promise.resolve(client),
    () => 50,
    () => [],
  );
  await store.pager(1).advance();
  const told: string[] = [];
  store.onChange(({ kind }) => told.push(kind));
  const sessions = { find: () => ({ store }) } as unknown as Sessions;
  const editors = { deleted: () => Promise.resolve() } as unknown as DocumentEvents;
  const heard = changes.map(([change, assetId]) =>
    takeIn(
      { kind: 'asset', change, accountId: 'a.example', assetTypeId: 1, assetId },
      ...([sessions, editors, {} as HeldEdits] as const),
    ),
  );
  await Promise.all(heard);
  const reads = calls.filter((call) => call === 'getAsset').length;
  return { reads, shown: store.pager(1).assets.map(({ id, name }) => `${id} ${name}`), told };
}

describe('An asset that another window', () => {
  it('has created is read once and shown', async () => {
    assert.deepEqual(await hearing(['created', 7]), { reads: 1, shown: ['1 v0', '7 v1'], told: ['created'] });
  });

  it('has created and saved at once is shown as it was saved, and told of as new', async () => {
    const { reads, shown, told } = await hearing(['created', 7], ['saved', 7]);
    assert.deepEqual({ reads, shown, told }, { reads: 2, shown: ['1 v0', '7 v2'], told: ['created'] });
  });

  it('has changed and deleted at once is told of as deleted once', async () => {
    assert.deepEqual((await hearing(['created', 7], ['deleted', 7])).told, ['deleted']);
    assert.deepEqual((await hearing(['saved', 1], ['deleted', 1])).told, ['deleted']);
  });

  it('has saved many times at once is read no more often than that', async () => {
    const { reads, shown } = await hearing(['saved', 1], ['saved', 1], ['saved', 1]);
    assert.deepEqual({ reads, shown }, { reads: 3, shown: ['1 v3'] });
  });
});
