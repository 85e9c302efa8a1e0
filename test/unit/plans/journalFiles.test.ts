import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { stateOf } from '../../../src/assets/editableState';
import { sealed } from '../../../src/disk/sealedLines';
import { JournalFiles, type JournalOptions } from '../../../src/plans/journalFiles';
import { JournalUnavailable, type JournalEntry, type JournalResult } from '../../../src/plans/journal';
import { WriteRefused } from '../../../src/plans/writeRefused';
import { saveAsset } from '../../../src/plans/saveAsset';
import { general, laptop } from '../assets/samples';
import { journalingWriter } from './journalingWriter';

const accountId = 'acme.happyfox.com';

function entry(id: string, time = Date.now()): JournalEntry {
  return {
    id,
    time,
    accountId,
    agent: { id: 3, name: 'Ada' },
    operation: 'update',
    assetTypeId: 1,
    assetId: 6748,
    name: `Asset ${id}`,
    before: laptop,
    intent: laptop,
  };
}

const verified: JournalResult = { state: 'verified', time: 2, after: laptop };

/** A process id that no process has. */
async function deadPid(): Promise<number> {
  const child = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
  await once(child, 'exit');
  assert.ok(child.pid !== undefined);
  return child.pid;
}

describe('JournalFiles', () => {
  let folder: string;
  let limit: number;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hf-journal-'));
    limit = 1_000;
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const open = (options?: JournalOptions): JournalFiles => new JournalFiles(folder, () => limit, options);
  const files = async (): Promise<string[]> => {
    const names = await readdir(folder, { recursive: true, withFileTypes: true });
    return names.filter((name) => name.isFile()).map((name) => join(name.parentPath, name.name));
  };
  const onlyFile = async (): Promise<string> => {
    const [file, ...others] = await files();
    assert.ok(file !== undefined && others.length === 0);
    return file;
  };
  const idsIn = async (journal: JournalFiles): Promise<string[]> =>
    (await journal.read(accountId)).map((write) => write.entry.id);

  /** Puts lines into the file of a window that is gone. */
  const leftBehind = async (name: string, ...lines: readonly object[]): Promise<void> => {
    const known = open();
    await known.begin(entry('probe'));
    const place = await onlyFile();
    await known.erase(accountId);
    const account = join(place, '..');
    await mkdir(account, { recursive: true });
    await writeFile(join(account, name), lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  };

  it('has an entry on disk, whole and for this user alone, when begin resolves', async () => {
    const journal = open();
    await journal.begin(entry('a'));
    const file = await onlyFile();
    const [written] = await journal.read(accountId);
    assert.equal((await readFile(file, 'utf8')).trim(), sealed({ begin: written?.entry }));
    assert.equal((await stat(file)).mode & 0o077, 0);
  });

  it('keeps names of accounts out of file names', async () => {
    await open().begin(entry('a'));
    assert.doesNotMatch(await onlyFile(), /acme/);
  });

  it('tells each write with its result, newest first', async () => {
    const journal = open();
    const [one, two] = [entry('one', 10), entry('two', 20)];
    await journal.begin(one);
    await journal.begin(two);
    await journal.end(one, verified);
    assert.deepEqual(
      (await journal.read(accountId)).map(({ entry: { id }, result }) => [id, result?.state]),
      [
        ['two', undefined],
        ['one', 'verified'],
      ],
    );
    assert.deepEqual(await journal.read('other.happyfox.com'), []);
  });

  it('calls listeners with the account until they leave', async () => {
    const journal = open();
    const heard: string[] = [];
    const leave = journal.onChange((id) => heard.push(id));
    await journal.begin(entry('a'));
    await journal.end(entry('a'), verified);
    leave();
    await journal.erase(accountId);
    assert.deepEqual(heard, [accountId, accountId]);
  });

  it('reads what other windows wrote, and a result from whichever file it stands in', async () => {
    const [one, two] = [open(), open()];
    await one.begin(entry('a', 10));
    await two.begin(entry('b', 20));
    await two.end(entry('a', 10), verified);
    for (const journal of [one, two, open()]) {
      assert.deepEqual(
        (await journal.read(accountId)).map(({ entry: { id }, result }) => [id, result?.state]),
        [
          ['b', undefined],
          ['a', 'verified'],
        ],
      );
    }
    assert.equal((await files()).length, 2);
  });

  it('has the later of two results, whichever file it stands in', async () => {
    await leftBehind(
      `${await deadPid()}-zzz.jsonl`,
      { begin: entry('a', 10) },
      { end: { id: 'a', state: 'failed', time: 11, after: null } },
    );
    const [one, two] = [open(), open()];
    await two.end(entry('a', 10), { state: 'verified', time: 13, after: null });
    await one.end(entry('a', 10), { state: 'unknown', time: 12, after: null });
    const [write] = await one.read(accountId);
    assert.equal(write?.result?.state, 'verified');
  });

  it('passes over what a crash or a full disk cut short, and keeps what stands around it', async () => {
    const journal = open();
    await journal.begin(entry('a', 10));
    const file = await onlyFile();
    const whole = await readFile(file, 'utf8');
    const cut = ['{"begin":{"id":"cu', '\0\0', '{"end":{"id":"a","na\0\0\0', ''];
    await writeFile(file, `${cut.join('\n')}\n${whole}${sealed({ begin: entry('b') })}\n{"begin":`);
    assert.deepEqual((await idsIn(open())).sort(), ['a', 'b']);
    await journal.begin(entry('c', 30));
    assert.deepEqual((await idsIn(open())).sort(), ['a', 'b', 'c'], 'the next line is one of its own');
  });

  it('reads lines from before there were checksums', async () => {
    await leftBehind(`${await deadPid()}-old.jsonl`, { begin: entry('a') }, { end: { id: 'a', ...verified } });
    const [write] = await open().read(accountId);
    assert.deepEqual([write?.entry.id, write?.result?.state], ['a', 'verified']);
  });

  it('spoils no account’s next line by one that another account’s file could not take', async () => {
    const other = 'other.happyfox.com';
    const journal = open();
    await journal.begin(entry('a'));
    const file = await onlyFile();
    await writeFile(file, '{"begin":{"id":"ha');
    await journal.begin({ ...entry('b'), accountId: other });
    await journal.begin(entry('c'));
    assert.deepEqual(await idsIn(journal), ['c']);
    assert.equal((await journal.read(other)).length, 1);
  });

  describe('of which a file is damaged', () => {
    const damages: Readonly<Record<string, (text: string) => string>> = {
      'a letter': (text) => text.replace('Asset a', 'Asset x'),
      'zeros in a line': (text) => text.replace('Asset a', 'Asset \0'),
      'two lines that became one': (text) => text.replaceAll('\n', '').concat('\n'),
      'a line of something else': (text) => `${text}null\n`,
    };
    for (const [name, damage] of Object.entries(damages)) {
      it(`by ${name} refuses to decide once, sets the file aside, tells of it, and goes on with the rest`, async () => {
        const damaged: string[] = [];
        const journal = open({ onDamaged: (path) => damaged.push(path) });
        await journal.begin(entry('a', 10));
        await journal.end(entry('a', 10), verified);
        const file = await onlyFile();
        const text = damage(await readFile(file, 'utf8'));
        await writeFile(file, text);
        await assert.rejects(journal.lost(accountId, 6748), JournalUnavailable);
        assert.equal(damaged.length, 1);
        assert.equal(await readFile(damaged[0] ?? '', 'utf8'), text, 'nothing of it is lost');
        await journal.begin(entry('b', 20));
        assert.ok((await idsIn(journal)).includes('b'));
        const { writes, troubles } = await journal.list(accountId);
        assert.ok(writes.length > 0);
        assert.deepEqual(
          troubles.map(({ kind, path }) => [kind, path]),
          [['damaged', damaged[0]]],
        );
      });
    }

    it('leaves the file of another living window to it, and refuses to decide until it is mended', async () => {
      const other = open();
      await other.begin(entry('a', 10));
      const file = await onlyFile();
      // The process that runs these tests has started it.
      const theirs = join(file, '..', `${process.ppid}-theirs.jsonl`);
      await writeFile(theirs, `${sealed({ begin: entry('b') })}\nnull\n`);
      const text = await readFile(theirs, 'utf8');
      for (let turn = 0; turn < 2; turn += 1) await assert.rejects(other.read(accountId), JournalUnavailable);
      const { writes, troubles } = await other.list(accountId);
      assert.deepEqual([writes.length, troubles.map(({ path }) => path)], [2, [theirs]]);
      assert.equal(await readFile(theirs, 'utf8'), text);
    });
  });

  describe('of which a file can’t be read', () => {
    const unreadable: Readonly<Record<string, (path: string) => Promise<unknown>>> = {
      'a folder in its place': (path) => mkdir(path),
      'a link that leads to itself': (path) => symlink(path, path),
    };
    for (const [name, put] of Object.entries(unreadable)) {
      it(`(${name}) refuses to decide, and shows the others`, async () => {
        const journal = open();
        await journal.begin(entry('a', 10));
        await journal.end(entry('a', 10), verified);
        const file = await onlyFile();
        const broken = join(file, '..', `${await deadPid()}-broken.jsonl`);
        await put(broken);
        limit = 0;
        const before = await readFile(file, 'utf8');
        await assert.rejects(journal.read(accountId), JournalUnavailable);
        await assert.rejects(journal.lost(accountId, 6748), JournalUnavailable);
        await assert.rejects(journal.prune(accountId), JournalUnavailable);
        assert.equal(await readFile(file, 'utf8'), before, 'nothing is forgotten');
        const { writes, troubles } = await journal.list(accountId);
        assert.deepEqual([writes.length, troubles.map(({ path }) => path)], [1, [broken]]);
      });
    }

    it('stops a save that has to know of lost ones before anything is sent', async () => {
      const journal = open();
      await journal.begin(entry('a'));
      const file = await onlyFile();
      const broken = join(file, '..', `${await deadPid()}-broken.jsonl`);
      await symlink(broken, broken);
      const renamed = { ...laptop, name: 'Theirs' };
      const { writer, calls } = journalingWriter({ getAsset: () => Promise.resolve(renamed) });
      const before = stateOf(laptop, general);
      const mine = { ...before, displayId: 'MINE' };
      const unchanged = saveAsset({ ...writer, journal }, { definition: general, base: laptop, mine: before });
      await assert.rejects(unchanged, JournalUnavailable);
      assert.deepEqual(calls, []);
      await assert.rejects(
        saveAsset({ ...writer, journal }, { definition: general, base: laptop, mine }),
        JournalUnavailable,
      );
      assert.deepEqual(calls, ['getAsset']);
    });

    it('is the folder of all of them: nothing is taken for none', async () => {
      const journal = open();
      await journal.begin(entry('a'));
      const place = join(await onlyFile(), '..');
      await rm(place, { recursive: true });
      await symlink(place, place);
      await assert.rejects(journal.read(accountId), JournalUnavailable);
      assert.equal((await journal.list(accountId)).troubles[0]?.code, 'ELOOP');
    });
  });

  it('tells the log once of results that it can’t write down', async () => {
    const told: string[] = [];
    const journal = open({ warn: (line) => told.push(line) });
    await journal.begin(entry('a'));
    const file = await onlyFile();
    await rm(file);
    await mkdir(file);
    await journal.end(entry('a'), verified);
    await journal.end(entry('b'), verified);
    assert.equal(told.length, 1);
  });

  it('throws JournalUnavailable where it can’t write, and goes on once it can; a result it can’t write is let go', async () => {
    await writeFile(join(folder, 'in-the-way'), '');
    const nowhere = new JournalFiles(join(folder, 'in-the-way'), () => 10);
    await assert.rejects(nowhere.begin(entry('a')), JournalUnavailable);
    await nowhere.end(entry('a'), verified);
    await rm(join(folder, 'in-the-way'));
    await nowhere.begin(entry('b'));
    assert.deepEqual(await idsIn(nowhere), ['b']);
  });

  it('knows a sender that is gone: its process is, or it is older than any wait', async () => {
    await leftBehind(`${await deadPid()}-gone.jsonl`, { begin: entry('dead') });
    const journal = open();
    await journal.begin(entry('mine'));
    await journal.begin(entry('old', Date.now() - 16 * 60_000));
    const senders = new Map((await journal.read(accountId)).map((write) => [write.entry.id, write.sender]));
    assert.deepEqual(Object.fromEntries(senders), { dead: 'gone', mine: 'this', old: 'gone' });
  });

  describe('when the clock is set back', () => {
    it('has the later write first, in one window and the next', async () => {
      const journal = open();
      await journal.begin(entry('1', 3_000));
      await journal.begin(entry('2', 1_000));
      const reloaded = open();
      await reloaded.begin(entry('3', 2_000));
      await reloaded.begin(entry('4', 1_500));
      assert.deepEqual(await idsIn(open()), ['4', '3', '2', '1']);
      for (const id of ['1', '2', '3', '4']) await journal.end(entry(id), verified);
      limit = 2;
      for (const window of [journal, reloaded]) await window.prune(accountId);
      assert.deepEqual(await idsIn(open()), ['4', '3']);
    });

    it('has an update whose answer was lost as later than one that went through before', async () => {
      const journal = open();
      await journal.begin(entry('1', 3_000));
      await journal.end(entry('1', 3_000), verified);
      const reloaded = open();
      await reloaded.begin(entry('2', 1_000));
      await reloaded.end(entry('2', 1_000), { state: 'failed', time: 1_001, after: null, lost: true });
      const lost = await open().lost(accountId, 6748);
      assert.deepEqual(
        lost.map(({ id }) => id),
        ['2'],
      );
    });

    it('believes what is known to have gone through, rather than an earlier look that did not find it', async () => {
      const [one, two] = [open(), open()];
      await one.begin(entry('1', 3_000));
      await one.end(entry('1', 3_000), { state: 'failed', time: 3_001, after: null, lost: true });
      await two.end(entry('1', 3_000), { state: 'verified', time: 1_000, after: laptop });
      const [write] = await open().read(accountId);
      assert.equal(write?.result?.state, 'verified');
    });
  });

  describe('prune', () => {
    it('forgets the oldest beyond the limit, but none that is not resolved', async () => {
      const journal = open();
      for (let time = 1; time <= 6; time += 1) {
        await journal.begin(entry(String(time), time));
        if (time !== 2) await journal.end(entry(String(time), time), verified);
      }
      limit = 3;
      await journal.prune(accountId);
      assert.deepEqual(await idsIn(journal), ['6', '5', '4', '2']);
      await journal.begin(entry('7', 7));
      assert.deepEqual(await idsIn(open()), ['7', '6', '5', '4', '2'], 'its file goes on');
    });

    it('cuts back the file of a window that is gone, and leaves alone that of one that lives', async () => {
      const gone = ['1', '2', '3'].flatMap((id) => [{ begin: entry(id, Number(id)) }, { end: { id, ...verified } }]);
      await leftBehind(`${await deadPid()}-gone.jsonl`, ...gone);
      const other = open();
      for (const id of ['4', '5']) {
        await other.begin(entry(id, Number(id)));
        await other.end(entry(id, Number(id)), verified);
      }
      limit = 1;
      await open().prune(accountId);
      assert.deepEqual(await idsIn(open()), ['5', '4']);
      assert.equal((await files()).length, 1, 'a file without lines is removed');
    });

    it('never makes a write count as under way again that another window has cleared up', async () => {
      await leftBehind(`${await deadPid()}-gone.jsonl`, { begin: entry('old', 1) });
      const sender = open();
      await sender.begin(entry('theirs', 2));
      const journal = open();
      await journal.end(entry('old', 1), verified);
      await journal.end(entry('theirs', 2), verified);
      await journal.begin(entry('new', 3));
      limit = 1;
      await journal.prune(accountId);
      const left = (await open().read(accountId)).map(({ entry: { id }, result }) => [id, result?.state]);
      assert.deepEqual(left, [
        ['new', undefined],
        ['theirs', 'verified'],
      ]);
    });

    it('happens by itself, so that the journal stays bounded', async () => {
      limit = 10;
      const journal = open();
      for (let time = 1; time <= 50; time += 1) {
        await journal.begin(entry(String(time), time));
        await journal.end(entry(String(time), time), verified);
      }
      assert.ok((await journal.read(accountId)).length <= 11);
    });
  });

  it('erases everything of an account, of all windows, and nothing of another', async () => {
    const [one, two] = [open(), open()];
    await one.begin(entry('a'));
    await two.begin(entry('b'));
    await two.begin({ ...entry('c'), accountId: 'other.happyfox.com' });
    await one.erase(accountId);
    assert.deepEqual(await idsIn(two), []);
    assert.equal((await two.read('other.happyfox.com')).length, 1);
    await two.begin(entry('d'));
    assert.deepEqual(await idsIn(one), ['d']);
  });

  describe('of an undone deletion', () => {
    const again = (id: string): JournalEntry => ({ ...entry(id), operation: 'create', reverts: 'the-deletion' });
    const deletion = (id: string): JournalEntry => ({ ...entry(id), operation: 'delete', intent: null });
    const failed: JournalResult = { state: 'failed', time: 3, after: null };
    const endings = async (begun: readonly Promise<void>[]): Promise<readonly string[]> =>
      (await Promise.allSettled(begun)).map((one) =>
        one.status === 'fulfilled' ? 'begun' : one.reason instanceof WriteRefused ? 'refused' : String(one.reason),
      );

    it('lets one of two begin, at once in one window or in two', async () => {
      const [here, there] = [open(), open()];
      const ended = await endings([
        here.begin(again('1')),
        here.begin(again('2')),
        there.begin(again('3')),
        there.begin(again('4')),
      ]);
      assert.deepEqual(ended.toSorted(), ['begun', 'refused', 'refused', 'refused']);
      assert.equal((await idsIn(open())).length, 1);
    });

    it('tells by which write the asset exists again, and lets another begin where that failed', async () => {
      const journal = open();
      await journal.begin(again('0'));
      await journal.end(again('0'), failed);
      await journal.begin(again('1'));
      await journal.end(again('1'), verified);
      await assert.rejects(journal.begin(again('2')), (error) => {
        assert.ok(error instanceof WriteRefused);
        assert.deepEqual(error.refusal, { reason: 'recreatedAlready', assetId: laptop.id });
        return true;
      });
    });

    it('remembers beyond its limit that the asset exists again, without what it holds, and lists it no more', async () => {
      const journal = open();
      await journal.begin(again('1'));
      await journal.end(again('1'), verified);
      await journal.begin(entry('2'));
      limit = 0;
      for (const window of [journal, open()]) {
        await window.prune(accountId);
        assert.deepEqual(
          (await window.list(accountId)).writes.map((write) => write.entry.id),
          ['2'],
        );
        await assert.rejects(window.begin(again('3')), (error) => {
          assert.ok(error instanceof WriteRefused);
          assert.deepEqual(error.refusal, { reason: 'recreatedAlready', assetId: laptop.id });
          return true;
        });
      }
      const [file = ''] = (await files()).filter((path) => path.endsWith('.jsonl'));
      assert.equal((await readFile(file, 'utf8')).match(/"customFields"/g)?.length, 2, 'of the entry that stays');
    });

    it('remembers so of the file of a window that is gone, and forgets what failed', async () => {
      await leftBehind(
        `${await deadPid()}-gone.jsonl`,
        { begin: again('1') },
        { end: { id: '1', ...failed } },
        { begin: again('2') },
        { end: { id: '2', state: 'unknown', time: 4, after: null } },
      );
      limit = 0;
      await open().prune(accountId);
      assert.deepEqual(await idsIn(open()), ['2']);
      assert.deepEqual(await endings([open().begin(again('3'))]), ['refused']);
    });

    it('lets one begin for both entries of a deletion whose first answer was lost, and goes by that when they are forgotten', async () => {
      const journal = open();
      await journal.begin(deletion('the-deletion'));
      await journal.end(deletion('the-deletion'), { ...failed, lost: true });
      await journal.begin(deletion('second'));
      await journal.end(deletion('second'), { ...verified, after: null });
      await journal.begin(again('1'));
      await journal.end(again('1'), verified);
      const other = { ...again('2'), reverts: 'second' };
      assert.deepEqual(await endings([journal.begin(other)]), ['refused']);
      limit = 0;
      await journal.prune(accountId);
      assert.deepEqual(await idsIn(journal), ['1']);
      assert.deepEqual(await endings([journal.begin(other)]), ['refused']);
    });

    it('lets none begin for an entry of the deletion that came after the asset had been brought back', async () => {
      const journal = open();
      await journal.begin(deletion('the-deletion'));
      await journal.end(deletion('the-deletion'), { ...failed, lost: true });
      await journal.begin(again('1'));
      await journal.end(again('1'), verified);
      await journal.begin(deletion('second'));
      await journal.end(deletion('second'), { ...verified, after: null });
      assert.deepEqual(await endings([journal.begin({ ...again('2'), reverts: 'second' })]), ['refused']);
    });

    it('lets another begin for an asset of the same id that was deleted at another time', async () => {
      const journal = open();
      for (const id of ['the-deletion', 'second']) {
        await journal.begin(deletion(id));
        await journal.end(deletion(id), { ...verified, after: null });
      }
      await journal.begin(again('1'));
      assert.deepEqual(await endings([journal.begin({ ...again('2'), reverts: 'second' })]), ['begun']);
    });

    it('lets an update be undone as often as somebody changes it again', async () => {
      const journal = open();
      await journal.begin({ ...entry('1'), reverts: 'an-update' });
      await journal.begin({ ...entry('2'), reverts: 'an-update' });
      assert.equal((await idsIn(journal)).length, 2);
    });
  });
});
