import { deepEqual, equal } from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { Sandbox } from '../../../src/sandbox/sandbox';
import { ask, assetsPath } from './caller';

describe('The sandbox: reading', () => {
  let sandbox: Sandbox;
  before(async () => {
    sandbox = await Sandbox.start({ assetsByType: { 2: 101, 7: 50 } });
  });
  after(() => sandbox.stop());

  const pages: readonly (readonly [query: Record<string, string | number>, info: readonly number[]])[] = [
    // count, last_index, page_count, start_index, end_index
    [{ asset_type: 2 }, [10, 101, 11, 1, 10]],
    [{ asset_type: 2, size: 50 }, [50, 101, 3, 1, 50]],
    [{ asset_type: 2, size: 50, page: 2 }, [50, 101, 3, 51, 100]],
    [{ asset_type: 2, size: 50, page: 3 }, [1, 101, 3, 101, 101]],
    [{ asset_type: 2, size: 50, page: 4 }, [0, 101, 3, 0, 0]],
    [{ asset_type: 2, size: 51 }, [50, 101, 3, 1, 50]],
    [{ asset_type: 2, size: 1, page: 101 }, [1, 101, 101, 101, 101]],
    [{ asset_type: 2, size: 0 }, [10, 101, 11, 1, 10]],
    [{ asset_type: 2, size: -5 }, [10, 101, 11, 1, 10]],
    [{ asset_type: 2, size: 'many', page: 'last' }, [10, 101, 11, 1, 10]],
    [{ asset_type: 2, page: 0 }, [10, 101, 11, 1, 10]],
    [{ asset_type: 7, size: 50 }, [50, 50, 1, 1, 50]],
    [{ asset_type: 7, size: 25, page: 2 }, [25, 50, 2, 26, 50]],
    [{ asset_type: 8, size: 50 }, [3, 3, 1, 1, 3]],
    [{ asset_type: 10 }, [0, 0, 0, 0, 0]],
  ];
  for (const [query, [count, last_index, page_count, start_index, end_index]] of pages) {
    it(`pages ${assetsPath(query)}`, async () => {
      const { status, json } = await ask(sandbox, assetsPath(query));
      equal(status, 200);
      deepEqual(json.page_info, { count, last_index, page_count, start_index, end_index });
      equal(json.data.length, count);
    });
  }

  it('shows each asset of a type once over its pages, by ascending id', async () => {
    const ids: number[] = [];
    for (let page = 1; page <= 3; page++) {
      const { json } = await ask(sandbox, assetsPath({ asset_type: 2, size: 50, page }));
      ids.push(...json.data.map(({ id }) => id));
    }
    equal(new Set(ids).size, 101);
    deepEqual(
      ids,
      ids.toSorted((a, b) => a - b),
    );
  });

  it('takes the first type when none is named, and ignores unknown query keys', async () => {
    const named = await ask(sandbox, assetsPath({ asset_type: 1 }));
    deepEqual((await ask(sandbox, 'assets/')).json, named.json);
    deepEqual((await ask(sandbox, 'assets/?asset_type=')).json, named.json);
    deepEqual((await ask(sandbox, 'assets/?type=2&search=dell')).json, named.json);
  });

  it('pages types: there is one more than fits on a page of the default size', async () => {
    const { json } = await ask(sandbox, 'asset_types/');
    deepEqual(json.page_info, { count: 10, last_index: 11, page_count: 2, start_index: 1, end_index: 10 });
    equal((await ask(sandbox, 'asset_types/?size=50')).json.data.length, 11);
  });

  it('pages custom fields: one type has more than fit on a page of the default size', async () => {
    const { json } = await ask(sandbox, 'asset_custom_fields/?asset_type=3');
    deepEqual(json.page_info, { count: 10, last_index: 14, page_count: 2, start_index: 1, end_index: 10 });
    const { data } = (await ask(sandbox, 'asset_custom_fields/?asset_type=3&size=50')).json;
    deepEqual([...new Set(data.map(({ type }) => type))].sort(), [
      'date',
      'dropdown',
      'multiple_options',
      'number',
      'text',
      'textarea',
    ]);
    for (const { type, choices } of data) {
      equal(Array.isArray(choices), type === 'dropdown' || type === 'multiple_options');
    }
  });

  it('reads one asset as the list shows it', async () => {
    const { json } = await ask(sandbox, assetsPath({ asset_type: 2, size: 1 }));
    deepEqual((await ask(sandbox, `asset/${json.data[0]!.id}/`)).json, json.data[0]);
  });

  it('reads staff as a bare array with permissions', async () => {
    const { rows } = await ask(sandbox, 'staff/');
    const [first] = rows;
    deepEqual(Object.keys(first ?? {}), [
      ...['id', 'name', 'email', 'active', 'is_account_admin', 'role', 'categories', 'permissions'],
    ]);
    deepEqual([first?.id, first?.name, first?.is_account_admin], [1, 'George - Admin', true]);
    equal(
      rows.some(({ active }) => !active),
      true,
    );
    equal(
      rows.some(({ active, permissions }) => active && !permissions.includes('manage_assets')),
      true,
    );
  });

  const searches: readonly (readonly [q: string, names: readonly string[]])[] = [
    ['name:dwyane', ['Dwyane Wade']],
    ['email:dwayne.wade@gmail.com', ['Dwyane Wade']],
    ['phone:13055550103', ['Dwyane Wade']],
    ['name:"Dwyane Wade" email:GMAIL', ['Dwyane Wade']],
    ['Wade name:dwyane', ['Dwyane Wade']],
    ['name:dwyane email:example.com', []],
    ['name:reception', ['Reception desk']],
    ['山田', ['山田 太郎']],
  ];
  for (const [q, names] of searches) {
    it(`finds contacts by ${q}`, async () => {
      const { status, json } = await ask(sandbox, `users/?${new URLSearchParams({ q }).toString()}`);
      equal(status, 200);
      deepEqual(
        json.data.map(({ name }) => name),
        names,
      );
      equal(json.page_info.last_index, names.length);
    });
  }

  it('lists hundreds of contacts, two of them with one name', async () => {
    equal((await ask(sandbox, 'users/')).json.page_info.last_index, 424);
    equal((await ask(sandbox, 'users/?q=name:"Benjamin+Abbott"&size=50')).json.data.length, 2);
  });

  it('reads one contact by id or e-mail', async () => {
    const { json } = await ask(sandbox, 'user/27662/');
    deepEqual([json.id, json.name, json.email], [27662, 'Dwyane Wade', 'dwayne.wade@gmail.com']);
    deepEqual((await ask(sandbox, 'user/dwayne.wade@gmail.com/')).json, json);
    deepEqual((await ask(sandbox, 'user/Dwayne.Wade%40gmail.com/')).json, json);
    equal((await ask(sandbox, 'user/27662')).status, 301);
  });

  const missing = [
    'asset/1/',
    'asset/0/',
    'asset/659/history/',
    'asset/abc/',
    'asset/999999999999999999/',
    'asset_custom_fields/1/',
    'asset_type/99/',
    'assets/?asset_type=99',
    'assets/?asset_type=abc',
    'asset_custom_fields/?asset_type=99',
    'user/1/',
    'user/nobody@example.com/',
    'user/%E0%A4%A/',
    'tickets/',
    '/',
    '/api/1.1/xml/assets/',
    '/api/1.1/json/',
    '//evil.example/api/1.1/json/assets/',
  ];
  for (const path of missing) {
    it(`answers 404 to ${path}`, async () => {
      const { status, json } = await ask(sandbox, path);
      deepEqual([status, json], [404, { error: 'Cannot find the requested object' }]);
    });
  }

  it('redirects a path without its last slash, with its query', async () => {
    for (const path of ['assets?asset_type=2&size=5', 'asset/659', 'asset_types', 'staff']) {
      const { status, headers, text } = await ask(sandbox, path);
      const [stem, query] = path.split('?');
      equal(status, 301);
      equal(headers.location, `${sandbox.url}/api/1.1/json/${stem}/${query === undefined ? '' : `?${query}`}`);
      equal(text, '');
    }
  });

  it('answers 405 with the methods a path has', async () => {
    const cases = { 'asset/659/': 'GET, PUT, DELETE', 'assets/': 'GET, POST', 'asset_types/': 'GET', 'staff/': 'GET' };
    for (const [path, allow] of Object.entries(cases)) {
      const { status, headers } = await ask(sandbox, path, { method: 'PATCH' });
      deepEqual([status, headers.allow], [405, allow]);
    }
    equal((await ask(sandbox, 'asset_types/', { method: 'POST', body: {} })).status, 405);
    equal((await ask(sandbox, 'asset/659/', { method: 'HEAD' })).status, 405);
    equal(
      (await ask(sandbox, 'asset/659/', { method: 'constructor' }).catch(() => ({ status: 400 }))).status >= 400,
      true,
    );
  });
});
