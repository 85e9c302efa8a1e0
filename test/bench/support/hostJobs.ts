import { strict as assert } from 'node:assert';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { env } from 'node:process';
import { setTimeout } from 'node:timers/promises';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import * as vscode from 'vscode';
import { run as command } from '../../host/support/commands';
import { User } from '../../host/support/user';
import { Pages } from './pages';
import { Stretches, type Held } from './stretches';

/** What a job is called in the table, and how the event loop fared while it was done. */
export type HostFigures = Readonly<Record<string, Held>>;

interface Credentials {
  readonly url: string;
  readonly apiKey: string;
  readonly authCode: string;
}

interface Plan {
  readonly id: string;
  readonly steps: readonly { readonly assetId: number }[];
}

/** Type 2 has the assets of the plan, type 3 those of the tables. */
const [planned, imported] = [2, 3];
const stepsApplied = 300;
const typed = ['d', 'de', 'del', 'dell', 'dell l', 'dell lat', 'dell latitude', 'manufacturer:dell', 'x7q9z'];

/**
 * Runs inside VS Code's extension host: what the extension as it ships does with an account of many assets, one job after the other, and for how long
 * each holds the event loop.
 */
export async function run(): Promise<void> {
  const { HAPPYFOX_FIGURE: file = '', HAPPYFOX_CREDENTIALS: credentials = '{}' } = env;
  const host = new HostJobs(dirname(file), JSON.parse(credentials) as Credentials);
  try {
    await host.all(Number(env.HAPPYFOX_ROWS));
  } finally {
    writeFileSync(file, JSON.stringify(host.figures));
  }
}

class HostJobs {
  readonly figures: Record<string, Held> = {};
  private readonly pages = new Pages();

  constructor(
    private readonly scratch: string,
    private readonly credentials: Credentials,
  ) {}

  async all(rows: number): Promise<void> {
    await command('addAccount', { ...this.credentials, agentId: 1 });
    await vscode.commands.executeCommand('happyfoxAssets.assets.focus');
    await setTimeout(2_000);
    await this.job('idle', () => setTimeout(2_000));
    await this.job('crawl', () => command('indexAssets', {}));
    await this.loaded();
    await this.job('first query', () => command('searchAssets', { query: 'dell latitude' }));
    await this.job('keystrokes', async () => {
      for (const query of typed) {
        await command('searchAssets', { query });
        await setTimeout(20);
      }
    });
    await this.table();
    await this.exported();
    await this.imports(rows);
    await this.plan();
  }

  /** What a window does that is opened when all is on disk: of another user, since this window has read it all. */
  private async loaded(): Promise<void> {
    const { url: baseUrl, apiKey, authCode } = this.credentials;
    const user = new User();
    const id = new URL(baseUrl).host;
    const account = { id, baseUrl, label: 'Loaded', agent: { id: 1, name: 'George' }, staffNames: {}, assetTypes: [] };
    const first = user.openWindow();
    await first.vault.add(account, { baseUrl, apiKey, authCode });
    const { index } = first.sessions.get(id);
    const { crawl } = await index.ensureComplete(undefined, { signal: new AbortController().signal });
    const written = Promise.withResolvers<undefined>();
    const look = (): void => {
      if (crawl.state.kind === 'idle') written.resolve(undefined);
    };
    crawl.onChange(look);
    look();
    await written.promise;
    first.dispose();
    const next = user.openWindow();
    await this.job('index load', async () => {
      const { assets } = await next.sessions.get(id).index.open();
      assert.ok(assets.size > 10_000);
    });
    user.dispose();
  }

  private async table(): Promise<void> {
    await this.job('table opened', () => command('openTable', {}));
    const page = this.pages.last;
    const view = { query: '', filters: {}, sort: [{ key: 'name', ascending: false }], collapsed: [] };
    await this.job('table sorted', async () => {
      const heard = page.heard('summary');
      page.say({ kind: 'view', view });
      await heard;
    });
    await this.close();
  }

  private async exported(): Promise<void> {
    await this.job('export', () =>
      command('exportAssets', { typeId: imported, format: 'csv', file: this.file('all') }),
    );
  }

  private async imports(rows: number): Promise<void> {
    const [head = [], ...lines] = parse(readFileSync(this.file('all'), 'utf8'), {});
    const name = head.indexOf('name');
    for (const count of [5_000, 50_000].filter((each) => each <= rows)) {
      const changed = lines.slice(0, count).map((line) => line.map((cell, at) => (at === name ? `${cell}*` : cell)));
      writeFileSync(this.file('changed'), stringify([head, ...changed]));
      const request = { typeId: imported, file: this.file('changed'), match: 'id', mode: 'update' };
      await this.job(`dry run of ${count}`, async () => {
        const { plan } = await command<{ plan: Plan }>('importAssets', request);
        assert.equal(plan.steps.length, count);
      });
      await this.close();
    }
  }

  private async plan(): Promise<void> {
    const request = { query: '', typeId: planned, field: 'name', value: 'Renamed' };
    const { id, steps } = await this.job('plan of 10,000 made', async () => {
      const { plan } = await command<{ plan: Plan }>('setField', request);
      return plan;
    });
    assert.equal(steps.length, 10_000);
    await this.close();
    await this.job('plan of 10,000 opened', async () => {
      await command('openPlan', { plan: id });
      await this.pages.last.ready;
    });
    await vscode.commands.executeCommand('happyfoxAssets.changes.focus');
    await setTimeout(1_000);
    await this.apply(`${stepsApplied} steps applied`);
    const last = steps.slice(-3).map(({ assetId }) => assetId);
    await this.job('Changes view repainted', async () => {
      for (const one of last) await command('setField', { ids: [one], field: 'name', value: 'One', apply: true });
    });
    await this.close();
  }

  /** Applies some steps of the plan that is shown, as its button does. */
  private async apply(name: string): Promise<void> {
    const { showWarningMessage } = vscode.window;
    const yes = (_text: string, _options: unknown, ...choices: readonly string[]) => Promise.resolve(choices[0]);
    Object.assign(vscode.window, { showWarningMessage: yes });
    const page = this.pages.last;
    try {
      await this.job(name, async () => {
        // Of each step, that it has begun and how it ended.
        const enough = page.heard('rows', 2 * stepsApplied);
        page.say({ kind: 'apply' });
        await enough;
        const over = page.heard('plan');
        page.say({ kind: 'cancel' });
        await over;
      });
    } finally {
      Object.assign(vscode.window, { showWarningMessage });
    }
  }

  private async job<Result>(name: string, work: () => Promise<Result>): Promise<Result> {
    const stretches = new Stretches();
    const result = await work();
    // What it leaves to be done later, on disk or in a page, is its own as well.
    await setTimeout(300);
    this.figures[name] = stretches.end();
    return result;
  }

  private async close(): Promise<void> {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await setTimeout(500);
  }

  private file(name: string): string {
    return join(this.scratch, `${name}.csv`);
  }
}
