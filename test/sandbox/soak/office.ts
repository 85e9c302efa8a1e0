import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { env, stderr } from 'node:process';
import type { Asset, CustomField, FaultRule, Switches } from '../../../src/sandbox/sandbox';
import type { Answered, Ended, Kept, Place, Shown } from './talk';

/** The account as it is. */
export interface Snapshot {
  readonly assets: ReadonlyMap<number, Asset>;
  readonly fields: readonly CustomField[];
}

/** A process that is asked things. */
class Colleague {
  readonly gone: Promise<unknown>;
  readonly #waiting = new Map<number, (ended: Ended) => void>();
  readonly fatal: string[] = [];
  #next = 0;

  constructor(
    readonly child: ChildProcess,
    onTell: (message: unknown) => void = () => undefined,
  ) {
    this.gone = once(child, 'exit').then(() => {
      for (const answer of this.#waiting.values()) answer(dead);
      this.#waiting.clear();
    });
    child.on('message', (message: Answered | { tell: unknown } | { fatal: string } | string) => {
      if (typeof message === 'string') return;
      if ('tell' in message) onTell(message.tell);
      else if ('fatal' in message) this.fatal.push(message.fatal);
      else {
        this.#waiting.get(message.id)?.(message.ended);
        this.#waiting.delete(message.id);
      }
    });
  }

  ask(what: string, argument?: unknown): Promise<Ended> {
    const id = (this.#next += 1);
    return new Promise((resolve) => {
      if (this.child.exitCode !== null || this.child.signalCode !== null) {
        resolve(dead);
        return;
      }
      this.#waiting.set(id, resolve);
      this.child.send({ id, what, with: argument }, (error) => error && resolve(dead));
    });
  }

  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.gone;
  }
}

/** What whoever is asked answers who is no more. */
const dead: Ended = { ok: false, why: 'killed', sent: true };

/** An account and two windows on one storage, each a process. */
export class Office {
  readonly #windows: (Colleague | undefined)[] = [];
  readonly #telling = new Set<Promise<unknown>>();

  private constructor(
    readonly storage: string,
    private readonly account: Colleague,
    private readonly where: Omit<Place, 'name' | 'storage'>,
  ) {}

  static async open(switches: Partial<Switches>): Promise<Office> {
    const storage = mkdtempSync(join(tmpdir(), 'hf-soak-'));
    const child = forked('accountProcess', { storage, switches });
    const account = new Colleague(child);
    await once(child, 'message');
    const where = await account.ask('where');
    if (!where.ok) throw new Error('There is no account');
    const office = new Office(storage, account, where.value as Omit<Place, 'name' | 'storage'>);
    for (const at of [0, 1]) await office.start(at, []);
    return office;
  }

  get secrets(): readonly string[] {
    return [this.where.apiKey, this.where.authCode];
  }

  /** Starts a window, which brings back what the one before it had. */
  async start(at: number, kept: readonly Kept[]): Promise<void> {
    const place = { ...this.where, storage: this.storage, name: `window ${at}` };
    const child = forked('windowProcess', { place, kept });
    this.#windows[at] = new Colleague(child, (message) => this.#tell(1 - at, message));
    await this.ask(at, 'rows');
  }

  /** Asks a window to do something. */
  async ask(at: number, what: string, argument?: unknown): Promise<Ended> {
    const ended = (await this.#windows[at]?.ask(what, argument)) ?? dead;
    if (env.HAPPYFOX_SOAK_TRACE && what !== 'shown')
      stderr.write(`${at} ${what} ${JSON.stringify(argument)}: ${JSON.stringify(ended)}\n`);
    while (this.#telling.size > 0) await Promise.all([...this.#telling]);
    return ended;
  }

  /** The answer of something that does not fail. */
  async answer<Value>(at: number, what: string, argument?: unknown): Promise<Value> {
    const ended = await this.ask(at, what, argument);
    if (!ended.ok) throw new Error(`${what}: ${JSON.stringify(ended)} ${this.fatal.join('\n')}`);
    return ended.value as Value;
  }

  shown(at: number): Promise<Shown> {
    return this.answer(at, 'shown');
  }

  async kill(at: number): Promise<void> {
    await this.#windows[at]?.kill();
  }

  /** Ends a window in good order. */
  async quit(at: number): Promise<void> {
    await this.ask(at, 'close');
    this.#windows[at]?.child.disconnect();
    await this.#windows[at]?.gone;
  }

  async tellAccount<Value>(what: string, argument?: unknown): Promise<Value> {
    const ended = await this.account.ask(what, argument);
    if (!ended.ok) throw new Error(`${what}: ${ended.why}`);
    return ended.value as Value;
  }

  fault(
    rule: (FaultRule | { readonly kind: 'late'; readonly milliseconds: number }) & { readonly times: number },
  ): Promise<void> {
    return this.tellAccount('fault', { rule });
  }

  async snapshot(): Promise<Snapshot> {
    const { assets, fields } = await this.tellAccount<{
      assets: (Asset & { values: [number, never][] })[];
      fields: CustomField[];
    }>('snapshot');
    return { fields, assets: new Map(assets.map((asset) => [asset.id, { ...asset, values: new Map(asset.values) }])) };
  }

  /** Errors that nobody caught. */
  get fatal(): readonly string[] {
    return this.#windows.flatMap((window) => window?.fatal ?? []);
  }

  async close(): Promise<void> {
    for (const one of [...this.#windows, this.account]) await one?.kill();
    rmSync(this.storage, { recursive: true, force: true });
  }

  /** One window hears what another did, as over the files they share. */
  #tell(at: number, message: unknown): void {
    const window = this.#windows[at];
    if (!window) return;
    const telling = window.ask('hear', message);
    this.#telling.add(telling);
    void telling.finally(() => this.#telling.delete(telling));
  }
}

function forked(name: string, argument: unknown): ChildProcess {
  return fork(join(__dirname, `${name}.js`), [JSON.stringify(argument)], {
    execArgv: [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
}
