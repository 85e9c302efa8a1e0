import { strict as assert } from 'node:assert';
import { createServer, type Server } from 'node:http';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { SessionParts } from '../../src/workbench/sessions/sessionParts';
import { exploreDemo } from '../../src/workbench/accounts/exploreDemo';
import type { Parts } from '../../src/workbench/parts';
import type { DemoRestart } from '../../src/workbench/sessions/demoHost';
import { assertSentence, sentenceOf } from './support/commands';
import { User } from './support/user';
import { hideSidebar } from './support/view';

describe('The demo account', () => {
  let user: User;
  let first: SessionParts & { dispose(): void };
  let second: SessionParts & { dispose(): void };
  let restarts: DemoRestart[];
  let id = '';
  let port = 0;

  beforeEach(async () => {
    user = new User();
    first = user.openWindow();
    const credentials = await first.demo.start(60);
    const { baseUrl } = credentials;
    ({ host: id } = new URL(baseUrl));
    port = Number(new URL(baseUrl).port);
    const account = { id, baseUrl, label: 'Demo', agent: { id: 1, name: 'George' }, staffNames: {}, assetTypes: [] };
    await first.vault.add({ ...account, demo: { assets: 60 } }, credentials);
    second = user.openWindow();
    restarts = [];
    second.demo.onDidRestart((restart) => restarts.push(restart));
  });
  afterEach(async () => {
    user.dispose();
    await hideSidebar();
  });

  const read = async (window: SessionParts) => {
    const client = await window.sessions.get(id).store.client();
    return client.listAssetTypes({ priority: 'user' });
  };

  it('is served by another window once the one that ran it is gone, in the middle of its work', async () => {
    const types = await read(second);
    assert.equal(restarts.length, 0, 'the first one serves it');
    first.dispose();
    assert.deepEqual(await read(second), types);
    assert.equal(restarts.length, 1);
    await read(second);
    assert.equal(restarts.length, 1);
  });

  it('is served by one of two windows that find it gone at the same time', async () => {
    const third = user.openWindow();
    third.demo.onDidRestart((restart) => restarts.push(restart));
    await Promise.all([read(second), read(third)]);
    first.dispose();
    await Promise.all([read(second), read(third), read(second)]);
    assert.equal(restarts.length, 1);
  });

  it('is not started by a window that is being closed', async () => {
    await read(second);
    first.dispose();
    const client = await second.sessions.get(id).store.client();
    second.demo.dispose();
    await assert.rejects(client.listAssetTypes({ priority: 'user' }));
    assert.deepEqual(restarts, []);
  });

  /** The first window is closed, and another program listens where its demo did. */
  const takePort = async (): Promise<Server> => {
    first.dispose();
    const stranger = createServer((_request, response) => response.end('<h1>Hello</h1>'));
    await new Promise<void>((resolve) => void stranger.listen(port, '127.0.0.1', resolve));
    return stranger;
  };

  it('is brought back by “Explore the Demo Account”', async () => {
    first.dispose();
    const { account } = await exploreDemo(second as unknown as Parts, {});
    assert.equal(account, id);
    assert.equal(restarts.length, 1);
    assert.ok((await read(second)).length > 0);
  });

  it('is not brought back by it where another program has taken its port: a script is told so', async () => {
    const stranger = await takePort();
    const sentence = await sentenceOf(exploreDemo(second as unknown as Parts, {}));
    assertSentence(
      sentence,
      /^The demo account can’t be started again: another program uses its port, \d+\. Remove the acc/,
    );
    await new Promise((resolve) => stranger.close(resolve));
  });

  it('says what happened where another program has taken its port', async () => {
    const stranger = await takePort();
    const session = second.sessions.get(id);
    await assert.rejects(read(second), (error) => {
      assertSentence(
        second.reporter.sentence(error, session),
        /^The demo account does not answer at 127\.0\.0\.1:\d+: another program may use its port\. Run “Explore the Demo/,
      );
      return true;
    });
    await new Promise((resolve) => stranger.close(resolve));
    assert.ok((await read(second)).length > 0, 'and is there again once the port is free');
  });
});
