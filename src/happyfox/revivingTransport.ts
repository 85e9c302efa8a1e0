import { HappyFoxError } from './errors';
import type { Transport, WireAnswer, WireRequest } from './transport';

type Carrier = Pick<Transport, 'send' | 'describe' | 'dispose'>;

/**
 * Carries attempts to a server that the caller can start. Where nothing listens at the address, the attempt, of which nothing was sent,
 * is carried once more after that.
 */
export class RevivingTransport implements Carrier {
  readonly #carrier: Carrier;
  readonly #revive: () => Promise<void>;

  constructor(carrier: Carrier, revive: () => Promise<void>) {
    this.#carrier = carrier;
    this.#revive = revive;
  }

  /** As the carrier does; its failure stands where the server could not be started. */
  async send(request: WireRequest, signal?: AbortSignal): Promise<WireAnswer> {
    try {
      return await this.#carrier.send(request, signal);
    } catch (error) {
      if (!HappyFoxError.is(error) || error.failure.code !== 'ECONNREFUSED') throw error;
      try {
        await this.#revive();
      } catch {
        throw error;
      }
      return await this.#carrier.send(request, signal);
    }
  }

  describe(request: WireRequest): ReturnType<Carrier['describe']> {
    return this.#carrier.describe(request);
  }

  dispose(): Promise<void> {
    return this.#carrier.dispose();
  }
}
