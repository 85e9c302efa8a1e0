import { strict as assert } from 'node:assert';
import { appendFileSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { writeLine } from '../../src/assets/writeLine';
import { accountFileName } from '../../src/disk/fileNames';
import { FileLock } from '../../src/disk/fileLock';
import type { Plan } from '../../src/plans/plan';
import { givenAccount } from './support/account';
import { run } from './support/commands';
import { openAsset, setValue } from './support/editors';
import { givenOtherWindow } from './support/otherWindow';
import { storageFolder } from './support/profile';

interface Ground {
  readonly complete: boolean;
  readonly read_at: string | null;
}
interface Imported {
  readonly plan: Plan;
  readonly ground: Ground;
  readonly outcomes: readonly { readonly outcome: string; readonly message?: string }[];
}

describe('What is known is so, right after', () => {
  const account = givenAccount();
  const other = givenOtherWindow();
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'known-'));
    await run('indexAssets', { account: account().id });
  });
  afterEach(() => rm(folder, { recursive: true }));

  const indexPath = (): string => join(storageFolder(), 'index', accountFileName(account().id));
  const search = async (query: string): Promise<readonly number[]> => {
    const { assets } = await run<{ assets: { id: number }[] }>('searchAssets', { account: account().id, query });
    return assets.map(({ id }) => id);
  };
  const exported = async (query = ''): Promise<{ text: string; ground: Ground }> => {
    const file = join(folder, 'out.csv');
    const { ground } = await run<{ ground: Ground }>('exportAssets', {
      ...{ account: account().id, typeId: 1, query, file, format: 'csv' },
    });
    return { text: await readFile(file, 'utf8'), ground };
  };
  const imported = async (text: string, more: object = {}): Promise<Imported> => {
    const file = join(folder, 'in.csv');
    await writeFile(file, text);
    return run<Imported>('importAssets', {
      ...{ account: account().id, typeId: 1, file, match: 'display_id', mode: 'both' },
      ...more,
    });
  };
  const planned = async (query: string): Promise<readonly (number | null)[]> => {
    const argument = { account: account().id, typeId: 1, query, field: 'Manufacturer', value: 'Acme' };
    const { plan } = await run<{ plan: Plan }>('setField', argument);
    return plan.steps.map(({ assetId }) => assetId);
  };

  /** Holds the turn to read, as a window does that crawls. */
  async function whileAnotherCrawls(work: () => Promise<void>): Promise<void> {
    const held = await new FileLock(`${indexPath()}.turn`, { silentFor: 35_000 }).tryTake();
    assert.ok(held, 'nobody else has the turn');
    try {
      await work();
    } finally {
      await held.release();
    }
  }

  it('a save, while another window crawls and a colleague edits', async () => {
    const { sandbox } = account();
    await whileAnotherCrawls(async () => {
      const document = await openAsset(account(), 6748);
      sandbox.world.editAsset(6749, { values: { 45: 'THEIRS-1' } });
      await setValue(document, ['custom_fields', 'Serial Number'], 'MINE-1');
      assert.equal(await document.save(), true);
      other().tell({ kind: 'asset', change: 'saved', accountId: account().id, assetTypeId: 1, assetId: 6749 });
      assert.deepEqual(await search('mine-1'), [6748]);
      const { text, ground } = await exported('serial_number:MINE-1');
      assert.match(text, /6748.*MINE-1/);
      assert.equal(ground.complete, true);
      assert.deepEqual(await planned('MINE-1'), [6748]);
      assert.deepEqual((await imported(text)).plan.steps, []);
    });
  });

  const ends = { 'the answer came': undefined, 'its end was told': 'saved' } as const;
  for (const [when, told] of Object.entries(ends)) {
    it(`the death of a window that was saving, before ${when === 'the answer came' ? when : 'it could keep what it was'}`, async () => {
      const { sandbox } = account();
      const gone = spawnSync(process.execPath, ['-e', '']).pid;
      const write = { assetTypeId: 1, assetId: 6748, entry: 'the-entry' };
      const tell = (line: string): void => appendFileSync(`${indexPath()}.writes`, `\nanother ${line}\n`);
      tell(writeLine({ told: 'begun', ...write, sender: gone }));
      sandbox.world.editAsset(6748, { values: { 45: 'LAST-WISH' } });
      if (told) tell(writeLine({ told, ...write }));
      const { text, ground } = await exported();
      assert.match(text, /6748.*LAST-WISH/);
      assert.equal(ground.complete, true);
      assert.deepEqual(await search('last-wish'), [6748]);
      assert.deepEqual(await planned('LAST-WISH'), [6748]);
      assert.deepEqual((await imported(text)).plan.steps, []);
    });
  }

  it('an import: the same file again comes to nothing, also while another window crawls', async () => {
    const file = 'display_id,name,Serial Number\nnew-1,First,X1\nnew-2,Second,X2\nADDISD-W10PC,ADDISD-W10PC,X3\n';
    const { outcomes } = await imported(file, { apply: true });
    assert.deepEqual(
      outcomes.map(({ outcome }) => outcome),
      ['verified', 'verified', 'verified'],
    );
    await whileAnotherCrawls(async () => {
      const { plan, ground } = await imported(file);
      assert.deepEqual([plan.steps, ground.complete], [[], true]);
    });
  });

  it('the review of a plan: what a colleague has created since is told, and not created again', async () => {
    const { sandbox, id } = account();
    const { plan } = await imported('display_id,name\nnew-1,First\nnew-2,Second\n');
    const theirs = sandbox.world.addAsset(1, { name: 'First', displayId: 'new-1' });
    const { outcomes } = await run<Imported>('applyPlan', { account: id, plan: plan.id });
    assert.deepEqual(
      outcomes.map(({ outcome }) => outcome),
      ['stale', 'verified'],
    );
    assert.match(outcomes[0]?.message ?? '', new RegExp(`same display_id, “First” \\(#${theirs.id}\\)`));
    assert.equal(sandbox.world.assetsOf(1).filter(({ displayId }) => displayId === 'new-1').length, 1);
  });
});
