import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { HappyFoxError, type Failure } from '../../../src/happyfox/errors';
import { judge, lockoutEnd } from '../../../src/happyfox/verdict';

type Verb = 'GET' | 'POST' | 'PUT' | 'DELETE';
const now = Date.UTC(2026, 0, 15, 9);

function failureOf(method: Verb, status: number, text: string, headers: Record<string, string> = {}): Failure {
  try {
    judge({
      request: { method },
      answer: { status, headers, text },
      described: { method, path: 'asset/1/', host: 'acme.happyfox.com' },
      now,
    });
  } catch (error) {
    assert.ok(HappyFoxError.is(error));
    return error.failure;
  }
  assert.fail('no failure');
}

describe('a status', () => {
  const table: [number, Failure['kind'], 'notExecuted' | 'unknown'][] = [
    [300, 'redirected', 'unknown'],
    [301, 'redirected', 'notExecuted'],
    [302, 'redirected', 'notExecuted'],
    [303, 'redirected', 'unknown'],
    [304, 'redirected', 'notExecuted'],
    [307, 'redirected', 'notExecuted'],
    [308, 'redirected', 'notExecuted'],
    [400, 'invalid', 'notExecuted'],
    [401, 'badCredentials', 'notExecuted'],
    [403, 'forbidden', 'notExecuted'],
    [404, 'notFound', 'notExecuted'],
    [405, 'refused', 'notExecuted'],
    [407, 'proxy', 'notExecuted'],
    [408, 'refused', 'unknown'],
    [409, 'refused', 'unknown'],
    [412, 'refused', 'unknown'],
    [413, 'refused', 'notExecuted'],
    [415, 'refused', 'notExecuted'],
    [422, 'invalid', 'notExecuted'],
    [429, 'rateLimited', 'notExecuted'],
    [500, 'server', 'unknown'],
    [502, 'server', 'unknown'],
    [503, 'server', 'unknown'],
    [504, 'server', 'unknown'],
  ];
  for (const [status, kind, execution] of table) {
    it(`${status} is ${kind}, and leaves a write ${execution}`, () => {
      for (const verb of ['POST', 'PUT', 'DELETE'] as const) {
        const failure = failureOf(verb, status, '{"error": "No."}');
        assert.deepEqual([failure.kind, failure.execution, failure.serverMessage], [kind, execution, 'No.']);
      }
      assert.equal(failureOf('GET', status, '').execution, 'notExecuted');
    });
  }

  it('404 says that something is not there only in the words of the API', () => {
    for (const verb of ['GET', 'POST', 'PUT', 'DELETE'] as const) {
      for (const text of ['{"error": "Cannot find the requested object"}', 'Cannot find the requested object'])
        assert.equal(failureOf(verb, 404, text).kind, 'notFound');
      for (const text of ['<html><title>404 - site under maintenance</title></html>', ' \n']) {
        const failure = failureOf(verb, 404, text);
        assert.deepEqual([failure.kind, failure.execution, failure.status], ['notTheApi', 'notExecuted', 404]);
      }
    }
  });

  it('of a redirect names the host alone', () => {
    const headers = { location: 'https://evil.example:8443/sign-on?token=s3cret' };
    const failure = failureOf('GET', 302, '', headers);
    assert.equal(failure.redirectHost, 'evil.example:8443');
    assert.doesNotMatch(JSON.stringify(failure), /s3cret|sign-on/);
    assert.equal(failureOf('GET', 301, '', { location: '/elsewhere/' }).redirectHost, 'acme.happyfox.com');
    assert.equal(failureOf('GET', 301, '', { location: 'http://[' }).redirectHost, undefined);
  });
});

describe('a 2xx', () => {
  const bodies: [string, string, Failure['kind']][] = [
    ['HTML', '<!doctype html><title>Sign in</title>', 'notTheApi'],
    ['text', 'OK', 'notTheApi'],
    ['nothing', ' \n', 'notTheApi'],
    ['JSON cut short', '{"id": 1, "na', 'connectionLost'],
    ['a refusal', '{"success": false, "message": "No."}', 'invalid'],
  ];
  for (const [what, text, kind] of bodies) {
    it(`with ${what} is ${kind}, and leaves a write in doubt`, () => {
      for (const verb of ['POST', 'PUT'] as const) {
        const failure = failureOf(verb, 200, text);
        assert.deepEqual([failure.kind, failure.execution], [kind, 'unknown']);
      }
      assert.deepEqual(
        [failureOf('GET', 200, text).kind, failureOf('GET', 200, text).execution],
        [kind, 'notExecuted'],
      );
    });
  }

  it('to a DELETE is success with any body but a web page or a refusal', () => {
    for (const text of ['', 'Deleted', '{"id": 1}', 'null']) {
      assert.doesNotThrow(() =>
        judge({
          request: { method: 'DELETE' },
          answer: { status: 200, headers: {}, text },
          described: { method: 'DELETE', path: 'asset/1/', host: 'h' },
          now,
        }),
      );
    }
    assert.equal(failureOf('DELETE', 200, '<html>').execution, 'unknown');
    assert.equal(failureOf('DELETE', 200, '{"success": false}').execution, 'unknown');
  });
});

describe('lockoutEnd', () => {
  const minutes = 60_000;
  const table: [string | undefined, string | undefined, number][] = [
    [undefined, undefined, 10 * minutes],
    ['', undefined, 10 * minutes],
    ['120', undefined, 2 * minutes],
    [' 120 ', undefined, 2 * minutes],
    ['0', undefined, 1_000],
    ['1000000000', undefined, 15 * minutes],
    ['-5', undefined, 10 * minutes],
    ['1e9', undefined, 10 * minutes],
    ['soon', undefined, 10 * minutes],
    ['Thu, 15 Jan 2026 09:03:00 GMT', undefined, 3 * minutes],
    ['Thu, 15 Jan 2026 08:00:00 GMT', undefined, 1_000],
    ['Thu, 15 Jan 2026 21:00:00 GMT', undefined, 15 * minutes],
    // The server's clock is an hour ahead; what counts is the distance by its own.
    ['Thu, 15 Jan 2026 10:03:00 GMT', 'Thu, 15 Jan 2026 10:00:00 GMT', 3 * minutes],
    ['Xxx, 99 Zzz 2026 10:03:00 GMT', undefined, 10 * minutes],
  ];
  for (const [retryAfter, date, length] of table) {
    it(`takes "${retryAfter ?? 'nothing'}" for ${length / 1_000} s`, () => {
      assert.equal(lockoutEnd(retryAfter, date, now) - now, length);
    });
  }
});
