import { randomBytes } from 'node:crypto';
import type { Account } from './account';
import { RealClock, VirtualClock } from './clock';
import type { SandboxClock } from './clock';
import { Faults } from './faults/faults';
import { Credentials } from './http/guard';
import { RateLimit } from './http/rateLimit';
import { LoopbackServer } from './http/server';
import { WireLog } from './http/wireLog';
import type { WireEntry } from './http/wireLog';
import { defaultSwitches } from './switches';
import type { Switches } from './switches';
import { furnish } from './world/furnish';
import { World } from './world/world';

export type { SandboxClock } from './clock';
export type { Fault, FaultRule, Faults } from './faults/faults';
export type { WireEntry, WireLog } from './http/wireLog';
export type { Switches } from './switches';
export type * from './world/model';
export type { AssetChange, NewAsset, World } from './world/world';

/** How to start a sandbox; everything may be left out. */
export interface SandboxOptions {
  /** How many assets the demo account has over all its types, up to 100,000; 1,200 by default. */
  readonly assets?: number;
  /** Exact totals for some types by id, such as `{ 2: 4321 }`; the other types keep their share of `assets`. */
  readonly assetsByType?: Readonly<Record<number, number>>;
  /** The same seed gives the same account, byte for byte; 1 by default. */
  readonly seed?: number;
  /** The port on 127.0.0.1; any free one by default. */
  readonly port?: number;
  /** Random unless given. */
  readonly apiKey?: string;
  /** Random unless given. */
  readonly authCode?: string;
  /** Positions other than the defaults. */
  readonly switches?: Partial<Switches>;
  /** `real` by default. `virtual` stands still until it is advanced; or one of the caller's. */
  readonly clock?: 'real' | 'virtual' | SandboxClock;
  /** When the virtual clock starts, in ISO 8601; 2026-01-15T09:00:00Z by default. */
  readonly startsAt?: string;
  /** `demo` by default; `article` holds the two types of the article alone; `empty` holds the staff alone, and is furnished through `world`. */
  readonly account?: 'demo' | 'article' | 'empty';
}

/** A HappyFox account on loopback, written from the article: what the demo account and the tests talk to. */
export class Sandbox {
  /** The origin, `http://127.0.0.1:<port>`, without a path. */
  readonly url: string;
  readonly apiKey: string;
  readonly authCode: string;
  /** What the account holds, and how others change it meanwhile. */
  readonly world: World;
  readonly faults: Faults;
  readonly wireLog: WireLog;
  /** May be changed at any time; the next request sees it. */
  readonly switches: Switches;
  readonly clock: SandboxClock;
  readonly #server: LoopbackServer;

  private constructor(
    account: Account,
    faults: Faults,
    wireLog: WireLog,
    credentials: Credentials,
    server: LoopbackServer,
    port: number,
  ) {
    this.url = `http://127.0.0.1:${port}`;
    this.apiKey = credentials.apiKey;
    this.authCode = credentials.authCode;
    this.world = account.world;
    this.switches = account.switches;
    this.clock = account.clock;
    this.faults = faults;
    this.wireLog = wireLog;
    this.#server = server;
  }

  /**
   * Makes the account and listens on 127.0.0.1.
   *
   * @throws RangeError for a total that is not from 0 to 100,000, or for a type that doesn't exist
   * @throws Error when the port is taken
   */
  static async start(options: SandboxOptions = {}): Promise<Sandbox> {
    const clock = clockOf(options);
    const world = new World(clock);
    furnish(world, options);
    const account: Account = { world, clock, switches: { ...defaultSwitches, ...options.switches } };
    const credentials = new Credentials(options.apiKey ?? secret(), options.authCode ?? secret());
    const faults = new Faults();
    const wireLog = new WireLog();
    const rateLimit = new RateLimit(clock, account.switches);
    const server = new LoopbackServer({ account, credentials, rateLimit, faults, wireLog });
    return new Sandbox(account, faults, wireLog, credentials, server, await server.listen(options.port ?? 0));
  }

  /** Resolves with the next matching request, as soon as it has been read and before it is carried out. Rejects when the sandbox stops first. */
  nextRequest(predicate: (entry: WireEntry) => boolean): Promise<WireEntry> {
    return this.wireLog.nextRequest(predicate);
  }

  /** Refuses new connections from now on, as a server that is down; what is being answered is answered. */
  unplug(): void {
    this.#server.unplug();
  }

  /** Accepts connections again, on the same port. */
  plug(): Promise<void> {
    return this.#server.plug();
  }

  /** Closes the port and every connection. */
  async stop(): Promise<void> {
    this.wireLog.close();
    await this.#server.close();
  }
}

function clockOf({ clock = 'real', startsAt = '2026-01-15T09:00:00Z' }: SandboxOptions): SandboxClock {
  if (typeof clock === 'object') return clock;
  return clock === 'virtual' ? new VirtualClock(Date.parse(startsAt)) : new RealClock();
}

function secret(): string {
  return randomBytes(16).toString('hex');
}
