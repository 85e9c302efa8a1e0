import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { stateOf } from '../../../src/assets/editableState';
import { withHolder } from '../../../src/plans/changeHolder';
import { assetWith, general, withoutContacts } from '../assets/samples';

const state = (ids: readonly number[]) =>
  stateOf(assetWith({}, { contacts: ids.map((id) => ({ id, name: null, email: null })) }), general);

describe('withHolder', () => {
  it('puts the one in the other’s place, and leaves whoever shares it', () => {
    const { mine, problems } = withHolder(state([1, 2, 3]), general, { from: 2, to: 9 });
    assert.deepEqual([mine.contactIds, problems], [[1, 9, 3], []]);
  });

  it('takes it back from the one alone', () => {
    assert.deepEqual(withHolder(state([1, 2]), general, { from: 1, to: undefined }).mine.contactIds, [2]);
    assert.deepEqual(withHolder(state([1]), general, { from: 1, to: undefined }).mine.contactIds, []);
  });

  it('changes nothing of an asset that the person does not have', () => {
    const before = state([1]);
    assert.deepEqual(withHolder(before, general, { from: 2, to: 3 }), { mine: before, problems: [] });
  });

  it('says so where the type has contacts switched off, though the state has none then', () => {
    const before = stateOf(assetWith({}), withoutContacts);
    const { mine, problems } = withHolder(before, withoutContacts, { from: 27662, to: 2 });
    assert.equal(mine, before);
    assert.deepEqual(problems, [{ code: 'contactsSwitchedOff', label: 'contacts' }]);
  });

  it('never names anybody twice, never loses others, and is undone by its inverse where the taker was none of them', () => {
    const person = fc.integer({ min: 1, max: 6 });
    fc.assert(
      fc.property(fc.uniqueArray(person), person, person, (ids, from, to) => {
        const before = state(ids);
        const { contactIds = [] } = withHolder(before, general, { from, to }).mine;
        assert.equal(new Set(contactIds).size, contactIds.length);
        for (const id of ids) if (id !== from) assert.ok(contactIds.includes(id));
        assert.equal(contactIds.includes(to), ids.includes(from) || ids.includes(to));
        if (ids.includes(from) && !ids.includes(to) && from !== to) {
          const back = withHolder({ ...before, contactIds }, general, { from: to, to: from }).mine;
          assert.deepEqual(back.contactIds, before.contactIds);
        }
      }),
    );
  });
});
