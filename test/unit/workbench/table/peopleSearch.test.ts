import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { AssetIndex } from '../../../../src/finding/index/assetIndex';
import type { HappyFoxClient } from '../../../../src/happyfox/client';
import type { AccountSession } from '../../../../src/workbench/sessions/accountSession';
import { PeopleSearch } from '../../../../src/workbench/table/peopleSearch';
import { general } from '../../assets/samples';
import { assetOf } from '../../finding/query/office';

const ann = { id: 1, name: 'Ann Łukasik', email: 'ann@acme.com' };
const bob = { id: 2, name: 'Bob', email: null };
const otherBob = { id: 3, name: 'BOB ', email: 'bob@acme.com' };
const zoe = { id: 9, name: 'Zoe', email: 'zoe@acme.com', phones: [] };

/** The people of an account: assets link all but Zoe, whom HappyFox finds. */
async function search(): Promise<PeopleSearch> {
  const index = new AssetIndex();
  index.setDefinition(general);
  index.set(assetOf(general, 1, 'PC', {}, { contacts: [ann, bob] }), 1);
  index.set(assetOf(general, 2, 'Dock', {}, { contacts: [otherBob] }), 1);
  const client: Pick<HappyFoxClient, 'searchContacts'> = {
    searchContacts: ({ query }) => {
      const items = query === 'name:zoe' ? [zoe] : [];
      return Promise.resolve({ items, unreadable: [], page: 1, total: items.length, last: true });
    },
  };
  const people = new PeopleSearch(
    { store: { client: () => Promise.resolve(client) } } as unknown as AccountSession,
    index,
  );
  await people.ready();
  return people;
}

describe('PeopleSearch', () => {
  it('knows whom a cell names by number, e-mail or name, unless several have it', async () => {
    const { named } = await search();
    assert.equal(named('#1')?.id, 1);
    assert.equal(named(' ANN  ŁUKASIK')?.id, 1);
    assert.equal(named('Bob@acme.com')?.id, 3);
    assert.equal(named('bob'), undefined);
    assert.equal(named('#77'), undefined);
    assert.equal(named(''), undefined);
  });

  it('finds those who are linked, accents aside, and those whom HappyFox finds, who are known from then on', async () => {
    const people = await search();
    assert.deepEqual(await people.find('lukas'), [{ word: '#1', label: 'Ann Łukasik', detail: 'ann@acme.com' }]);
    assert.equal(people.named('zoe'), undefined);
    assert.deepEqual(
      (await people.find('Zoe')).map(({ word }) => word),
      ['#9'],
    );
    assert.equal(people.named('zoe')?.id, 9);
  });
});
