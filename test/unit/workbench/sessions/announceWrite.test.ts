import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import type { Asset } from '../../../../src/happyfox/asset';
import type { JournalEntry, WriteState } from '../../../../src/plans/journal';
import { announceWrite, newsOf, type WriteNews } from '../../../../src/workbench/sessions/announceWrite';
import { laptop } from '../../assets/samples';

const entry: JournalEntry = {
  ...{ id: 'e', time: 1, accountId: 'acme.happyfox.com', agent: { id: 3, name: 'Ada' }, operation: 'update' },
  ...{ assetTypeId: 1, assetId: laptop.id, name: laptop.name, before: laptop, intent: laptop },
};
const found = (state: WriteState, after: Asset | null = laptop) => ({ state, after, time: 2 });
const unknown = { loaded: () => undefined };
const known = { loaded: () => laptop };

describe('What was found out of a write', () => {
  it('is told of those that were carried out', () => {
    const saved = { change: 'saved', assetTypeId: 1, asset: laptop };
    assert.deepEqual(newsOf(unknown, entry, found('verified')), saved);
    assert.deepEqual(newsOf(unknown, entry, found('applied')), saved);
    assert.equal(newsOf(unknown, entry, found('failed')), undefined);
    assert.equal(newsOf(unknown, entry, found('unknown')), undefined);
    const deletion = { ...entry, operation: 'delete', intent: null } as const;
    assert.deepEqual(newsOf(known, deletion, found('verified', null)), {
      ...{ change: 'deleted', assetTypeId: 1, assetId: laptop.id },
    });
  });

  it('is no new asset where the list has it already', () => {
    const creation = { ...entry, operation: 'create', assetId: null, before: null } as const;
    assert.equal(newsOf(unknown, creation, found('verified'))?.change, 'created');
    assert.equal(newsOf(known, creation, found('verified'))?.change, 'saved');
  });

  it('is told in this window and to the others', () => {
    const told: unknown[] = [];
    const news: WriteNews = { change: 'created', assetTypeId: 1, asset: laptop };
    const note = (one: unknown): void => void told.push(one);
    announceWrite({ tell: note }, { accountId: 'a', store: { announce: note } }, news);
    assert.deepEqual(told, [
      { kind: 'created', asset: laptop, assetTypeId: 1 },
      { kind: 'asset', change: 'created', accountId: 'a', assetTypeId: 1, assetId: laptop.id },
    ]);
  });
});
