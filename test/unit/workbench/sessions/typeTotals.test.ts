// In place of VS Code, which mocha does not have.
import '../../../sandbox/soak/vscode';
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { accountFileName } from '../../../../src/disk/fileNames';
import { KeptTotals } from '../../../../src/workbench/sessions/typeTotals';

const account = 'acme.happyfox.com';

describe('Totals that are kept', () => {
  let folder: string;
  let log: string[];
  let time: number;
  const open = (): KeptTotals =>
    new KeptTotals(
      folder,
      (line) => log.push(line),
      () => time,
    );

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'totals-'));
    log = [];
    time = 1_000;
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('are there in the next window, with the time at which they were said', async () => {
    const totals = open();
    await Promise.all([totals.keep(account, 1, 4_321), totals.keep(account, 2, 0)]);
    const later = open();
    assert.equal(later.of(account, 1), undefined);
    await later.load(account);
    assert.deepEqual(later.of(account, 1), { total: 4_321, at: 1_000 });
    assert.deepEqual(later.of(account, 2), { total: 0, at: 1_000 });
    assert.equal(later.of('other.happyfox.com', 1), undefined);
  });

  it('are never put in the place of later ones, whichever window writes last', async () => {
    const [one, other] = [open(), open()];
    await one.keep(account, 1, 10);
    time = 3_000;
    await one.keep(account, 1, 30);
    time = 2_000;
    await other.keep(account, 1, 20);
    const later = open();
    await later.load(account);
    assert.equal(later.of(account, 1)?.total, 30);
  });

  it('that have just been said stand, whatever is read meanwhile', async () => {
    await open().keep(account, 1, 10);
    const totals = open();
    const loading = totals.load(account);
    time = 2_000;
    const kept = totals.keep(account, 1, 11);
    await Promise.all([loading, kept]);
    assert.equal(totals.of(account, 1)?.total, 11);
  });

  it('are forgotten with their account', async () => {
    const totals = open();
    await totals.keep(account, 1, 10);
    await totals.forget(account);
    assert.equal(totals.of(account, 1), undefined);
    const later = open();
    await later.load(account);
    assert.equal(later.of(account, 1), undefined);
  });

  it('that can’t be read are none, which is logged', async () => {
    mkdirSync(join(folder, `${accountFileName(account)}.json`));
    const totals = open();
    await totals.load(account);
    assert.equal(totals.of(account, 1), undefined);
    assert.match(log.join(), /can’t be read \(EISDIR\)/);
  });

  it('that are damaged are none, and those that follow are kept', async () => {
    writeFileSync(join(folder, `${accountFileName(account)}.json`), '{"version":1}\n{"1":{"tot');
    const totals = open();
    await totals.load(account);
    await totals.keep(account, 1, 10);
    const later = open();
    await later.load(account);
    assert.equal(later.of(account, 1)?.total, 10);
  });
});
