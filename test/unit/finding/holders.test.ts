import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { holdersIn, holdingsOf } from '../../../src/finding/holders';
import { RowPool } from '../../../src/finding/indexedAsset';
import type { LinkedContact } from '../../../src/happyfox/asset';
import { assetWith } from '../assets/samples';

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
  it('are listed with what they have, most first, then by name', () => {
    assert.deepEqual(
      holdersIn(rows).map(({ person, assets }) => [person.id, assets]),
      [
        [ann.id, 3],
        [bob.id, 1],
        [cat.id, 1],
      ],
    );
    assert.deepEqual(holdersIn([]), []);
  });

  it('have assets of all types, type by type and by name, those they share as well', () => {
    const held = (id: number) => holdingsOf(rows, id).map(({ name }) => name);
    assert.deepEqual(held(ann.id), ['Dock', 'Laptop', 'Phone']);
    assert.deepEqual(held(bob.id), ['Phone']);
    assert.deepEqual(held(99), []);
  });
});
