import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import { ContactSearch } from '../../../src/assets/contactSearch';
import type { HappyFoxClient } from '../../../src/happyfox/client';
import type { Contact } from '../../../src/happyfox/contact';

const ann: Contact = { id: 5, name: 'Ann Lee', email: 'ann@x.example', phones: [] };

/** A search over a client that answers with Ann, and what that client was asked. */
function searching(failing = false): { search: ContactSearch; asked: string[]; wait: (milliseconds: number) => void } {
  const asked: string[] = [];
  let now = 0;
  const client: Pick<HappyFoxClient, 'searchContacts'> = {
    searchContacts: ({ query, page, size }, { priority, signal }) => {
      assert.deepEqual([page, size, priority, signal?.aborted], [1, 20, 'user', false]);
      asked.push(query);
      if (failing) return Promise.reject(new Error('offline'));
      return Promise.resolve({ items: [ann], unreadable: [], page: 1, total: 1, last: true });
    },
  };
  const search = new ContactSearch(
    () => Promise.resolve(client as HappyFoxClient),
    () => now,
  );
  return { search, asked, wait: (milliseconds) => (now += milliseconds) };
}

const { signal } = new AbortController();

describe('ContactSearch', () => {
  const queries: [text: string, byEmail: boolean, terms: string[]][] = [
    ['Ann', false, ['name:ann']],
    ['ann  lee ', false, ['name:ann name:lee']],
    ['ann@X.example', true, ['email:ann@x.example']],
    ['ann @x', true, ['email:ann@x']],
    ['phone:12 "x', false, ['name:phone name:12 name:x']],
    ['a', false, []],
    ['a:', false, []],
    [' "', true, []],
  ];
  for (const [text, byEmail, terms] of queries) {
    it(`asks ${terms.join() || 'nothing'} for “${text}”${byEmail ? ' as an e-mail' : ''}`, async () => {
      const { search, asked } = searching();
      assert.deepEqual(await search.find({ text, byEmail }, signal), terms.length > 0 ? [ann] : []);
      assert.deepEqual(asked, terms);
    });
  }

  it('remembers an answer for five minutes', async () => {
    const { search, asked, wait } = searching();
    const query = { text: 'ann', byEmail: false };
    assert.equal(search.known(query), undefined);
    await search.find(query, signal);
    wait(299_999);
    assert.deepEqual(search.known({ ...query, text: 'ANN ' }), [ann]);
    await search.find(query, signal);
    assert.equal(asked.length, 1);
    wait(1);
    assert.equal(search.known(query), undefined);
    await search.find(query, signal);
    assert.equal(asked.length, 2);
  });

  it('remembers fifty answers', async () => {
    const { search } = searching();
    for (let number = 100; number <= 150; number += 1) await search.find({ text: `${number}`, byEmail: false }, signal);
    assert.equal(search.known({ text: '100', byEmail: false }), undefined);
    assert.deepEqual(search.known({ text: '101', byEmail: false }), [ann]);
  });

  it('forgets failures', async () => {
    const { search, asked } = searching(true);
    const query = { text: 'ann', byEmail: false };
    await assert.rejects(search.find(query, signal));
    await assert.rejects(search.find(query, signal));
    assert.equal(asked.length, 2);
  });
});
