import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { AddressProblem } from '../../../src/assets/accountAddress';
import { parseAccountAddress } from '../../../src/assets/accountAddress';
import { thousand } from './arbitraries';

describe('parseAccountAddress', () => {
  const accepted: [input: string, accountId: string, baseUrl: string][] = [
    ['acme', 'acme.happyfox.com', 'https://acme.happyfox.com'],
    ['  ACME\n', 'acme.happyfox.com', 'https://acme.happyfox.com'],
    ['123', '123.happyfox.com', 'https://123.happyfox.com'],
    ['acme.happyfox.com', 'acme.happyfox.com', 'https://acme.happyfox.com'],
    ['Acme.HappyFox.NET', 'acme.happyfox.net', 'https://acme.happyfox.net'],
    ['acme.happyfox.com/', 'acme.happyfox.com', 'https://acme.happyfox.com'],
    ['acme.happyfox.com.', 'acme.happyfox.com', 'https://acme.happyfox.com'],
    ['https://acme.happyfox.com:443', 'acme.happyfox.com', 'https://acme.happyfox.com'],
    ['https://acme.happyfox.com/staff/tickets/5', 'acme.happyfox.com', 'https://acme.happyfox.com'],
    ['https://acme.happyfox.com/kb/article/1092-contacts/', 'acme.happyfox.com', 'https://acme.happyfox.com'],
    ['https://acme.happyfox.com/api/1.1/json/assets/', 'acme.happyfox.com', 'https://acme.happyfox.com'],
    ['https://assets.example.com', 'assets.example.com', 'https://assets.example.com'],
    ['https://assets.example.com:8443/', 'assets.example.com:8443', 'https://assets.example.com:8443'],
    ['https://assets.example.com/staff/', 'assets.example.com', 'https://assets.example.com'],
    ['https://proxy.example/happyfox', 'proxy.example/happyfox', 'https://proxy.example/happyfox'],
    ['https://proxy.example/HappyFox/', 'proxy.example/HappyFox', 'https://proxy.example/HappyFox'],
    ['proxy.example/a/b/api/1.1/json/asset/5/', 'proxy.example/a/b', 'https://proxy.example/a/b'],
    ['https://proxy.example/apian/x', 'proxy.example/apian/x', 'https://proxy.example/apian/x'],
    ['https://proxy.example/a/../b', 'proxy.example/b', 'https://proxy.example/b'],
    ['https://intranet', 'intranet', 'https://intranet'],
    ['http://127.0.0.1:41234', '127.0.0.1:41234', 'http://127.0.0.1:41234'],
    ['127.0.0.1:41234', '127.0.0.1:41234', 'http://127.0.0.1:41234'],
    ['localhost:8080/api/1.1/json/', 'localhost:8080', 'http://localhost:8080'],
    ['http://[::1]:8080', '[::1]:8080', 'http://[::1]:8080'],
    ['https://bücher.example', 'xn--bcher-kva.example', 'https://xn--bcher-kva.example'],
    ['https://happyfox.com.evil.io', 'happyfox.com.evil.io', 'https://happyfox.com.evil.io'],
  ];
  for (const [input, accountId, baseUrl] of accepted) {
    it(`reads ${JSON.stringify(input)}`, () => {
      assert.deepEqual(parseAccountAddress(input), { ok: true, accountId, baseUrl });
    });
  }

  const refused: [input: string, reason: AddressProblem][] = [
    ['', 'empty'],
    [' \t', 'empty'],
    ['http://acme.happyfox.com', 'insecure'],
    ['http://127.0.0.1.evil.io', 'insecure'],
    ['http://192.168.0.1', 'insecure'],
    ['http://localhost.evil.io', 'insecure'],
    ['ftp://acme.happyfox.com', 'scheme'],
    ['file:///etc/passwd', 'scheme'],
    ['https://key:code@acme.happyfox.com', 'userinfo'],
    ['https://acme.happyfox.com@evil.io', 'userinfo'],
    ['https://@acme.happyfox.com', 'userinfo'],
    ['ann@acme.com', 'userinfo'],
    ['https://acme.happyfox.com/?x=1', 'query'],
    ['https://evil.com#.happyfox.com', 'fragment'],
    ['https://evil.com\\.happyfox.com', 'notAnAddress'],
    ['acme corp', 'notAnAddress'],
    ['https://', 'notAnAddress'],
    ['https://exa\u202Emple.com', 'notAnAddress'],
    ['https://a..b', 'notAnAddress'],
    ['happyfox.com', 'noAccount'],
    ['https://www.happyfox.com/pricing', 'noAccount'],
  ];
  for (const [input, reason] of refused) {
    it(`refuses ${JSON.stringify(input)}: ${reason}`, () => {
      assert.deepEqual(parseAccountAddress(input), { ok: false, reason });
    });
  }

  it('reads its own base URL as itself', () => {
    const input = fc.oneof(fc.webUrl(), fc.domain(), fc.string(), fc.constantFrom(...accepted.map(([text]) => text)));
    fc.assert(
      fc.property(input, (text) => {
        const address = parseAccountAddress(text);
        if (!address.ok) return;
        assert.deepEqual(parseAccountAddress(address.baseUrl), address);
        const { username, search, hash, host, pathname } = new URL(address.baseUrl);
        assert.equal([username, search, hash].join(''), '');
        assert.equal(address.accountId, host + pathname.replace(/\/$/, ''));
      }),
      thousand,
    );
  });
});
