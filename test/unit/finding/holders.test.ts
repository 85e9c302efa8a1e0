import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { holdersIn, holdingsOf } from '../../../src/finding/holders';
import { RowPool, type IndexedAsset } from '../../../src/finding/indexedAsset';
import type { LinkedContact } from '../../../src/happyfox/asset';
import { assetWith } from '../assets/samples';
import { CountingPause } from '../happyfox/countingPause';

const ann = { id: 1, name: 'Ann', email: 'ann@acme.com' };
const bob = { id: 2, name: null, email: 'bob@acme.com' };
const cat = { id: 3, name: 'Cat', email: null };

const pool = new RowPool();
const row = (id: number, typeId: number, name: string, contacts: readonly LinkedContact[]) =>
  pool.toRow(assetWith({}, { id, name, contacts }), typeId);

const rows = [
  row(10, 2, 'Phone', [ann, bob]),
  row(11, 1, 'Laptop', [ann]),
  row(12, 1, 'Dock', [ann, cat]),
  row(13, 1, 'Spare', []),
];

describe('Holders', () => {
  it('are listed with what they have, most first, then by name', async () => {
    assert.deepEqual(
      (await holdersIn(rows)).map(({ person, assets }) => [person.id, assets]),
      [
        [ann.id, 3],
        [bob.id, 1],
        [cat.id, 1],
      ],
    );
    assert.deepEqual(await holdersIn([]), []);
  });

  it('have assets of all types, type by type and by name, those they share as well', async () => {
    const held = async (id: number) => (await holdingsOf(rows, id)).map(({ name }) => name);
    assert.deepEqual(await held(ann.id), ['Dock', 'Laptop', 'Phone']);
    assert.deepEqual(await held(bob.id), ['Phone']);
    assert.deepEqual(await held(99), []);
    const screens = ['Screen 10', 'Screen 9'].map((name, at) => row(20 + at, 1, name, [cat]));
    assert.deepEqual(
      (await holdingsOf(screens, cat.id)).map(({ name }) => name),
      ['Screen 9', 'Screen 10'],
    );
  });

  it('are counted with a pause before each asset', async () => {
    const counted = new CountingPause();
    const many = function* (): Generator<IndexedAsset> {
      for (let id = 0; id < 50; id += 1) {
        yield row(id, 1, `PC ${id}`, [ann]);
        counted.note();
      }
    };
    const [holder] = await holdersIn(many(), counted.pause);
    assert.equal(holder?.assets, 50);
    assert.equal((await holdingsOf(many(), ann.id, counted.pause)).length, 50);
    assert.equal(counted.most, 1);
  });
});
