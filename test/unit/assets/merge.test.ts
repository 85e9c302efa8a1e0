import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { changesBetween, sameState } from '../../../src/assets/changes';
import type { EditableState } from '../../../src/assets/editableState';
import { stateOf } from '../../../src/assets/editableState';
import { merge, withValuesOf } from '../../../src/assets/merge';
import { thousand, typeAndThreeAssets } from './arbitraries';
import { assetWith, general, laptop } from './samples';

const threeStates = typeAndThreeAssets.map(([type, ...assets]) => {
  const [base, theirs, mine] = assets.map((asset) => stateOf(asset, type));
  return { type, base: base!, theirs: theirs!, mine: mine! };
});

function keysOf(from: EditableState, to: EditableState, type: Parameters<typeof changesBetween>[2]): Set<unknown> {
  return new Set(changesBetween(from, to, type).map(({ key }) => key));
}

describe('merge', () => {
  it('keeps mine where nobody else changed anything', () => {
    fc.assert(
      fc.property(threeStates, ({ type, base, mine }) => {
        const result = merge(base, base, mine, type);
        assert.deepEqual(result.conflicts, []);
        if (base.contactIds !== undefined && mine.contactIds !== undefined) assert.deepEqual(result.fromTheirs, []);
        assert.ok(sameState(result.merged, mine, type));
      }),
      thousand,
    );
  });

  it('takes theirs where I changed nothing', () => {
    fc.assert(
      fc.property(threeStates, ({ type, base, theirs }) => {
        const result = merge(base, theirs, base, type);
        assert.deepEqual(result.conflicts, []);
        assert.ok(sameState(result.merged, theirs, type));
        assert.deepEqual(result.fromTheirs, changesBetween(base, theirs, type));
      }),
      thousand,
    );
  });

  it('has no conflict where both did the same', () => {
    fc.assert(
      fc.property(threeStates, ({ type, base, mine }) => {
        const result = merge(base, mine, mine, type);
        assert.deepEqual([result.conflicts, result.fromTheirs], [[], []]);
        assert.ok(sameState(result.merged, mine, type));
      }),
      thousand,
    );
  });

  it('lets mine win only where I changed something, and tells each conflict', () => {
    fc.assert(
      fc.property(threeStates, ({ type, base, theirs, mine }) => {
        const { merged, conflicts } = merge(base, theirs, mine, type);
        const changedByMe = keysOf(base, mine, type);
        const changedByThem = keysOf(base, theirs, type);
        const fromMine = keysOf(theirs, merged, type);
        const fromThem = keysOf(mine, merged, type);
        for (const key of fromMine) assert.ok(key === 'contacts' || changedByMe.has(key), String(key));
        for (const key of fromThem) assert.ok(key === 'contacts' || changedByThem.has(key), String(key));
        const apart = keysOf(theirs, mine, type);
        const expected = [...changedByMe].filter(
          (key) => changedByThem.has(key) && apart.has(key) && key !== 'contacts',
        );
        assert.deepEqual(new Set(conflicts.map(({ key }) => key)), new Set(expected));
      }),
      thousand,
    );
  });

  it('is the same from either side, but for the conflicts', () => {
    fc.assert(
      fc.property(threeStates, ({ type, base, theirs, mine }) => {
        const [here, there] = [merge(base, theirs, mine, type), merge(base, mine, theirs, type)];
        const disputed = new Set<unknown>(here.conflicts.map(({ key }) => key));
        assert.deepEqual(new Set(there.conflicts.map(({ key }) => key)), disputed);
        // Contacts that only some answers had are nobody's edit.
        if ([base, theirs, mine].some(({ contactIds }) => contactIds === undefined)) disputed.add('contacts');
        for (const key of keysOf(here.merged, there.merged, type)) assert.ok(disputed.has(key), String(key));
      }),
      thousand,
    );
  });

  it('done again changes nothing more', () => {
    fc.assert(
      fc.property(threeStates, ({ type, base, theirs, mine }) => {
        const { merged } = merge(base, theirs, mine, type);
        const again = merge(theirs, theirs, merged, type);
        assert.deepEqual(again.conflicts, []);
        assert.ok(sameState(again.merged, merged, type));
      }),
      thousand,
    );
  });

  it('adds and removes contacts one by one', () => {
    const ids = fc.uniqueArray(fc.integer({ min: 1, max: 6 }));
    fc.assert(
      fc.property(ids, ids, ids, (base, theirs, mine) => {
        const state = (contactIds: number[]): EditableState => ({ ...stateOf(laptop, general), contactIds });
        const { merged, conflicts } = merge(state(base), state(theirs), state(mine), general);
        assert.deepEqual(conflicts, []);
        for (const id of [1, 2, 3, 4, 5, 6]) {
          const [was, there, here] = [base, theirs, mine].map((list) => list.includes(id));
          assert.equal(merged.contactIds?.includes(id), here === was ? there : here, String(id));
        }
      }),
      thousand,
    );
  });

  it('shows a conflict in words of the document', () => {
    const base = stateOf(assetWith({ 47: 1 }), general);
    const theirs = stateOf(assetWith({ 47: 2 }), general);
    const mine = stateOf(assetWith({ 47: 3, 45: 'NEW' }), general);
    const { merged, conflicts } = merge(base, theirs, mine, general);
    assert.deepEqual(conflicts, [
      { key: 47, label: 'Category', base: 'Laptop', theirs: 'Desktop', mine: 'Spare (#3)' },
    ]);
    assert.deepEqual(merged.fields.get(47), { kind: 'value', value: 3 });
  });
});

describe('withValuesOf', () => {
  it('makes one state of the other by the keys in which they differ, and touches nothing by none', () => {
    fc.assert(
      fc.property(threeStates, ({ type, mine, theirs }) => {
        const keys = changesBetween(mine, theirs, type).map(({ key }) => key);
        assert.ok(sameState(withValuesOf(mine, theirs, keys), theirs, type));
        assert.deepEqual(withValuesOf(mine, theirs, []), mine);
        const [first] = keys;
        if (first === undefined) return;
        const left = changesBetween(withValuesOf(mine, theirs, [first]), theirs, type).map(({ key }) => key);
        assert.deepEqual(left, keys.slice(1));
      }),
      thousand,
    );
  });
});
