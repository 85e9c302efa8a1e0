import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Account } from '../account';
import type { Faults } from '../faults/faults';
import { play } from '../faults/play';
import { readBody } from './body';
import type { ReadBody } from './body';
import { refuseStrangers } from './guard';
import type { Credentials } from './guard';
import type { RateLimit } from './rateLimit';
import { refusal } from './reply';
import type { Reply } from './reply';
import { route } from './router';
import { send } from './send';
import type { WireLog } from './wireLog';

/** What the server is made of. */
interface ServerParts {
  readonly account: Account;
  readonly credentials: Credentials;
  readonly rateLimit: RateLimit;
  readonly faults: Faults;
  readonly wireLog: WireLog;
}

/** The account's HTTP server, on loopback alone. */
export class LoopbackServer {
  readonly #parts: ServerParts;
  readonly #server: Server;
  #port = 0;

  constructor(parts: ServerParts) {
    this.#parts = parts;
    this.#server = createServer((request, response) => {
      this.#answer(request, response).catch((error: unknown) => {
        // A bug of the sandbox: the caller sees a 500 where that is still possible, and a test sees the message.
        if (response.headersSent) response.destroy();
        else send(response, refusal(500, error instanceof Error ? error.message : String(error)));
      });
    });
    // A client that keeps connections must not meet one that has just been closed.
    this.#server.keepAliveTimeout = 60_000;
  }

  /** Listens. @param port 0 for any free one. @returns the port. @throws Error when it is taken */
  async listen(port: number): Promise<number> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(port, '127.0.0.1', resolve);
    });
    const address = this.#server.address();
    this.#port = typeof address === 'object' && address !== null ? address.port : port;
    return this.#port;
  }

  /** Refuses new connections, as a server that is down; what is being answered is answered. */
  unplug(): void {
    this.#server.close();
  }

  /** Accepts connections again, on the port it had. */
  async plug(): Promise<void> {
    await this.listen(this.#port);
  }

  /** Stops listening and closes every connection, also those that are being answered. */
  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) =>
      this.#server.close(() => {
        resolve();
      }),
    );
    this.#server.closeAllConnections();
    await closed;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { account, faults, wireLog } = this.#parts;
    const { method = 'GET' } = request;
    const url = this.#url(request);
    const stranger = refuseStrangers(request.headers, this.#port);
    const read: ReadBody = stranger === undefined ? await readBody(request) : { refused: stranger };
    const answered = wireLog.arrived({
      method,
      path: url.pathname,
      query: Object.fromEntries(url.searchParams),
      body: 'body' in read ? read.body : undefined,
      at: account.clock.now(),
    });
    response.once('finish', () => {
      answered(response.statusCode);
    });
    if (stranger !== undefined) {
      send(response, stranger);
      return;
    }
    const commit = () => this.#carryOut(request, url, read);
    const fault = faults.meet(method, url.pathname + url.search);
    if (fault === undefined) {
      send(response, commit());
      return;
    }
    await play(fault.rule, { response, commit });
    fault.done();
  }

  #carryOut(request: IncomingMessage, url: URL, read: ReadBody): Reply {
    const { account, credentials, rateLimit } = this.#parts;
    const { method = 'GET', headers } = request;
    const refused = credentials.refuse(headers.authorization) ?? rateLimit.refuse(method);
    if (refused !== undefined) return refused;
    return 'refused' in read ? read.refused : route(account, method, url, read.body);
  }

  #url(request: IncomingMessage): URL {
    const base = `http://127.0.0.1:${this.#port}`;
    // A target such as `//evil.example/` would be read as another host's.
    return new URL(base + (request.url?.startsWith('/') === true ? request.url : '/'));
  }
}
