import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import { openIndex, type OpenedIndex } from '../../../src/finding/openedIndex';
import { systemClock } from '../../../src/happyfox/clock';
import { Sandbox } from '../../../src/sandbox/sandbox';
import { HOSTILE_NAMES } from '../../../src/sandbox/world/legacy';
import { open, type Opened } from '../client/open';

/** The type in which everything has a name that has broken some program. */
const legacy = 9;

describe('Queries for hostile names', () => {
  let sandbox: Sandbox;
  let connection: Opened;
  let index: OpenedIndex;
  let folder = '';

  before(async () => {
    // In a smaller account the type holds the first of these names alone.
    sandbox = await Sandbox.start({ assets: 300, assetsByType: { [legacy]: HOSTILE_NAMES.length } });
    connection = open(sandbox);
    folder = mkdtempSync(join(tmpdir(), 'hf-hostile-'));
    index = await openIndex({
      accountId: 'a.example',
      place: {
        folder: join(folder, 'index'),
        lockFolder: join(folder, 'index.lock'),
        versionFile: join(folder, 'index.version'),
        key: randomBytes(32),
      },
      world: { today: () => '2026-01-15', uniqueFields: [] },
      openClient: () => Promise.resolve(connection.client),
      clock: systemClock,
      unwritable: (error) => assert.fail(String(error)),
      unreadable: () => undefined,
    });
    await index.crawl.read({ assetTypeIds: [legacy], notBefore: 0 }, new AbortController().signal);
  });
  after(async () => {
    index.close();
    await connection.dispose();
    await sandbox.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const found = async (query: string): Promise<readonly string[]> => {
    const { rows, problems } = await index.filter(query, legacy);
    assert.deepEqual(problems, [], query);
    return rows.map(({ name }) => name);
  };

  it('find a formula by its word alone', async () => {
    assert.deepEqual(await found('HYPERLINK'), ['=HYPERLINK("http://evil.example","x")']);
    assert.deepEqual(await found('hyperlink evil'), await found('HYPERLINK'));
  });

  for (const name of HOSTILE_NAMES) {
    it(`find ${JSON.stringify(name.slice(0, 30))} where it is quoted whole`, async () => {
      const quoted = `name:"${name.replaceAll(/["\\]/g, '\\$&')}"`;
      assert.ok((await found(quoted)).includes(name), quoted);
    });
  }
});
