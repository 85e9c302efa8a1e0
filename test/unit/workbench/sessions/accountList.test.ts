import { afterEach, beforeEach, describe, it } from 'mocha';
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import type { Account } from '../../../../src/assets/account';
import { AccountList } from '../../../../src/workbench/sessions/accountList';

function accountOf(id: string, label = id): Account {
  const agent = { id: 1, name: 'Ann' };
  return { id, baseUrl: `https://${id}`, label, agent, staffNames: {}, assetTypes: [] };
}

describe('The list of accounts', () => {
  let home: string;
  let damaged: string[];
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'accounts-'));
    damaged = [];
  });
  afterEach(() => rmSync(home, { recursive: true, force: true, maxRetries: 3 }));

  /** A window; `own`: what its profile kept for itself. */
  function open(own?: readonly Account[]): AccountList {
    const list = new AccountList({ folder: home, own, onDamaged: (path) => damaged.push(path) });
    list.look();
    return list;
  }
  const file = (): string => join(home, 'accounts.json');
  const labels = (list: AccountList): string[] => list.accounts.map(({ label }) => label);

  it('is the same for all windows: none of them takes away what it has not heard of', async () => {
    const [one, other] = [open(), open()];
    await Promise.all([one.add(accountOf('a')), other.add(accountOf('b'))]);
    await other.alter('b', { label: 'renamed' });
    one.look();
    assert.deepEqual(labels(one).toSorted(), ['a', 'renamed']);
    assert.deepEqual(labels(one), labels(other));
    assert.deepEqual(labels(open()), labels(one), 'a window that opens now knows it at once');
  });

  it('says whether a look brought news', async () => {
    const [one, other] = [open(), open()];
    await one.add(accountOf('a'));
    assert.deepEqual([other.look(), other.look()], [true, false]);
    await other.remove('a');
    assert.deepEqual([one.look(), labels(one), one.wasRemoved('a')], [true, [], true]);
  });

  it('does not get an account back by what a window that does not know of its removal changes of it', async () => {
    const [one, other] = [open(), open()];
    await one.add(accountOf('a'));
    other.look();
    await one.remove('a');
    await other.alter('a', { staffNames: { 1: 'Ann' } });
    assert.deepEqual(labels(open()), []);
  });

  it('takes over what each profile kept for itself, once', async () => {
    const first = open([accountOf('a')]);
    assert.deepEqual(labels(first), ['a'], 'before anything is written');
    await first.takeOver();
    const second = open([accountOf('a', 'another name'), accountOf('b')]);
    await second.takeOver();
    first.look();
    assert.deepEqual(labels(first), ['a', 'b']);
    assert.deepEqual(labels(open()), ['a', 'b']);
  });

  it('does not take over what was removed in another profile, unless it was added anew', async () => {
    const first = open([accountOf('a')]);
    await first.takeOver();
    await first.remove('a');
    const second = open([accountOf('a')]);
    assert.deepEqual(labels(second), []);
    await second.takeOver();
    assert.deepEqual(labels(open()), []);
    await second.add(accountOf('a', 'anew'));
    await open([accountOf('a')]).takeOver();
    assert.deepEqual(labels(open()), ['anew']);
  });

  it('is not taken for empty where it can’t be read, and not written over', async () => {
    const one = open();
    await one.add(accountOf('a'));
    const text = readFileSync(file(), 'utf8');
    rmSync(file());
    // Whatever runs as root may read everything: a folder in its place can't be read by anybody.
    mkdirSync(file());
    assert.throws(() => one.look(), /EISDIR/);
    assert.deepEqual(labels(one), ['a']);
    await assert.rejects(one.add(accountOf('b')), /EISDIR/);
    assert.throws(open, /EISDIR/);
    rmSync(file(), { recursive: true });
    writeFileSync(file(), text);
    assert.deepEqual(labels(open()), ['a']);
  });

  it('is set aside and told where it is damaged', async () => {
    await open().add(accountOf('a'));
    const half = readFileSync(file(), 'utf8').slice(0, -20);
    writeFileSync(file(), half);
    const one = open();
    await one.add(accountOf('b'));
    assert.deepEqual(labels(open()), ['b']);
    assert.equal(damaged.length, 1);
    assert.equal(readFileSync(damaged[0] ?? '', 'utf8'), half);
    assert.equal(readdirSync(home).filter((name) => name.includes('damaged')).length, 1);
  });

  it('loses nothing, whatever windows do at once', async () => {
    const id = fc.constantFrom('a', 'b', 'c');
    const step = fc.record({ window: fc.nat(2), what: fc.constantFrom('add', 'rename', 'remove'), id });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(step, { maxLength: 4 }), { maxLength: 5 }), async (rounds) => {
        rmSync(home, { recursive: true, force: true });
        const windows = [open(), open(), open()];
        const model = new Set<string>();
        for (const round of rounds) {
          // What is done to one account at the same time has no order; what is done to several has none that matters.
          const steps = round.filter((each, at) => round.findIndex((other) => other.id === each.id) === at);
          await Promise.all(
            steps.map(async ({ window, what, id: account }) => {
              if (what === 'add') await windows[window]?.add(accountOf(account));
              else if (what === 'remove') await windows[window]?.remove(account);
              else await windows[window]?.alter(account, { label: account });
            }),
          );
          for (const { what, id: account } of steps) {
            if (what === 'add') model.add(account);
            else if (what === 'remove') model.delete(account);
          }
        }
        for (const list of [...windows, open()]) {
          list.look();
          assert.deepEqual(list.accounts.map((account) => account.id).toSorted(), [...model].toSorted());
        }
      }),
      { numRuns: 40 },
    );
  });
});
