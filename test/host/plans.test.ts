import { strict as assert } from 'node:assert';
import { globSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import * as vscode from 'vscode';
import { accountFileName } from '../../src/disk/fileNames';
import { givenAccount } from './support/account';
import { assertSentence, run, sentenceOf } from './support/commands';
import { openAsset, shows } from './support/editors';
import { until } from './support/events';
import { storageFolder } from './support/profile';
import { sent } from './support/wire';

interface Plan {
  readonly id: string;
  readonly title: string;
  readonly reverts?: string;
  readonly steps: readonly {
    readonly id: string;
    readonly operation: string;
    readonly assetId: number | null;
    readonly problems: readonly { readonly code: string }[];
  }[];
}

interface Planned {
  readonly plan: Plan;
}

interface Outcomes {
  readonly outcomes: readonly { readonly id: number | null; readonly outcome: string; readonly message?: string }[];
}

const serialNumber = 45;
const [first, second, third] = [6748, 6749, 6750];

/** The requests about single assets, and the writes: what a plan is counted by. */
const aboutAssets = (lines: readonly string[]): string[] =>
  lines.filter((line) => /^(GET asset\/|POST|PUT|DELETE)/.test(line));

function planTabs(): readonly string[] {
  return vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .filter(({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith('happyfoxAssets.plan'))
    .map(({ label }) => label);
}

/** Resolves once exactly these plans are open. */
function plansAre(titles: readonly string[]): Promise<void> {
  return until(
    vscode.window.tabGroups.onDidChangeTabs,
    () => JSON.stringify(planTabs()) === JSON.stringify(titles),
    () => `plans ${titles.join(', ')}, where there are ${planTabs().join(', ')}`,
  );
}

/** The file of a plan's steps, or of what became of them. */
function fileOf(id: string, part: 'plan' | 'run'): string {
  const [file] = globSync(`plans/**/${id}.${part}.jsonl`, { cwd: storageFolder() });
  assert.ok(file);
  return join(storageFolder(), file);
}

/** Leaves of the record of a plan's run what a crash in its n-th step would have left, once that was sent. */
function interrupt({ id, steps }: Plan, nth: number): void {
  const path = fileOf(id, 'run');
  const lines = readFileSync(path, 'utf8').split('\n');
  const begun = lines.findIndex((line) => line.includes('"sent"') && line.includes(steps[nth]?.id ?? '?'));
  assert.ok(begun > 0);
  writeFileSync(path, `${lines.slice(0, begun + 1).join('\n')}\n`);
}

describe('The command setField', () => {
  const account = givenAccount();
  const value = (id: number, field: number) => account().sandbox.world.asset(id)?.values.get(field);
  const setField = <Answer>(argument: object) => run<Answer>('setField', { account: account().id, ...argument });

  it('makes a plan of the assets with these ids, opens it for review, and writes nothing', async () => {
    const { plan } = await setField<Planned>({ ids: [first, third, first], field: 'Serial Number', value: 'S-1' });
    assert.equal(plan.title, 'Set “Serial Number” to “S-1”');
    assert.deepEqual(
      plan.steps.map(({ operation, assetId }) => [operation, assetId]),
      [
        ['update', first],
        ['update', third],
      ],
    );
    await plansAre([plan.title]);
    assert.deepEqual(aboutAssets(sent(account().sandbox)).sort(), [`GET asset/${first}/`, `GET asset/${third}/`]);
  });

  it('applies it at once where it is told to: each asset is read and written once, and open documents follow', async () => {
    const { sandbox } = account();
    const document = await openAsset(account(), first);
    sandbox.wireLog.clear();
    const argument = { ids: [first, second], field: 'Serial Number', value: 'S-2', apply: true };
    assert.deepEqual(await setField<Outcomes>(argument), {
      outcomes: [
        { id: first, outcome: 'verified' },
        { id: second, outcome: 'verified' },
      ],
    });
    // The second one is not known here, so it is read to make the plan as well; the first one's editor shows what was answered.
    assert.deepEqual(aboutAssets(sent(sandbox)), [
      `GET asset/${second}/`,
      ...[first, second].flatMap((id) => [`GET asset/${id}/`, `PUT asset/${id}/`]),
    ]);
    assert.deepEqual([value(first, serialNumber), value(second, serialNumber)], ['S-2', 'S-2']);
    assert.deepEqual(planTabs(), []);
    await shows(document, /"S-2"/);
  });

  it('finds the assets by a query, among all of them', async () => {
    const { plan } = await setField<Planned>({
      ...{ query: `"Serial Number":${String(value(first, serialNumber))}`, typeId: 1 },
      ...{ field: 'Serial Number', clear: true },
    });
    assert.equal(plan.title, 'Clear “Serial Number”');
    assert.deepEqual(
      plan.steps.map(({ assetId }) => assetId),
      [first],
    );
    const { outcomes } = await run<Outcomes>('applyPlan', { plan: plan.id });
    assert.deepEqual(outcomes, [{ id: first, outcome: 'verified' }]);
    assert.equal(value(first, serialNumber) ?? null, null);
  });

  it('tells at its asset what HappyFox refused, and goes on with the others', async () => {
    const { sandbox } = account();
    sandbox.faults.add({ kind: 'status', status: 400, method: 'PUT', path: `/asset/${first}/` });
    const { outcomes } = await setField<Outcomes>({
      ...{ ids: [first, second], field: 'Serial Number', value: 'S-3', apply: true },
    });
    assert.deepEqual(
      outcomes.map(({ id, outcome }) => [id, outcome]),
      [
        [first, 'failed'],
        [second, 'verified'],
      ],
    );
    assertSentence(outcomes[0]?.message ?? '', /./);
  });

  it('ends where the key is refused, sends nothing more, and goes on from there', async () => {
    const { sandbox } = account();
    const { plan } = await setField<Planned>({ ids: [first, second, third], field: 'Serial Number', value: 'S-5' });
    sandbox.faults.add({ kind: 'status', status: 401, path: `/asset/${second}/` });
    sandbox.wireLog.clear();
    const { outcomes } = await run<Outcomes>('applyPlan', { plan: plan.id });
    assert.deepEqual(
      outcomes.map(({ outcome }) => outcome),
      ['verified', 'pending', 'pending'],
    );
    assert.deepEqual(aboutAssets(sent(sandbox)), [
      `GET asset/${first}/`,
      `PUT asset/${first}/`,
      `GET asset/${second}/`,
    ]);
    sandbox.faults.clear();
    const again = await run<Outcomes>('applyPlan', { plan: plan.id });
    assert.deepEqual(
      again.outcomes.map(({ outcome }) => outcome),
      ['verified', 'verified', 'verified'],
    );
    assert.equal(sandbox.wireLog.entries.filter(({ method }) => method === 'PUT').length, 3);
  });

  it('keeps what others changed in other fields meanwhile, and sends nothing where it was the same one', async () => {
    const { sandbox } = account();
    const { plan } = await setField<Planned>({ ids: [first, second], field: 'Serial Number', value: 'S-4' });
    sandbox.world.editAsset(first, { name: 'Renamed' });
    sandbox.world.editAsset(second, { values: { [serialNumber]: 'THEIRS' } });
    sandbox.wireLog.clear();
    const { outcomes } = await run<Outcomes>('applyPlan', { plan: plan.id });
    assert.deepEqual(
      outcomes.map(({ outcome }) => outcome),
      ['verified', 'stale'],
    );
    assertSentence(outcomes[0]?.message ?? '', /Others had changed name meanwhile; that was kept/);
    assertSentence(outcomes[1]?.message ?? '', /somebody has changed Serial Number since this plan was made/);
    assert.deepEqual(
      [sandbox.world.asset(first)?.name, value(first, serialNumber), value(second, serialNumber)],
      ['Renamed', 'S-4', 'THEIRS'],
    );
    assert.deepEqual(aboutAssets(sent(sandbox)), [
      ...[`GET asset/${first}/`, `PUT asset/${first}/`, `GET asset/${second}/`],
    ]);
  });

  it('makes no step of an asset that has the value, and a problem of a value that is none', async () => {
    const there = value(first, serialNumber);
    assert.deepEqual((await setField<Planned>({ ids: [first], field: 'Serial Number', value: there })).plan.steps, []);
    const { plan } = await setField<Planned>({ ids: [first], field: 'Numbers acquired', value: 'many' });
    assert.deepEqual(
      plan.steps.flatMap(({ problems }) => problems.map(({ code }) => code)),
      ['wrongType'],
    );
  });

  const refused: Record<string, readonly [argument: object, sentence: RegExp]> = {
    'a field that the type does not have': [
      { ids: [first], field: 'Serial Nummer', value: 'x' },
      /no custom field “Serial Nummer”\. Did you mean “Serial Number”/,
    ],
    'a query that is wrong': [
      { query: 'nosuchfield:1', field: 'name', value: 'x' },
      /no field is called “nosuchfield”/,
    ],
    'neither a value nor clear': [{ ids: [first], field: 'name' }, /argument is wrong: value, clear/],
    'both ids and a query': [{ ids: [first], query: 'x', field: 'name', value: 'x' }, /argument is wrong: ids, query/],
    'an asset that is not there': [{ ids: [424242], field: 'name', value: 'x' }, /can’t find this/],
  };
  for (const [name, [argument, sentence]] of Object.entries(refused)) {
    it(`refuses ${name}, and leaves no plan behind`, async () => {
      assert.match(await sentenceOf(setField(argument)), sentence);
      assert.deepEqual(planTabs(), []);
    });
  }
});

describe('A plan', () => {
  const account = givenAccount();
  const serials = (): unknown[] =>
    [first, second, third].map((id) => account().sandbox.world.asset(id)?.values.get(serialNumber));
  const plan = async (more: object = {}): Promise<Plan> => {
    const argument = { ids: [first, second, third], field: 'Serial Number', value: 'P-1', ...more };
    return (await run<Planned>('setField', argument)).plan;
  };
  const apply = (id: string) => run<Outcomes>('applyPlan', { plan: id });

  it('that is finished sends nothing when it is applied again, and opens as a report', async () => {
    const { sandbox } = account();
    const { id, title } = await plan();
    const { outcomes } = await apply(id);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    sandbox.wireLog.clear();
    assert.deepEqual(await apply(id), { outcomes });
    await run('openPlan', { account: account().id, plan: id });
    await plansAre([title]);
    await run('openPlan', { plan: id });
    assert.deepEqual(planTabs(), [title]);
    assert.deepEqual(sent(sandbox), []);
  });

  it('is taken back by a plan that is reviewed, and restores what HappyFox had', async () => {
    const { sandbox } = account();
    const before = serials();
    const { id, title } = await plan();
    await apply(id);
    assert.deepEqual(serials(), ['P-1', 'P-1', 'P-1']);
    sandbox.wireLog.clear();
    const { plan: inverse } = await run<Planned>('undoPlan', { plan: id });
    assert.deepEqual([inverse.reverts, inverse.title], [id, `Undo: ${title}`]);
    await plansAre([title, inverse.title]);
    assert.deepEqual(sent(sandbox), [], 'to make the plan sends nothing');
    await apply(inverse.id);
    assert.deepEqual(serials(), before);
    assert.deepEqual(
      aboutAssets(sent(sandbox)),
      [third, second, first].flatMap((one) => [`GET asset/${one}/`, `PUT asset/${one}/`]),
    );
  });

  it('can’t be undone before it has written something', async () => {
    const { id } = await plan();
    assertSentence(await sentenceOf(run('undoPlan', { plan: id })), /There is nothing to undo/);
  });

  it('that was interrupted goes on with the step that was under way, and repeats none', async () => {
    const { sandbox } = account();
    const made = await plan();
    await apply(made.id);
    interrupt(made, 1);
    sandbox.world.editAsset(third, { values: { [serialNumber]: 'AS BEFORE' } });
    sandbox.wireLog.clear();
    const { outcomes } = await apply(made.id);
    assert.deepEqual(
      outcomes.map(({ outcome }) => outcome),
      ['verified', 'verified', 'stale'],
    );
    // The second one was sent, and the journal knows how that ended. The third one was not begun.
    assert.deepEqual(aboutAssets(sent(sandbox)), [`GET asset/${third}/`]);
    assert.deepEqual(serials(), ['P-1', 'P-1', 'AS BEFORE']);
  });

  it('whose results are damaged sends nothing, can be looked at, and is forgotten when one says so', async () => {
    const { sandbox } = account();
    const { id, title } = await plan();
    await apply(id);
    const runs = fileOf(id, 'run');
    writeFileSync(runs, readFileSync(runs, 'utf8').replace('"outcome":"verified"', '"outcome":"verifiex"'));
    sandbox.wireLog.clear();
    assertSentence(
      await sentenceOf(apply(id)),
      /^The record of what this plan has done is damaged \(.*\): nothing was sent/,
    );
    assertSentence(
      await sentenceOf(run('undoPlan', { plan: id })),
      /^The record of what this plan has done is damaged/,
    );
    await run('openPlan', { plan: id });
    await plansAre([title]);
    await run('discardPlan', { plan: id, confirm: false });
    await plansAre([]);
    assert.deepEqual(sent(sandbox), []);
  });

  it('that is damaged says so, is not written over, and is forgotten when one says so', async () => {
    const { id } = await plan();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    const file = fileOf(id, 'plan');
    const damaged = readFileSync(file, 'utf8').replace('"P-1"', '"P-2"');
    writeFileSync(file, damaged);
    for (const command of ['openPlan', 'applyPlan', 'undoPlan'])
      assertSentence(await sentenceOf(run(command, { plan: id })), /^This plan is damaged \(.*\): nothing was sent/);
    assert.equal(readFileSync(file, 'utf8'), damaged);
    await run('discardPlan', { plan: id, confirm: false });
    assertSentence(await sentenceOf(run('openPlan', { plan: id })), /^This plan is not kept any more\.$/);
  });

  it('that was interrupted does not go on while the journal can’t be read, and goes on once it can', async () => {
    const { sandbox, id: accountId } = account();
    const made = await plan();
    await apply(made.id);
    interrupt(made, 1);
    const obstacle = join(storageFolder(), 'journal', accountFileName(accountId), '1-in-the-way.jsonl');
    mkdirSync(obstacle);
    sandbox.wireLog.clear();
    assertSentence(
      await sentenceOf(apply(made.id)),
      /^The record of earlier changes can’t be read \(E.*\): nothing was sent.*in-the-way/,
    );
    assert.deepEqual(aboutAssets(sent(sandbox)), []);
    rmdirSync(obstacle);
    const { outcomes } = await apply(made.id);
    assert.deepEqual(
      outcomes.map(({ outcome }) => outcome),
      ['verified', 'verified', 'verified'],
    );
  });

  it('is forgotten with its tab, and then nothing finds it', async () => {
    const { id, title } = await plan();
    await plansAre([title]);
    await run('discardPlan', { plan: id, confirm: false });
    await plansAre([]);
    for (const command of ['openPlan', 'applyPlan', 'undoPlan', 'discardPlan'])
      assertSentence(await sentenceOf(run(command, { plan: id })), /^This plan is not kept any more\.$/);
    assert.deepEqual(globSync(`plans/**/${id}*`, { cwd: storageFolder() }), []);
  });

  it('is refused for another agent than the one it was made for, and sends nothing', async () => {
    const { sandbox } = account();
    const { id } = await plan();
    await run('switchAgent', { agentId: 2 });
    sandbox.wireLog.clear();
    assertSentence(await sentenceOf(apply(id)), /the plan was made for another agent/);
    assert.deepEqual(aboutAssets(sent(sandbox)), []);
  });
});
