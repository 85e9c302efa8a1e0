import type { ServerResponse } from 'node:http';
import { answer, bodiless } from '../http/reply';
import type { Reply } from '../http/reply';
import { send } from '../http/send';
import type { FaultRule } from './faults';
import { babble, drip, dripHead, gzipBomb, oversize, resetAt, truncate } from './streams';

/** What a fault needs of the request that met it. */
interface Exchange {
  readonly response: ServerResponse;
  /** Carries out the request and returns the true answer. */
  readonly commit: () => Reply;
}

/** Lets a fault happen to a request. Resolves when all that the server does is done. */
export async function play(rule: FaultRule, { response, commit }: Exchange): Promise<void> {
  if (rule.when === 'after' && isLossy(rule)) commit();
  switch (rule.kind) {
    case 'reset':
      response.socket?.resetAndDestroy();
      return;
    case 'stall':
      return;
    case 'babble':
      babble(response);
      return;
    case 'status':
    case 'html':
    case 'redirect':
    case 'empty':
      sendInstead(response, rule);
      return;
    case 'delay':
      if (rule.when !== 'after') await rule.until;
      await sendLate(response, commit(), rule.when === 'after' ? rule.until : undefined);
      return;
    case 'lateCommit':
      response.socket?.resetAndDestroy();
      await rule.until;
      commit();
      return;
    case 'doubleCommit':
      commit();
      send(response, commit());
      return;
    case 'truncate':
      truncate(response, commit(), rule.bytes, rule.chunked);
      return;
    case 'resetAt':
      resetAt(response, commit(), rule.bytes);
      return;
    case 'drip':
      await drip(response, commit(), rule.bytes ?? 1, rule.everyMilliseconds ?? 1000);
      return;
    case 'dripHead':
      commit();
      await dripHead(response, rule.everyMilliseconds ?? 1000);
      return;
    case 'oversized':
      await oversize(response, commit(), rule.bytes ?? 20_000_000);
      return;
    case 'gzipBomb':
      commit();
      await gzipBomb(response, rule.bytes ?? 50_000_000);
      return;
    case 'drift': {
      const reply = commit();
      send(response, { ...reply, json: rule.alter(reply.json) });
    }
  }
}

type Lossy = Extract<FaultRule, { kind: 'reset' | 'stall' | 'babble' | 'status' | 'html' | 'redirect' | 'empty' }>;
type Instead = Extract<FaultRule, { kind: 'status' | 'html' | 'redirect' | 'empty' }>;

/** Whether the true answer is lost: these alone can also happen before the request is carried out. */
function isLossy(rule: FaultRule): rule is Lossy {
  return ['reset', 'stall', 'babble', 'status', 'html', 'redirect', 'empty'].includes(rule.kind);
}

const SIGN_IN_PAGE = '<!doctype html><html><head><title>Sign in</title></head><body><h1>Sign in</h1></body></html>';

function sendInstead(response: ServerResponse, rule: Instead): void {
  switch (rule.kind) {
    case 'html':
      sendPage(response, 200, rule.body ?? SIGN_IN_PAGE, {});
      return;
    case 'redirect':
      send(response, bodiless(rule.status ?? 302, { Location: rule.location }));
      return;
    case 'empty':
      send(response, bodiless(rule.status ?? 200));
      return;
    case 'status':
      if (typeof rule.body === 'string') sendPage(response, rule.status, rule.body, rule.headers ?? {});
      else if (rule.body === undefined) send(response, bodiless(rule.status, rule.headers ?? {}));
      else send(response, answer(rule.body, rule.status, rule.headers ?? {}));
  }
}

function sendPage(
  response: ServerResponse,
  status: number,
  html: string,
  headers: Readonly<Record<string, string>>,
): void {
  const body = Buffer.from(html, 'utf8');
  response.writeHead(status, { 'Content-Type': 'text/html; charset=utf-8', 'Content-Length': body.length, ...headers });
  response.end(body);
}

async function sendLate(response: ServerResponse, reply: Reply, until: Promise<unknown> | undefined): Promise<void> {
  await until;
  send(response, reply);
}
