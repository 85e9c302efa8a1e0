import assert from 'node:assert/strict';
import { fork, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, watch, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { SharedOrder } from '../../../src/disk/sharedOrder';
import { JournalFiles } from '../../../src/plans/journalFiles';
import { endedWrites } from '../../../src/plans/orderedJournal';
import type { Clock } from '../../../src/happyfox/clock';
import { systemClock } from '../../../src/happyfox/clock';
import { openIndex, type IndexPlace, type OpenedIndex } from '../../../src/finding/openedIndex';
import { Sandbox } from '../../../src/sandbox/sandbox';
import { open, user, type Opened } from '../client/open';
import type { WindowTask } from './windowProcess';
import type { WritingTask } from './writingProcess';

const accountId = 'a.example';

/** A minute ahead: what a window that was killed holds has grown stale. */
const aMinuteOn: Clock = { ...systemClock, now: () => Date.now() + 60_000 };

describe('The index on disk', () => {
  let folder: string;
  let sandbox: Sandbox;
  let connection: Opened;
  const opened: OpenedIndex[] = [];
  const unwritable: unknown[] = [];

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'hf-index-'));
    sandbox = await Sandbox.start({ assets: 2_000, switches: { rateLimit: false } });
    connection = open(sandbox);
  });
  afterEach(async () => {
    for (const index of opened.splice(0)) {
      index.close();
      await idle(index);
    }
    unwritable.length = 0;
    await connection.dispose();
    await sandbox.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const place = (key = keys.ours): IndexPlace => ({
    folder: join(folder, 'index'),
    lockFolder: join(folder, 'index.lock'),
    versionFile: join(folder, 'index.version'),
    key,
  });
  const writesFile = (): string => join(folder, 'index.writes');
  const journal = (): JournalFiles => new JournalFiles(join(folder, 'journal'), () => 1_000);
  const sealed = (): string[] =>
    readdirSync(join(folder, 'index'))
      .filter((name) => name.endsWith('.sealed'))
      .map((name) => join(folder, 'index', name));

  async function openWindow(at = place(), clock: Clock = systemClock): Promise<OpenedIndex> {
    const index = await openIndex({
      accountId,
      place: at,
      order: new SharedOrder({ path: writesFile() }),
      ended: async () => endedWrites((await journal().list(accountId)).writes),
      world: { today: () => '2026-01-15', uniqueFields: [] },
      openClient: () => Promise.resolve(connection.client),
      clock,
      unwritable: (error) => unwritable.push(error),
      unreadable: () => undefined,
    });
    index.setTypes(sandbox.world.types);
    opened.push(index);
    return index;
  }

  const types = (): number[] => sandbox.world.types.map(({ id }) => id);
  /** Resolves once everything has been read and written. */
  async function readAll(index: OpenedIndex): Promise<void> {
    await index.crawl.read({ assetTypeIds: types(), notBefore: 0 }, new AbortController().signal);
    await idle(index);
  }
  const pages = (): string[] =>
    sandbox.wireLog.entries.map(({ query }) => `${query.asset_type}/${query.page}`).toSorted();
  const everyPage = (): string[] =>
    types()
      .flatMap((id) =>
        Array.from(
          { length: Math.max(Math.ceil(sandbox.world.assetsOf(id).length / 50), 1) },
          (_, at) => `${id}/${at + 1}`,
        ),
      )
      .toSorted();

  function assertTrue(index: OpenedIndex): void {
    const ids = (of: Iterable<{ readonly id: number }>): number[] =>
      Array.from(of, ({ id }) => id).toSorted((a, b) => a - b);
    assert.deepEqual(ids(index.assets.rows()), ids(types().flatMap((id) => sandbox.world.assetsOf(id))));
    for (const { id, name } of types().flatMap((type) => sandbox.world.assetsOf(type)))
      assert.equal(index.assets.get(id)?.name, name);
    assert.equal(index.assets.completeness().kind, 'complete');
  }

  async function whole(): Promise<void> {
    await readAll(await openWindow());
    for (const index of opened.splice(0)) index.close();
    sandbox.wireLog.clear();
  }

  it('is gone on with from the last page on disk when a window was killed while it read', async () => {
    const { url, apiKey, authCode } = sandbox;
    const task: WindowTask = {
      url,
      apiKey,
      authCode,
      place: { ...place(), key: keys.ours.toString('base64') },
      types: types(),
    };
    // It comes so far and no further, however fast the machine is.
    const held = sandbox.faults.add({ kind: 'stall', path: /asset_type=3&.*page=3$/ });
    const child = fork(join(__dirname, 'windowProcess.js'), [JSON.stringify(task)]);
    await held.applied;
    await savedSomething(join(folder, 'index'));
    await kill(child);
    sandbox.faults.clear();
    sandbox.wireLog.clear();
    const next = await openWindow(place(), aMinuteOn);
    const kept = [...next.progress.types].reduce((sum, { walk }) => sum + walk.pagesRead, 0);
    assert.ok(kept > 0, 'pages were on disk');
    await readAll(next);
    assert.equal(pages().length, everyPage().length - kept, 'what was on disk is not asked for');
    assertTrue(next);
  }).timeout(60_000);

  /** Where the window of a write is killed, and what holds the write at the server until then. */
  const ends: readonly { name: string; halt: WritingTask['halt']; fault?: 'before' | 'after'; known: boolean }[] = [
    { name: 'before the request is carried out', halt: 'never', fault: 'before', known: false },
    { name: 'after it is carried out, before the answer', halt: 'never', fault: 'after', known: false },
    { name: 'after the answer', halt: 'answered', known: false },
    { name: 'after the other windows were told', halt: 'told', known: false },
    { name: 'after the journal has the answer', halt: 'journaled', known: true },
  ];
  const methods = { create: 'POST', update: 'PUT', delete: 'DELETE' } as const;
  for (const operation of ['update', 'create', 'delete'] as const)
    for (const { name, halt, fault, known } of ends) {
      it(`knows what became of it, or that it does not, after a window was killed during its ${operation}, ${name}`, async () => {
        await whole();
        const { url, apiKey, authCode } = sandbox;
        const held =
          fault &&
          sandbox.faults.add({ kind: 'stall', method: methods[operation], ...(fault === 'after' && { when: fault }) });
        const task: WritingTask = {
          ...{ url, apiKey, authCode, folder, writesFile: writesFile(), types: types(), operation, halt },
          place: { ...place(), key: keys.ours.toString('base64') },
        };
        const child = fork(join(__dirname, 'writingProcess.js'), [JSON.stringify(task)]);
        await (held ? held.applied : once(child, 'message'));
        await kill(child);
        sandbox.faults.clear();
        sandbox.wireLog.clear();
        const next = await openWindow();
        assert.deepEqual(pages(), [], 'nothing is asked for at opening');
        // That one is gone is told by the order alone.
        if (known || (operation === 'delete' && halt === 'told')) assertTrue(next);
        else assert.notEqual(next.assets.completeness(1).kind, 'complete');
        await readAll(next);
        assertTrue(next);
      }).timeout(60_000);
    }

  it('is opened without a request, and all of it is there', async () => {
    await whole();
    assertTrue(await openWindow());
    assert.deepEqual(pages(), []);
  });

  const damages: Record<string, (file: string) => void> = {
    'a flipped byte': (file) => {
      const content = readFileSync(file);
      content[Math.floor(content.length / 2)] = (content[Math.floor(content.length / 2)] ?? 0) ^ 1;
      writeFileSync(file, content);
    },
    'a file cut short': (file) => {
      truncateSync(file, 100);
    },
    'an empty file': (file) => {
      truncateSync(file, 0);
    },
    'a file that is gone': (file) => {
      rmSync(file);
    },
  };
  for (const [damage, make] of Object.entries(damages)) {
    it(`is made whole again after ${damage}, wherever, and never claims more than it knows`, async () => {
      await whole();
      for (const at of sealed().keys()) {
        // A walk that is begun anew has other files.
        const file = sealed()[at];
        if (file !== undefined) make(file);
        const index = await openWindow();
        if (index.assets.completeness().kind === 'complete') assertTrue(index);
        sandbox.wireLog.clear();
        await readAll(index);
        assertTrue(index);
        assert.deepEqual(unwritable, []);
        opened.splice(0);
        index.close();
      }
    }).timeout(60_000);
  }

  it('is read anew where the key is another', async () => {
    await whole();
    const index = await openWindow(place(keys.foreign));
    assert.equal(index.assets.size, 0);
    await readAll(index);
    assertTrue(index);
    assert.deepEqual(pages(), everyPage());
  });

  it('works in memory where nothing can be written, which is said once', async () => {
    writeFileSync(join(folder, 'file'), '');
    const nowhere = join(folder, 'file', 'below');
    const index = await openWindow({
      ...place(),
      folder: nowhere,
      lockFolder: `${nowhere}.lock`,
      versionFile: `${nowhere}.version`,
    });
    await readAll(index);
    assertTrue(index);
    assert.equal(unwritable.length, 1);
  });

  it('is empty after it was cleared, here and on disk', async () => {
    await whole();
    const index = await openWindow();
    await index.clear();
    assert.equal(index.assets.size, 0);
    assert.equal((await openWindow()).assets.size, 0);
  });

  it('takes in the fields that another window has read later, whichever of them was opened first', async () => {
    const [here, other] = [await openWindow(), await openWindow()];
    const [type] = await connection.client.listAssetTypes(user);
    assert.ok(type);
    const fieldsOf = ({ assets }: OpenedIndex): unknown =>
      assets.definitions.get(type.id)?.fields.map(({ name }) => name);
    here.setDefinition({ assetType: type, fields: [] });
    await definedAs(other, '');
    const fields = await connection.client.listCustomFields(type.id, user);
    other.setDefinition({ assetType: type, fields });
    const all = fields.map(({ name }) => name);
    await definedAs(here, all.join());
    assert.deepEqual([fieldsOf(here), fieldsOf(other), fieldsOf(await openWindow())], [all, all, all]);

    function definedAs(index: OpenedIndex, names: string): Promise<void> {
      return new Promise((resolve) => {
        const look = (): void => {
          if (
            index.assets.definitions
              .get(type?.id ?? 0)
              ?.fields.map(({ name }) => name)
              .join() === names
          )
            resolve();
        };
        index.assets.onChange(look);
        look();
      });
    }
  });

  it('takes in what another window wrote', async () => {
    const here = await openWindow();
    await readAll(await openWindow());
    await here.kept.refresh();
    assertTrue(here);
  });
});

const keys = { ours: randomBytes(32), foreign: randomBytes(32) };

/** Resolves once nothing is read, and what was read has been written. */
function idle({ crawl }: OpenedIndex): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (crawl.state.kind !== 'idle') return;
      stop();
      resolve();
    };
    const stop = crawl.onChange(look);
    look();
  });
}

async function kill(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

/** Resolves once a chunk of pages is on disk. */
async function savedSomething(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const isThere = (): boolean => readdirSync(folder).some((name) => /^\d+-(?!head).*\.sealed$/.test(name));
  if (isThere()) return;
  await new Promise<void>((resolve) => {
    const watcher = watch(folder, () => {
      if (!isThere()) return;
      watcher.close();
      resolve();
    });
    if (isThere()) {
      watcher.close();
      resolve();
    }
  });
}
