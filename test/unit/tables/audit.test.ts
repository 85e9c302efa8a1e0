import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import type { AssetTypeDefinition } from '../../../src/assets/assetTypeDefinition';
import type { Asset } from '../../../src/happyfox/asset';
import { audit, type Audit, type AuditedType } from '../../../src/tables/audit';
import type { ColumnKey } from '../../../src/tables/columns';
import { assetWith, general, serialNumber } from '../assets/samples';
import { CountingPause } from '../happyfox/countingPause';

const asset = (id: number, displayId: string, serial: string | null, name = `Asset ${id}`): Asset =>
  assetWith({ 45: serial, 46: 'Dell' }, { id, displayId, name });

const one = asset(1, 'D-1', 'S-1');
const two = asset(2, 'D-2', 'S-2');
const three = asset(3, 'D-3', null, 'Reception');

function typeOf(assets: readonly Asset[], more: Partial<AuditedType> = {}): AuditedType {
  return { definition: general, assets, expected: new Set(assets.map(({ id }) => id)), key: undefined, ...more };
}

const phones: AssetTypeDefinition = { ...general, assetType: { ...general.assetType, id: 2, name: 'Phone' } };

/** An audit in short. */
function inShort({ found, missing, ambiguous, unexpected, repeated }: Audit) {
  return {
    found: found.map(({ tag, asset: { id }, isExpected }) => (isExpected ? `${tag}=${id}` : `${tag}=${id}?`)),
    missing: missing.map(({ tag, suggestion }) => (suggestion === undefined ? tag : `${tag}~${suggestion}`)),
    ambiguous: ambiguous.map(({ tag, assets }) => `${tag}=${assets.map(({ asset: { id } }) => id).join('/')}`),
    unexpected: unexpected.map(({ asset: { id } }) => id),
    repeated,
  };
}

const nothing = { found: [], missing: [], ambiguous: [], unexpected: [], repeated: [] };

describe('An audit', () => {
  it('finds tags by display id, by a field that tells assets apart, and by name', async () => {
    const result = await audit([typeOf([one, two, three])], ['D-1', 'S-2', 'Reception']);
    assert.deepEqual(inShort(result), { ...nothing, found: ['D-1=1', 'S-2=2', 'Reception=3'] });
  });

  it('tells which tags nobody has, with what may have been meant, and which assets are not on the list', async () => {
    const result = await audit([typeOf([one, two, three])], ['d-1', 'D-2', 'X-9']);
    assert.deepEqual(inShort(result), {
      ...nothing,
      found: ['D-2=2'],
      missing: ['d-1~D-1', 'X-9'],
      unexpected: [1, 3],
    });
  });

  it('does not take a value that several assets have for a tag', async () => {
    assert.deepEqual(inShort(await audit([typeOf([one, two])], ['Dell'])), {
      ...nothing,
      missing: ['Dell'],
      unexpected: [1, 2],
    });
  });

  it('bears a few values that stand twice in a field that tells assets apart', async () => {
    const many = Array.from({ length: 20 }, (_, at) => asset(at + 10, `D-${at + 10}`, `S-${Math.max(at, 1)}`));
    const { found, ambiguous, missing } = inShort(await audit([typeOf(many)], ['S-7', 'S-1', 'Dell']));
    assert.deepEqual({ found, ambiguous, missing }, { found: ['S-7=17'], ambiguous: ['S-1=10/11'], missing: ['Dell'] });
  });

  it('says which tags several assets have, and calls none of those not listed', async () => {
    const twin = asset(4, 'D-1', 'S-4');
    const result = await audit([typeOf([one, two]), typeOf([twin], { definition: phones })], ['D-1', 'D-2']);
    assert.deepEqual(inShort(result), { ...nothing, found: ['D-2=2'], ambiguous: ['D-1=1/4'] });
  });

  it('finds what is there but was not expected', async () => {
    const result = await audit([typeOf([one, two, three], { expected: new Set([1, 2]) })], ['D-1', 'D-3']);
    assert.deepEqual(inShort(result), { ...nothing, found: ['D-1=1', 'D-3=3?'], unexpected: [2] });
  });

  it('looks in one field alone where it is told to', async () => {
    const result = await audit([typeOf([one, two], { key: serialNumber.id })], ['S-1', 'D-2']);
    assert.deepEqual(inShort(result), { ...nothing, found: ['S-1=1'], missing: ['D-2'], unexpected: [2] });
    const byId = await audit([typeOf([one, two], { key: 'id' })], ['2']);
    assert.deepEqual(inShort(byId).found, ['2=2']);
  });

  it('counts a tag once that stands on the list twice', async () => {
    assert.deepEqual(inShort(await audit([typeOf([one])], ['D-1', 'D-1'])), {
      ...nothing,
      found: ['D-1=1'],
      repeated: ['D-1'],
    });
  });

  it('puts every tag into one list, and every expected asset into one', async () => {
    const id = fc.integer({ min: 1, max: 8 });
    const key = fc.constantFrom<ColumnKey | undefined>(undefined, 'display_id', serialNumber.id);
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(id),
        fc.array(fc.tuple(id, fc.constantFrom('D-', 'S-', 'Asset '))),
        fc.uniqueArray(id),
        key,
        async (ids, words, expected, column) => {
          // Serial numbers repeat, so that they do not always tell assets apart.
          const assets = ids.map((one) => asset(one, `D-${one}`, `S-${one % 5}`));
          const there = new Set(ids.filter((one) => expected.includes(one)));
          const tags = words.map(([number, word]) => `${word}${number}`);
          const result = await audit([typeOf(assets, { expected: there, key: column })], tags);
          const told = [...result.found, ...result.missing, ...result.ambiguous].map(({ tag }) => tag);
          assert.deepEqual(told.toSorted(), [...new Set(tags)].toSorted());
          const listed = new Set([
            ...result.found.map((hit) => hit.asset.id),
            ...result.ambiguous.flatMap((hit) => hit.assets.map((hitAsset) => hitAsset.asset.id)),
          ]);
          const absent = new Set(result.unexpected.map((hit) => hit.asset.id));
          for (const one of there) assert.equal(listed.has(one), !absent.has(one));
          for (const one of absent) assert.ok(there.has(one));
        },
      ),
    );
  });

  it('pauses between any two assets, and any two tags', async () => {
    const counted = new CountingPause();
    const many = Array.from({ length: 60 }, (_, at) => asset(at + 1, `D-${at}`, `S-${at}`));
    const told = many.map((one) =>
      Object.defineProperty({ ...one }, 'id', {
        get: () => {
          counted.note();
          return one.id;
        },
      }),
    );
    const tags = many.map(({ displayId }) => displayId.toLowerCase());
    const { missing, unexpected } = await audit(
      [{ ...typeOf([]), assets: told, expected: new Set([1]) }],
      tags,
      counted.pause,
    );
    assert.equal(missing[59]?.suggestion, 'D-59');
    assert.equal(unexpected.length, 1);
    assert.ok(counted.most <= 5, String(counted.most));
  });
});
