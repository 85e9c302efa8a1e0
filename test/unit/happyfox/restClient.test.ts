import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { HappyFoxError, type Failure } from '../../../src/happyfox/errors';
import { RestClient, type Sender } from '../../../src/happyfox/restClient';

const missing = { kind: 'notFound', execution: 'notExecuted', status: 404 } as const;
const call = { priority: 'background', turn: { release: () => undefined } } as const;

/** A path without its query. */
const bare = (path: string): string => path.split('?')[0] ?? '';

/** A client whose requests are answered by path; what is not named is refused with a 404. */
function clientOf(answers: Readonly<Record<string, unknown>>) {
  const requests: string[] = [];
  const describe: Sender['describe'] = ({ method, shown }) => ({ method, path: shown, host: 'acme' });
  const sender: Sender = {
    describe,
    send: (request, { priority, turn }) => {
      const path = bare(request.path);
      requests.push(`${request.method} ${path} ${priority}${turn ? ' in its turn' : ''}`);
      const answer = answers[path];
      if (answer !== undefined) return Promise.resolve(answer);
      return Promise.reject(new HappyFoxError({ ...missing, ...describe(request) }));
    },
    turn: () => assert.fail('no turn'),
    unreadable: () => undefined,
  };
  return { client: new RestClient(sender), requests };
}

async function failureOf(promise: Promise<unknown>): Promise<Failure> {
  const error: unknown = await promise.catch((reason: unknown) => reason);
  assert.ok(HappyFoxError.is(error), String(error));
  return error.failure;
}

describe('an asset or a type that is not there', () => {
  const asks = [
    ['GET asset/7/', (client: RestClient) => client.getAsset(7, call)],
    ['DELETE asset/7/', (client: RestClient) => client.deleteAsset({ id: 7, deletedBy: 3 }, call)],
    ['GET assets/', (client: RestClient) => client.listAssets({ assetTypeId: 7, page: 1, size: 50 }, call)],
  ] as const;

  for (const [request, ask] of asks) {
    it(`is believed of ${request} where the API is there, which is asked in the same turn`, async () => {
      const { client, requests } = clientOf({ 'asset_types/': [] });
      assert.equal((await failureOf(ask(client))).kind, 'notFound');
      assert.deepEqual(requests, [`${request} background in its turn`, 'GET asset_types/ user in its turn']);
    });

    it(`is not believed of ${request} where the API is not, as when it was switched off`, async () => {
      const { kind, execution, path } = await failureOf(ask(clientOf({}).client));
      assert.deepEqual([kind, execution, path], ['notTheApi', 'notExecuted', 'asset_types/']);
    });
  }
});
