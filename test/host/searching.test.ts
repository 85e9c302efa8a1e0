import { strict as assert } from 'node:assert';
import { existsSync, readdirSync, watch } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import * as vscode from 'vscode';
import { accountFileName } from '../../src/disk/fileNames';
import { givenAccount } from './support/account';
import { run } from './support/commands';
import { openAsset, setValue } from './support/editors';
import { storageFolder } from './support/profile';
import { laterOn } from './support/laterOn';
import { withSetting } from './support/settings';
import { sent } from './support/wire';

interface Answer {
  readonly total: number;
  readonly complete: boolean;
  readonly assets: readonly {
    readonly account: string;
    readonly id: number;
    readonly display_id: string;
    readonly name: string;
    readonly asset_type: string;
  }[];
}

const search = (argument: object): Promise<Answer> => run<Answer>('searchAssets', argument);
const names = ({ assets }: Answer): string[] => assets.map(({ name }) => name);

/** Requests for pages of the crawl. */
function pages(lines: readonly string[]): string[] {
  return lines.filter((line) => line.startsWith('GET assets/?'));
}

describe('Searching', () => {
  describe('the article’s account', () => {
    const account = givenAccount();

    it('sends nothing by itself where the index is off, and says that it does not know all', async () => {
      const { sandbox, id } = account();
      const answer = await search({ account: id, query: 'ADDISD' });
      assert.deepEqual(answer, { total: 0, complete: false, assets: [] });
      assert.deepEqual(sent(sandbox), []);
    });

    it('finds by any field once everything has been read, each page once', async () => {
      const { sandbox, id } = account();
      const answer = await search({ account: id, query: 'gcj1353', complete: true });
      assert.equal(answer.complete, true);
      assert.deepEqual(answer.assets[0], {
        account: id,
        id: 6748,
        display_id: 'ADDISD-W10PC',
        name: 'ADDISD-W10PC',
        asset_type: 'General',
      });
      const asked = pages(sent(sandbox));
      assert.deepEqual(asked, [...new Set(asked)]);
      sandbox.wireLog.clear();
      await search({ account: id, query: 'dwyane', complete: true });
      assert.deepEqual(sent(sandbox), [], 'what is known costs nothing');
    });

    it('shows how far the reading of what is missing is, and gives it up where that is cancelled', async () => {
      const { id } = account();
      const { withProgress } = vscode.window;
      const shown: unknown[] = [];
      Object.assign(vscode.window, {
        withProgress: ({ title }: vscode.ProgressOptions, work: (...args: unknown[]) => unknown) => {
          shown.push(title);
          const onCancellationRequested = (cancel: () => void): vscode.Disposable => {
            cancel();
            return new vscode.Disposable(() => undefined);
          };
          return work({ report: () => undefined }, { onCancellationRequested });
        },
      });
      try {
        await assert.rejects(search({ account: id, query: '', complete: true }));
      } finally {
        Object.assign(vscode.window, { withProgress });
      }
      assert.deepEqual(shown, ['Reading the assets']);
    });

    it('finds what was opened and saved at once', async () => {
      const { id } = account();
      const document = await openAsset(account(), 6748);
      assert.deepEqual(names(await search({ account: id, query: 'addisd' })), ['ADDISD-W10PC']);
      await setValue(document, ['custom_fields', 'Serial Number'], 'ZZ-9-PLURAL');
      assert.equal(await document.save(), true);
      assert.deepEqual(names(await search({ account: id, query: 'zz-9-plural' })), ['ADDISD-W10PC']);
      await run('deleteAsset', { account: id, id: 6748, confirm: false });
      assert.deepEqual(names(await search({ account: id, query: 'zz-9-plural' })), []);
    });

    it('finds duplicates by the display id and by the fields that the setting names', async () => {
      const { id } = account();
      await search({ account: id, query: '', complete: true });
      const document = await openAsset(account(), 6749);
      await setValue(document, ['custom_fields', 'Serial Number'], 'gcj1353');
      assert.equal(await document.save(), true);
      const ids = (answer: Answer): number[] => answer.assets.map((asset) => asset.id).toSorted();
      assert.deepEqual(ids(await search({ account: id, query: 'is:duplicate' })), [6748, 6749]);
      await withSetting('index.uniqueFields', [], async () => {
        assert.deepEqual(ids(await search({ account: id, query: 'is:duplicate' })), []);
      });
    });

    it('finds the assets of a type and by a field that HappyFox had not when everything was read', async () => {
      const { sandbox, id } = account();
      await search({ account: id, query: '', complete: true });
      const { world } = sandbox;
      world.addType({ id: 77, name: 'Drones' });
      world.addField({ id: 770, typeId: 77, name: 'Rotor', kind: 'text' });
      world.addAsset(77, { name: 'Bumblebee', values: { 770: 'four' } });
      const found = await laterOn(10_000, () => search({ account: id, query: 'rotor:four', complete: true }));
      assert.deepEqual([found.complete, names(found)], [true, ['Bumblebee']]);
      world.addField({ id: 771, typeId: 77, name: 'Range', kind: 'text' });
      world.addAsset(77, { name: 'Hornet', values: { 771: 'far' } });
      const later = await laterOn(5 * 3_600_000, () => search({ account: id, query: 'range:far', complete: true }));
      assert.deepEqual([later.complete, names(later)], [true, ['Hornet']]);
    });

    it('refuses a query that is wrong, with its column', async () => {
      await assert.rejects(search({ query: 'dell nosuchfield:7' }), /Column 6: no field is called “nosuchfield”/);
    });

    it('keeps the index sealed on disk, until it is cleared', async () => {
      const { id } = account();
      await search({ account: id, query: '', complete: true });
      const folder = join(storageFolder(), 'index', accountFileName(id));
      const files = (): string[] =>
        (existsSync(folder) ? readdirSync(folder) : []).filter((name) => name.endsWith('.sealed'));
      // They are written behind the answer.
      await new Promise<void>((resolve) => {
        const watcher = watch(join(storageFolder(), 'index'), { recursive: true }, look);
        function look(): void {
          if (files().length === 0) return;
          watcher.close();
          resolve();
        }
        look();
      });
      await run('clearCache', { account: id });
      assert.deepEqual(files(), []);
      assert.equal((await search({ account: id, query: '' })).total, 0);
    });
  });

  describe('an account of 2,000 assets', () => {
    const account = givenAccount({ account: 'demo', assets: 2_000 });

    it('is read in the background once it is used, if the setting says so, each page once', async () => {
      const { sandbox, id } = account();
      await withSetting('index.mode', 'automatic', async () => {
        await run('refresh', { account: id });
        const { assets, complete } = await run<{ assets: number; complete: boolean }>('indexAssets', { account: id });
        assert.deepEqual({ assets, complete }, { assets: 2_000, complete: true });
        const asked = pages(sent(sandbox)).filter((line) => line.includes('size=50'));
        assert.deepEqual(asked, [...new Set(asked)]);
      });
    });
  });
});
