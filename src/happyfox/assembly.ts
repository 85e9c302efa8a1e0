import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { Attempts } from './attempts';
import { Budget } from './budget';
import { systemClock, type Clock } from './clock';
import type { Connection, ConnectionOptions } from './connection';
import { isLoopback, processSurroundings, type RouteSurroundings } from './dispatcher';
import { FileLedger } from './fileLedger';
import { Governor } from './governor';
import { JointLedger } from './jointLedger';
import type { Ledger } from './ledger';
import { connectDeadline, headersDeadline, idleBodyDeadline, retirementLook, type Deadlines } from './limits';
import { MemoryLedger } from './memoryLedger';
import { RestClient } from './restClient';
import { RevivingTransport } from './revivingTransport';
import { TellOnce } from './tellOnce';
import { Transport } from './transport';

/** What a connection takes from the world around it; tests give their own. */
export interface Parts {
  readonly clock: Clock;
  /** From 0 up to 1. */
  readonly random: () => number;
  /** Shorter ones than the usual. */
  readonly deadlines: Partial<Deadlines>;
  readonly surroundings: RouteSurroundings;
}

const realParts: Parts = { clock: systemClock, random: Math.random, deadlines: {}, surroundings: processSurroundings };

/** Puts an account's connection together. Throws `TypeError` as `connect` says. */
export function assemble(options: ConnectionOptions, given: Partial<Parts> = {}): Connection {
  const { clock, random, deadlines, surroundings } = { ...realParts, ...given };
  const { log } = options;
  const base = apiBase(options.baseUrl);
  const carrier = new Transport({
    ...options,
    base,
    deadlines: { ...deadlinesWithin(options.timeoutSeconds * 1000), ...deadlines },
    surroundings,
  });
  const transport = options.revive ? new RevivingTransport(carrier, options.revive) : carrier;
  const governor = new Governor(new Budget(options.budget, ledgerOf(options, base, clock)), clock);
  const attempts = new Attempts({ transport, governor, clock, random, log });
  const client = new RestClient({
    send: (request, call) => attempts.send(request, call),
    turn: (request, reads, call) => attempts.turn(request, reads, call),
    describe: (request) => transport.describe(request),
    unreadable: ({ method, shown }, count) => {
      const failure = `unreadable rows: ${count}`;
      log({ method, path: shown, status: undefined, failure, milliseconds: 0, attempt: 0 });
    },
  });
  const dispose = async (): Promise<void> => {
    governor.dispose();
    await transport.dispose();
  };
  const retire = (): void => {
    clock.setTimeout(() => (governor.isIdle ? void dispose() : retire()), retirementLook);
  };
  return {
    client,
    budgetState: () => governor.state(),
    onBudgetChange: (listener) => governor.onChange(listener),
    retire,
    dispose,
  };
}

/**
 * HappyFox counts by the account, over all its keys. Two keys of one address are one account, and so is one key under two addresses:
 * so a request has to have room in the ledger of its key and in that of its address.
 */
function ledgerOf({ budgetFolder, unshared, apiKey }: ConnectionOptions, base: URL, clock: Clock): Ledger {
  if (budgetFolder === undefined) return new MemoryLedger();
  const files = new TellOnce(unshared ?? (() => undefined));
  return new JointLedger(
    [
      ['key', apiKey.trim()],
      ['address', base.href.toLowerCase()],
    ].map((counted) => new FileLedger(join(budgetFolder, `${nameOf(counted)}.json`), clock, files)),
  );
}

/** A key can't be told from it. */
function nameOf(counted: readonly string[]): string {
  return createHash('sha256')
    .update(JSON.stringify(['budget', ...counted]))
    .digest('hex')
    .slice(0, 32);
}

function deadlinesWithin(total: number): Deadlines {
  return {
    connect: Math.min(connectDeadline, total),
    headers: Math.min(headersDeadline, total),
    idleBody: Math.min(idleBodyDeadline, total),
    total,
  };
}

function apiBase(address: string): URL {
  const url = URL.parse(address);
  const safe = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url.hostname));
  if (!url || !safe || url.username || url.password || url.search || url.hash) {
    throw new TypeError('The address of an account is https, without credentials or query');
  }
  return new URL(`${url.pathname.replace(/\/*$/, '')}/api/1.1/json/`, url.origin);
}
