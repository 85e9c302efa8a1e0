import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { stateOf } from '../../../src/assets/editableState';
import { FoundPeople } from '../../../src/plans/foundPeople';
import { WriteRefused } from '../../../src/plans/writeRefused';
import { general, laptop } from '../assets/samples';

const mine = stateOf(laptop, general);
const bo = { id: 7, name: 'Bo', email: 'Bo@acme.com', phones: [] };

/** Looks people up where Bo exists; `asked` are the queries. */
async function lookUp(named: readonly { name: string | null; email: string }[]) {
  const asked: string[] = [];
  const searchContacts = ({ query }: { query: string }) => {
    asked.push(query);
    const items = query === 'email:bo@acme.com' ? [bo] : [];
    return Promise.resolve({ items, unreadable: [], page: 1, total: items.length, last: true });
  };
  return { people: await FoundPeople.lookUp({ searchContacts }, named, { priority: 'user' }), asked };
}

describe('FoundPeople', () => {
  it('asks for somebody once, however often they are named, and has them created once', async () => {
    const named = [
      { name: null, email: 'ann@acme.com' },
      { name: 'Ann', email: ' Ann@ACME.com' },
    ];
    const { people, asked } = await lookUp(named);
    assert.deepEqual(asked, ['email:ann@acme.com']);
    assert.deepEqual(people.strangers, [{ name: 'Ann', email: 'ann@acme.com' }]);
    assert.deepEqual(people.link(mine, named).newContacts, people.strangers);
  });

  it('has created whom it told as strangers, also where a row calls them otherwise', async () => {
    const { people } = await lookUp([
      { name: 'Ann', email: 'ann@acme.com' },
      { name: 'Zoe', email: 'zoe@acme.com' },
    ]);
    const { newContacts } = people.link(mine, [{ name: 'Anna', email: 'ANN@acme.com' }]);
    assert.deepEqual(newContacts, [{ name: 'Ann', email: 'ann@acme.com' }]);
  });

  it('links who exists beside those who are linked', async () => {
    const named = [
      { name: null, email: 'BO@acme.com' },
      { name: null, email: 'bo@acme.com' },
    ];
    const { people } = await lookUp(named);
    assert.deepEqual(people.strangers, []);
    const linked = people.link(mine, named);
    assert.deepEqual([linked.mine.contactIds, linked.newContacts], [[27662, 7], []]);
  });

  describe('by phone', () => {
    const contact = (id: number, name: string, ...phones: string[]) => ({ id, name, email: null, phones });
    const byPhone = async (having: readonly ReturnType<typeof contact>[], name: string | null) => {
      const searchContacts = ({ query }: { query: string }) => {
        assert.equal(query, 'phone:15550100');
        return Promise.resolve({ items: having, unreadable: [], page: 1, total: having.length, last: true });
      };
      const named = [{ name, email: null, phone: '+1 555-0100' }];
      return (await FoundPeople.lookUp({ searchContacts }, named, { priority: 'user' })).link(mine, named);
    };

    it('links the one who has it, by that name or where none is given', async () => {
      const having = [contact(7, 'Ann Lee', '1 (555) 0100'), contact(8, 'Bo', '15550100 99')];
      for (const name of [null, 'ann lee']) assert.deepEqual((await byPhone(having, name)).mine.contactIds, [27662, 7]);
      const office = [contact(7, 'Ann Lee', '15550100'), contact(8, 'Bo', '15550100')];
      assert.deepEqual((await byPhone(office, 'Bo')).mine.contactIds, [27662, 8]);
    });

    it('has somebody created where nobody has it', async () => {
      const { newContacts } = await byPhone([contact(8, 'Bo', '15550100 99')], 'Ann');
      assert.deepEqual(newContacts, [{ name: 'Ann', email: null, phone: '+1 555-0100' }]);
    });

    it('guesses nobody where others have it too, or by another name', async () => {
      const ann = contact(7, 'Ann Lee', '15550100');
      for (const [having, name] of [
        [[ann, contact(8, 'Bo', '15550100')], null],
        [[ann], 'Zoe'],
      ] as const) {
        await assert.rejects(byPhone(having, name), (error) => {
          assert.ok(error instanceof WriteRefused && error.refusal.reason === 'personUnclear');
          assert.deepEqual(
            error.refusal.candidates.map(({ id }) => id),
            having.map(({ id }) => id),
          );
          return true;
        });
      }
    });
  });

  it('refuses somebody whom nobody was asked about', async () => {
    const { people } = await lookUp([]);
    assert.throws(() => people.link(mine, [{ name: null, email: 'eve@acme.com' }]), RangeError);
  });
});
