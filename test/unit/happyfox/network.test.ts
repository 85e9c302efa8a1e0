import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { connect, type ConnectionOptions, type ProxySettings } from '../../../src/happyfox/connection';
import { proxyFor } from '../../../src/happyfox/dispatcher';
import { readNetworkError } from '../../../src/happyfox/networkFailure';
import { usualProxy } from '../../fixtures/usualProxy';
import type { WireRequest } from '../../../src/happyfox/transport';
import { pathOf, Unshown, withQuery } from '../../../src/happyfox/wirePath';

describe('readNetworkError', () => {
  const table: [string, string, string][] = [
    // code, kind before the request's bytes went out, kind after
    ['ENOTFOUND', 'unresolved', 'connectionLost'],
    ['EAI_AGAIN', 'unresolved', 'connectionLost'],
    ['ECONNREFUSED', 'unreachable', 'connectionLost'],
    ['EHOSTUNREACH', 'unreachable', 'connectionLost'],
    ['ENETUNREACH', 'unreachable', 'connectionLost'],
    ['ECONNRESET', 'unreachable', 'connectionLost'],
    ['EPIPE', 'unreachable', 'connectionLost'],
    ['UND_ERR_SOCKET', 'unreachable', 'connectionLost'],
    ['UND_ERR_CONNECT_TIMEOUT', 'timeout', 'timeout'],
    ['UND_ERR_HEADERS_TIMEOUT', 'timeout', 'timeout'],
    ['UND_ERR_BODY_TIMEOUT', 'timeout', 'timeout'],
    ['ETIMEDOUT', 'timeout', 'timeout'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'certificate', 'connectionLost'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'certificate', 'connectionLost'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'certificate', 'connectionLost'],
    ['CERT_HAS_EXPIRED', 'certificate', 'connectionLost'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'certificate', 'connectionLost'],
    ['EPROTO', 'certificate', 'connectionLost'],
    ['HPE_INVALID_CONSTANT', 'unreachable', 'notTheApi'],
    ['HPE_INVALID_EOF_STATE', 'connectionLost', 'connectionLost'],
    ['UND_ERR_HEADERS_OVERFLOW', 'tooLarge', 'tooLarge'],
    ['UND_ERR_DESTROYED', 'cancelled', 'cancelled'],
    ['WHATEVER', 'unreachable', 'connectionLost'],
  ];
  for (const [code, before, after] of table) {
    it(`${code}: ${before}, then ${after}`, () => {
      const name = code.startsWith('HPE_') ? 'HTTPParserError' : 'Error';
      const error = Object.assign(new Error('x'), { code, name });
      const wrapped = Object.assign(new Error('x', { cause: error }), { name });
      assert.deepEqual(readNetworkError(error, { started: false, proxied: false }), { kind: before, code });
      assert.deepEqual(readNetworkError(wrapped, { started: true, proxied: false }), { kind: after, code });
    });
  }

  it('takes a body in chunks that was cut short for a lost connection: undici says so in words alone', () => {
    const read = (message: string) =>
      readNetworkError(Object.assign(new Error(message), { name: 'HTTPParserError' }), {
        started: true,
        proxied: false,
      });
    const said = 'Response does not match the HTTP/1.1 protocol';
    assert.equal(read(`${said} (Invalid EOF state)`).kind, 'connectionLost');
    assert.equal(read(`${said} (Expected HTTP/)`).kind, 'notTheApi');
  });

  it('blames the proxy for what fails before it, but not for the target’s certificate', () => {
    const proxied = (code: string) =>
      readNetworkError(Object.assign(new Error('x'), { code }), { started: false, proxied: true }).kind;
    assert.deepEqual(['ECONNREFUSED', 'ENOTFOUND', 'UND_ERR_PRX_CONN', 'UND_ERR_PRX_TLS'].map(proxied), [
      'proxy',
      'proxy',
      'proxy',
      'proxy',
    ]);
    assert.equal(proxied('SELF_SIGNED_CERT_IN_CHAIN'), 'certificate');
  });
});

describe('proxyFor', () => {
  const target = new URL('https://acme.happyfox.com');
  const table: [string, URL, Partial<ProxySettings>, Record<string, string>, string | undefined][] = [
    ['none', target, {}, {}, undefined],
    ['the setting', target, { url: 'http://p:3128' }, {}, 'http://p:3128/'],
    [
      'the setting before the environment',
      target,
      { url: 'http://p:3128' },
      { HTTPS_PROXY: 'http://q:1' },
      'http://p:3128/',
    ],
    ['the environment', target, {}, { https_proxy: 'http://q:1' }, 'http://q:1/'],
    ['an address without a scheme', target, {}, { HTTPS_PROXY: 'q:3128' }, 'http://q:3128/'],
    ['support switched off', target, { off: true, url: 'http://p:3128' }, { HTTPS_PROXY: 'http://q:1' }, undefined],
    ['loopback by name', new URL('http://localhost:1'), { url: 'http://p:3128' }, {}, undefined],
    ['loopback by number', new URL('https://127.0.0.1:1'), { url: 'http://p:3128' }, {}, undefined],
    ['loopback by IPv6', new URL('http://[::1]:1'), { url: 'http://p:3128' }, {}, undefined],
    ['an excepted host', target, { url: 'http://p:3128', noProxy: ['acme.happyfox.com'] }, {}, undefined],
    ['an excepted domain', target, { url: 'http://p:3128', noProxy: ['x', '.happyfox.com'] }, {}, undefined],
    ['excepted subdomains', target, { url: 'http://p:3128', noProxy: ['*.HappyFox.com'] }, {}, undefined],
    [
      'a domain that only looks alike',
      target,
      { url: 'http://p:3128', noProxy: ['fox.com', '*.acme.happyfox.com'] },
      {},
      'http://p:3128/',
    ],
    ['an excepted port', target, { url: 'http://p:3128', noProxy: ['acme.happyfox.com:443'] }, {}, undefined],
    ['another port', target, { url: 'http://p:3128', noProxy: ['acme.happyfox.com:8443'] }, {}, 'http://p:3128/'],
    ['everything excepted', target, { url: 'http://p:3128', noProxy: ['*'] }, {}, undefined],
    ['an exception of the environment', target, { url: 'http://p:3128' }, { NO_PROXY: 'a, happyfox.com' }, undefined],
    [
      'exceptions of the setting instead of the environment’s',
      target,
      { url: 'http://p:3128', noProxy: ['a'] },
      { NO_PROXY: '*' },
      'http://p:3128/',
    ],
  ];
  for (const [what, origin, given, environment, expected] of table) {
    it(what, () => {
      assert.equal(proxyFor(origin, { ...usualProxy, ...given }, environment)?.href, expected);
    });
  }
});

describe('a path of the wire', () => {
  it('shows ids, and neither queries nor people', () => {
    assert.deepEqual(pathOf`user/${new Unshown('ann@acme.com')}/`, { path: 'user/ann%40acme.com/', shown: 'user/…/' });
    assert.deepEqual(withQuery(pathOf`users/`, { q: 'email:ann@acme.com', size: 50 }), {
      path: 'users/?q=email%3Aann%40acme.com&size=50',
      shown: 'users/',
    });
    assert.deepEqual(withQuery(pathOf`asset/${7}/`, { deleted_by: 1 }), {
      path: 'asset/7/?deleted_by=1',
      shown: 'asset/7/',
    });
  });

  it('takes nothing of which is not said whether it is shown', () => {
    // @ts-expect-error Text has to be said to be unshown.
    assert.equal(pathOf`user/${'7'}/`.shown, 'user/7/');
    // @ts-expect-error So has what is shown of a request.
    const request: WireRequest = { method: 'GET', path: 'asset/7/' };
    assert.equal(request.shown, undefined);
  });
});

describe('connect', () => {
  const options: ConnectionOptions = {
    baseUrl: 'https://acme.happyfox.com',
    apiKey: 'k',
    authCode: 'c',
    budget: { readsPerMinute: 400, writesPerMinute: 200 },
    timeoutSeconds: 30,
    proxy: usualProxy,
    log: () => undefined,
  };

  it('takes https, and http to this machine alone', async () => {
    for (const baseUrl of [
      'https://acme.happyfox.com',
      'https://proxy.example/happyfox/',
      'http://127.0.0.1:8080',
      'http://localhost',
      'http://[::1]:1',
    ]) {
      await connect({ ...options, baseUrl }).dispose();
    }
    for (const baseUrl of [
      'http://acme.happyfox.com',
      'http://127.0.0.1.evil.example',
      'https://a:b@acme.happyfox.com',
      'https://x/?a=1',
      'https://x/#a',
      'ftp://x',
      'acme',
      '',
    ]) {
      assert.throws(() => connect({ ...options, baseUrl }), TypeError, baseUrl);
    }
  });
});
