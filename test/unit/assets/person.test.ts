import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { isEmail, meantByPhone, onlyOne, peopleQuery, personLabel } from '../../../src/assets/person';

describe('A person', () => {
  it('is called by name, for want of that by e-mail, else by number', () => {
    assert.equal(personLabel({ id: 7, name: 'Ann', email: 'ann@acme.com' }), 'Ann');
    assert.equal(personLabel({ id: 7, name: '', email: 'ann@acme.com' }), 'ann@acme.com');
    assert.equal(personLabel({ id: 7, name: null, email: null }), '#7');
  });

  const queries: [person: Parameters<typeof peopleQuery>[0], query: string | undefined][] = [
    [{ name: 'Ann  LEE' }, 'name:ann name:lee'],
    [{ name: 'Ann "the: Boss"' }, 'name:ann name:the name:boss'],
    [{ name: 'Ann', email: ' Ann@Acme.com', phone: '1' }, 'email:ann@acme.com'],
    [{ name: 'Ann', email: null, phone: '+1 (555) 0100' }, 'phone:15550100'],
    [{ name: ' : ' }, undefined],
    [{}, undefined],
  ];
  for (const [person, query] of queries) {
    it(`is asked for as ${JSON.stringify(query)}: ${JSON.stringify(person)}`, () =>
      assert.equal(peopleQuery(person), query));
  }

  it('is meant by a phone that nobody else has, or who has it by that name', () => {
    const [ann, bob, other] = [{ name: 'Ann' }, { name: 'Bob' }, { name: 'ＢＯＢ ' }];
    assert.deepEqual(meantByPhone([ann], undefined), { kind: 'found', person: ann });
    assert.deepEqual(meantByPhone([ann, bob], ' bob'), { kind: 'found', person: bob });
    assert.deepEqual(meantByPhone([ann], 'Bob'), { kind: 'several', people: [ann] });
    assert.deepEqual(meantByPhone([ann, bob], null), { kind: 'several', people: [ann, bob] });
    assert.deepEqual(meantByPhone([ann, bob, other], 'Bob'), { kind: 'several', people: [bob, other] });
    assert.deepEqual(meantByPhone([], 'Bob'), { kind: 'nobody' });
    assert.deepEqual(onlyOne([ann, bob]), { kind: 'several', people: [ann, bob] });
  });

  it('has an e-mail with something on both sides of one @', () => {
    assert.ok(isEmail(' ann@acme ') && isEmail('a.b+c@acme.example'));
    for (const text of ['ann', '@acme', 'ann@', 'a n@acme', 'a@b@c', '<ann@acme>']) assert.ok(!isEmail(text), text);
  });
});
