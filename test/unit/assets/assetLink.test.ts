import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { assetLink, parseAssetLink } from '../../../src/assets/assetLink';
import { thousand } from './arbitraries';

const accountId = fc.constantFrom(
  'acme.happyfox.com',
  '127.0.0.1:41234',
  '[::1]:80',
  'proxy.example/a%20b/HappyFox',
  "o'neil(1)*~!.example/a+b&c=d",
);
const id = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }).filter((number) => `${number}`.length <= 16);

/** The link in the parts in which VS Code hands it over. */
function partsOf(link: string): { path: string; query: string } {
  const { pathname: path, search } = new URL(link, 'vscode://publisher.name');
  return { path, query: search.slice(1) };
}

describe('a link to an asset', () => {
  it('reads as people expect', () => {
    assert.equal(assetLink('acme.happyfox.com', 6748), '/asset?account=acme.happyfox.com&id=6748');
    assert.equal(assetLink('127.0.0.1:41234', 1), '/asset?account=127.0.0.1:41234&id=1');
  });

  it('leads to its account and asset, whether it is handed over as it stands or decoded once', () => {
    fc.assert(
      fc.property(accountId, id, fc.boolean(), (account, assetId, decoded) => {
        const { path, query } = partsOf(assetLink(account, assetId));
        fc.pre(!decoded || !/[&=]/.test(account));
        const link = parseAssetLink(path, decoded ? decodeURIComponent(query) : query);
        assert.ok(link.kind === 'asset');
        assert.equal(link.assetId, assetId);
        assert.ok(link.accountIds.includes(account), link.accountIds.join(' '));
      }),
      thousand,
    );
  });

  it('is understood when its whole query was encoded', () => {
    const query = encodeURIComponent('account=acme.happyfox.com&id=6748');
    assert.deepEqual(parseAssetLink('/asset', query), {
      kind: 'asset',
      accountIds: ['acme.happyfox.com'],
      assetId: 6748,
    });
  });

  it('knows no other verb', () => {
    for (const path of ['', '/', '/asset/', '/assets', '/Asset', '/addAccount', '/asset/6748', '//asset'])
      assert.deepEqual(parseAssetLink(path, 'account=acme&id=1'), { kind: 'unknownVerb' }, path);
  });

  it('names one account and one asset, or is refused', () => {
    for (const query of [
      ...['', 'account=acme', 'id=1', 'account=&id=1', 'account=acme&id=', 'account=acme&id=0', 'account=acme&id=-1'],
      ...['account=acme&id=1e3', 'account=acme&id=01', 'account=acme&id=1&id=2', 'account=a&account=b&id=1'],
      ...['account=acme&id=9007199254740993', 'account=acme&id=1%20', '%', '%E0%A4%A'],
    ])
      assert.deepEqual(parseAssetLink('/asset', query), { kind: 'malformed' }, query);
  });

  it('hands nothing else over, and never throws', () => {
    const link = parseAssetLink('/asset', 'account=acme&id=1&apiKey=x&authCode=y&confirm=false&__proto__=z');
    assert.deepEqual(link, { kind: 'asset', accountIds: ['acme'], assetId: 1 });
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (query) => {
        assert.ok(['asset', 'malformed'].includes(parseAssetLink('/asset', query).kind));
      }),
      thousand,
    );
  });
});
