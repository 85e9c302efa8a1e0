import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import { byStanding, standingOf } from '../../../src/assets/agents';
import type { Staff } from '../../../src/happyfox/staff';

const staff = (name: string, more: Partial<Staff> = {}): Staff => ({
  id: name.length,
  name,
  email: null,
  active: true,
  permissions: ['manage_assets'],
  isAccountAdmin: false,
  ...more,
});

describe('agents', () => {
  it('may write while active and permitted', () => {
    assert.equal(standingOf(staff('Ann')), 'mayWrite');
    assert.equal(standingOf(staff('Ann', { permissions: ['manage_contacts'] })), 'noPermission');
    assert.equal(standingOf(staff('Ann', { permissions: [] })), 'noPermission');
    assert.equal(standingOf(staff('Ann', { permissions: [], isAccountAdmin: true })), 'mayWrite');
  });

  it('may not write while inactive, not even administrators', () => {
    assert.equal(standingOf(staff('Ann', { active: false })), 'inactive');
    assert.equal(standingOf(staff('Ann', { active: false, isAccountAdmin: true })), 'inactive');
  });

  it('are listed with those who may write first, then by name', () => {
    const list = [
      staff('Zoe', { active: false }),
      staff('Bob', { permissions: [] }),
      staff('Émile'),
      staff('Ann', { active: false }),
      staff('Dan'),
      staff('Fay'),
      staff('Al', { permissions: [] }),
    ];
    const before = [...list];
    assert.deepEqual(
      byStanding(list).map(({ name }) => name),
      ['Dan', 'Émile', 'Fay', 'Al', 'Bob', 'Ann', 'Zoe'],
    );
    assert.deepEqual(list, before);
  });
});
