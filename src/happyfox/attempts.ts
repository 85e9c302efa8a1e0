import { wait, type Clock } from './clock';
import type { CallOptions, WriteTurn } from './client';
import type { WireLine } from './connection';
import { HappyFoxError, type Failure } from './errors';
import type { Governor } from './governor';
import { attemptsAtMost, backoffBase, backoffCap, retryQuota } from './limits';
import type { Transport, WireRequest } from './transport';
import { judge } from './verdict';

type Described = Pick<Failure, 'method' | 'path' | 'host'>;

/** What the attempts of one account go through. */
interface AttemptsOptions {
  readonly transport: Pick<Transport, 'send' | 'describe'>;
  readonly governor: Pick<Governor, 'run' | 'turn'>;
  readonly clock: Clock;
  /** From 0 up to 1. */
  readonly random: () => number;
  readonly log: (line: WireLine) => void;
}

/** Decides, by what is known of a failed attempt, whether another may follow. */
export class Attempts {
  readonly #options: AttemptsOptions;
  #quota: number = retryQuota.size;

  constructor(options: AttemptsOptions) {
    this.#options = options;
  }

  /** The JSON that the server answered, `undefined` for a DELETE answered without. Throws `HappyFoxError`. */
  async send(request: WireRequest, options: CallOptions): Promise<unknown> {
    const described = this.#options.transport.describe(request);
    const { priority, turn } = options;
    const signal = waitingSignal(options);
    for (let attempt = 1; ; attempt += 1) {
      try {
        const ask = { described, priority, ...(signal && { signal }), ...(turn && { turn }) };
        const json = await this.#options.governor.run(ask, () => {
          options.onSend?.();
          return this.#carry(request, described, options.signal, attempt);
        });
        this.#quota = Math.min(this.#quota + retryQuota.refund, retryQuota.size);
        return json;
      } catch (error) {
        if (!HappyFoxError.is(error) || attempt >= attemptsAtMost) throw error;
        if (!mayRepeat(request.method, error.failure)) throw error;
        // What was read in this turn would be old by then.
        if (turn && request.method === 'DELETE') throw error;
        if (!this.#pay(error.failure)) throw error;
        await this.#backOff(attempt, described, signal);
      }
    }
  }

  /** Waits for the turn of a write, and of a read before it where `reads`. Throws `HappyFoxError`. */
  async turn(request: WireRequest, reads: boolean, options: CallOptions): Promise<WriteTurn> {
    const signal = waitingSignal(options);
    const described = this.#options.transport.describe(request);
    return this.#options.governor.turn({ described, priority: options.priority, ...(signal && { signal }) }, reads);
  }

  async #carry(
    request: WireRequest,
    described: Described,
    signal: AbortSignal | undefined,
    attempt: number,
  ): Promise<unknown> {
    const { transport, clock, log } = this.#options;
    const started = clock.monotonic();
    const line = (status: number | undefined, failure: string | undefined): WireLine => ({
      method: described.method,
      path: described.path,
      status,
      failure,
      milliseconds: Math.round(clock.monotonic() - started),
      attempt,
    });
    try {
      const answer = await transport.send(request, signal);
      const json = judge({ request, answer, described, now: clock.now() });
      log(line(answer.status, undefined));
      return json;
    } catch (error) {
      if (HappyFoxError.is(error)) log(line(error.failure.status, failureWord(error.failure)));
      throw error;
    }
  }

  #pay({ kind }: Failure): boolean {
    const cost = kind === 'timeout' ? retryQuota.timeoutCost : retryQuota.retryCost;
    if (this.#quota < cost) return false;
    this.#quota -= cost;
    return true;
  }

  async #backOff(attempt: number, described: Described, signal: AbortSignal | undefined): Promise<void> {
    const { clock, random } = this.#options;
    const longest = Math.min(backoffBase * 2 ** (attempt - 1), backoffCap);
    try {
      await wait(clock, random() * longest, signal);
    } catch {
      // What failed before the wait had not been executed, or it would not be repeated.
      throw new HappyFoxError({ kind: 'cancelled', execution: 'notExecuted', ...described });
    }
  }
}

/** What may be otherwise in a moment. Refusals, redirects, certificates and pages of HTML stay as they are. */
const passing = new Set<Failure['kind']>(['server', 'unresolved', 'unreachable', 'timeout', 'connectionLost']);

/**
 * Reads alone are repeated after any passing failure. A create or delete is repeated only while no connection came about, for then nothing was sent;
 * an update not even then, since its text is safe in its tab and a person can save again.
 */
export function mayRepeat(method: WireRequest['method'], { kind, execution, status }: Failure): boolean {
  if (!passing.has(kind)) return false;
  if (method === 'GET') return true;
  return method !== 'PUT' && execution === 'notExecuted' && status === undefined;
}

/** What ends the waits before a request. */
function waitingSignal({ signal, untilSent }: CallOptions): AbortSignal | undefined {
  return signal && untilSent ? AbortSignal.any([signal, untilSent]) : (signal ?? untilSent);
}

function failureWord({ kind, code }: Failure): string {
  return code === undefined ? kind : `${kind} ${code}`;
}
