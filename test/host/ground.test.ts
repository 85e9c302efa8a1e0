import { strict as assert } from 'node:assert';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import type { Plan } from '../../src/plans/plan';
import type { Asset } from '../../src/sandbox/sandbox';
import { overlook } from '../fixtures/overlook';
import { givenAccount } from './support/account';
import { run } from './support/commands';
import { byHand, type Answers } from './support/person';
import { HiddenTree } from './support/treeParts';
import { sent } from './support/wire';

/** What a job tells a script. */
interface Scripted {
  readonly ground: { readonly complete: boolean; readonly read_at: string | null };
  readonly plan?: Plan;
  readonly rows?: number;
  readonly missing?: readonly string[];
  readonly assets?: readonly unknown[];
}

/** A job that concludes something from what is missing. */
interface Job {
  readonly command: string;
  /** What it concludes, as a script is told: with the asset that was overlooked, and without. */
  readonly concludes: readonly [whole: unknown, lacking: unknown];
  readonly script: () => Promise<readonly [conclusion: unknown, ground: Scripted['ground']]>;
  readonly args?: () => readonly unknown[];
  readonly answers: () => Answers;
}

const general = 1;
const all = 60;
const question = 'Some assets may be missing.';

describe('Nothing is concluded from what is missing', () => {
  const account = givenAccount({ account: 'article', assetsByType: { [general]: all } });
  let folder: string;
  let hidden: Asset;
  let othersStop: () => void;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ground-'));
    ({ asset: hidden, othersStop } = overlook(account().sandbox, general));
    await writeFile(file(), `display_id,name\n${hidden.displayId},Found\n`);
    await vscode.env.clipboard.writeText(hidden.displayId);
  });
  afterEach(() => rm(folder, { recursive: true }));

  const file = (): string => join(folder, 'in.csv');
  const out = (): string => join(folder, 'out.csv');

  const script = <Answer = Scripted>(command: string, argument: object): Promise<Answer> =>
    run<Answer>(command, { account: account().id, ...argument });

  const steps = async (command: string, argument: object): ReturnType<Job['script']> => {
    const { plan, ground } = await script(command, argument);
    return [plan?.steps.length, ground];
  };

  const jobs: Readonly<Record<string, Job>> = {
    'an export': {
      command: 'exportAssets',
      concludes: [true, false],
      script: async () => {
        const { ground } = await script('exportAssets', { typeId: general, file: out(), format: 'csv' });
        return [(await readFile(out(), 'utf8')).includes(hidden.displayId), ground];
      },
      answers: () => ({ rows: ['General'], savesTo: vscode.Uri.file(out()) }),
    },
    'an import': {
      command: 'importAssets',
      concludes: [['update'], ['create']],
      script: async () => {
        const given = { typeId: general, file: file(), match: 'display_id', mode: 'both' };
        const { plan, ground } = await script('importAssets', given);
        return [plan?.steps.map(({ operation }) => operation), ground];
      },
      args: () => [vscode.Uri.file(file())],
      answers: () => ({ rows: ['General', 'Continue with 2 of 2 columns', 'display_id'], leavesAt: /\bas of \d/ }),
    },
    '“Set Field”': {
      command: 'setField',
      concludes: [1, 0],
      script: () => steps('setField', { query: 'hidden-1', field: 'Manufacturer', value: 'Acme' }),
      answers: () => ({ types: 'hidden-1', leavesAt: /\bas of \d/ }),
    },
    'an audit': {
      command: 'auditAssets',
      concludes: [[], ['hidden-1']],
      script: async () => {
        const { missing, ground } = await script('auditAssets', { tags: [hidden.displayId] });
        return [missing, ground];
      },
      answers: () => ({ rows: ['The clipboard'], leavesAt: /stamp/i }),
    },
    'a hand-over': {
      command: 'handOver',
      concludes: [1, 0],
      script: () => steps('handOver', { from: 'holly@example.com', to: account().sandbox.world.contacts[0]?.id }),
      answers: () => ({ leavesAt: /\bas of \d/ }),
    },
    'taking back': {
      command: 'takeBack',
      concludes: [1, 0],
      script: () => steps('takeBack', { from: 'holly@example.com' }),
      answers: () => ({ leavesAt: /\bas of \d/ }),
    },
    'a list of holdings': {
      command: 'showHoldings',
      concludes: [1, 0],
      script: async () => {
        const { assets, ground } = await script('showHoldings', { contact: 'holly@example.com' });
        return [assets?.length, ground];
      },
      answers: () => ({ leavesAt: /\bas of \d/ }),
    },
  };

  for (const [name, { command, concludes, script: ask, args = () => [], answers }] of Object.entries(jobs)) {
    const [whole, lacking] = concludes;
    it(`by ${name}: a script is told, a person decides`, async () => {
      const { sandbox } = account();
      const [concluded, ground] = await ask();
      assert.deepEqual([concluded, ground.complete], [lacking, false]);
      assert.ok(ground.read_at);
      sandbox.wireLog.clear();

      const given = answers();
      const left = await byHand(command, { ...given, choices: [undefined] }, ...args());
      assert.deepEqual([left.questions, sent(sandbox)], [[question], []], 'Cancel');
      assert.doesNotMatch(left.said, /\bas of \d/);

      const went = await byHand(command, { ...given, choices: ['Go On'] }, ...args());
      assert.deepEqual(went.questions, [question]);
      assert.match(went.said, /as of \d.*, and some assets may be missing/, 'Go On');

      const stops = { choice: 'Read Again', then: () => othersStop() };
      const read = await byHand(command, { ...given, choices: ['Read Again', stops] }, ...args());
      assert.deepEqual(read.questions, [question, question], 'asked for as long as others go on');
      assert.match(read.said, /as of \d/, 'Read Again');
      assert.doesNotMatch(read.said, /may be missing/);
      assert.deepEqual(
        sent(sandbox).filter((line) => !line.startsWith('GET ')),
        [],
      );

      const [now, sound] = await ask();
      assert.deepEqual([now, sound.complete], [whole, true]);
    });
  }

  it('by the sidebar: a filter says that one may be missing, and choosing that reads what shifted again, and no more', async () => {
    const { sandbox, id } = account();
    const storage = join(folder, 'window');
    const window = await HiddenTree.open(sandbox, storage);
    try {
      await window.memory.setView(window.session.accountId, general, { query: 'hidden-1' });
      const lines = await window.lines(await window.container('General'));
      assert.match(
        lines.join('; '),
        /^HappyFox’s pages did not add up; an asset may be missing .*; No known asset matches$/,
      );
    } finally {
      window.dispose();
    }
    const filtered = () => script('filterTree', { typeId: general, query: 'hidden-1' });
    const read = () => run<{ complete: boolean }>('indexAssets', { account: id });
    assert.equal((await read()).complete, false);
    assert.deepEqual(await filtered(), { matches: 0, total: all - 1, complete: false });
    othersStop();
    sandbox.wireLog.clear();
    assert.equal((await read()).complete, true);
    assert.deepEqual(await filtered(), { matches: 1, total: all, complete: true });
    const pages = sent(sandbox).filter((line) => line.startsWith('GET assets/'));
    assert.deepEqual(
      pages,
      [1, 2].map((page) => `GET assets/?asset_type=${general}&size=50&page=${page}`),
    );
  });

  it('by a plan that creates: nothing is sent while others go on, and a run that is gone on with creates no second', async () => {
    const { sandbox, id } = account();
    const given = { typeId: general, file: file(), match: 'display_id', mode: 'both' };
    const { plan } = await script('importAssets', given);
    assert.deepEqual(
      plan?.steps.map(({ operation }) => operation),
      ['create'],
    );
    const apply = async () => {
      const { outcomes } = await run<{ outcomes: readonly { outcome: string; message?: string }[] }>('applyPlan', {
        ...{ account: id, plan: plan.id },
      });
      return outcomes.map(({ outcome, message = '' }) => [outcome, message]);
    };
    sandbox.wireLog.clear();
    const [[unsettled, why = ''] = []] = await apply();
    assert.deepEqual([unsettled, /list|pages/.test(why)], ['pending', true], why);
    othersStop();
    const [[outcome, message = ''] = []] = await apply();
    assert.deepEqual([outcome, message.includes(`(#${hidden.id})`)], ['stale', true], message);
    assert.deepEqual(
      sent(sandbox).filter((line) => !line.startsWith('GET ')),
      [],
    );
  });
});
