import { strict as assert } from 'node:assert';
import { describe, it } from 'mocha';
import * as vscode from 'vscode';
import { givenAccount } from './support/account';
import { assertSentence, run, sentenceOf } from './support/commands';
import { sent } from './support/wire';

interface Asset {
  readonly id: number;
  readonly display_id: string;
  readonly name: string;
  readonly asset_type: string;
}

interface Planned {
  readonly plan: {
    readonly id: string;
    readonly title: string;
    readonly steps: readonly { readonly assetId: number; readonly problems: readonly { readonly code: string }[] }[];
  };
}

interface Outcomes {
  readonly outcomes: readonly { readonly id: number | null; readonly outcome: string }[];
}

const [laptops, lastAudit] = [3, 73];

const writes = (lines: readonly string[]): string[] => lines.filter((line) => !line.startsWith('GET '));

describe('What a person holds', () => {
  const account = givenAccount({ account: 'demo', assets: 200 });
  const world = () => account().sandbox.world;
  const heldBy = (id: number): number[] =>
    world()
      .types.flatMap(({ id: type }) => world().assetsOf(type))
      .filter(({ contactIds }) => contactIds.includes(id))
      .map((asset) => asset.id)
      .sort((one, other) => one - other);

  /** Whoever has most, and somebody who has nothing. */
  function people() {
    const contacts = world().contacts.filter(({ email }) => email !== null);
    const [holder] = contacts.toSorted((one, other) => heldBy(other.id).length - heldBy(one.id).length);
    const other = contacts.find(({ id }) => heldBy(id).length === 0);
    assert.ok(holder?.email && other?.email);
    assert.ok(heldBy(holder.id).length > 1);
    return { holder: { ...holder, email: holder.email }, other: { ...other, email: other.email } };
  }

  interface Held {
    readonly assets: readonly Asset[];
    readonly ground: { readonly complete: boolean };
  }

  it('is listed by id and by e-mail, in all types, without a write', async () => {
    const { sandbox } = account();
    const { holder, other } = people();
    const { assets, ground } = await run<Held>('showHoldings', { contact: holder.id });
    assert.equal(ground.complete, true);
    assert.deepEqual(
      assets.map(({ id }) => id).sort((one, another) => one - another),
      heldBy(holder.id),
    );
    for (const { id, name, display_id: displayId } of assets)
      assert.deepEqual([name, displayId], [world().asset(id)?.name, world().asset(id)?.displayId]);
    assert.deepEqual(await run('showHoldings', { contact: ` ${holder.email.toUpperCase()} ` }), { assets, ground });
    sandbox.wireLog.clear();
    assert.deepEqual(await run('showHoldings', { contact: other.email }), { assets: [], ground });
    // Nobody here knows who has nothing, so HappyFox is asked.
    assert.deepEqual(sent(sandbox), [`GET user/${encodeURIComponent(other.email)}/`]);
  });

  it('is handed over as a plan: each asset is read and written once, and nothing is before', async () => {
    const { sandbox } = account();
    const { holder, other } = people();
    const held = heldBy(holder.id);
    const { plan } = await run<Planned>('handOver', { from: holder.id, to: other.email });
    assert.deepEqual(
      plan.steps.map(({ assetId }) => assetId).sort((one, another) => one - another),
      held,
    );
    assert.deepEqual(writes(sent(sandbox)), []);
    sandbox.wireLog.clear();
    await run<Outcomes>('applyPlan', { plan: plan.id });
    assert.deepEqual([heldBy(holder.id), heldBy(other.id)], [[], held]);
    assert.equal(writes(sent(sandbox)).length, held.length);
    await run('undoPlan', { plan: plan.id });
    assert.deepEqual(heldBy(other.id), held, 'an undo is a plan, too');
  });

  it('is taken back, all of it or what is named, and others who share it keep it', async () => {
    const { holder, other } = people();
    const [first = 0, ...rest] = heldBy(holder.id);
    world().editAsset(first, { contactIds: [...(world().asset(first)?.contactIds ?? []), other.id] });
    const { outcomes } = await run<Outcomes>('takeBack', { from: holder.email, ids: [first], apply: true });
    assert.deepEqual(outcomes, [{ id: first, outcome: 'verified' }]);
    assert.deepEqual([heldBy(holder.id), heldBy(other.id)], [rest, [first]]);
    await run<Outcomes>('takeBack', { from: holder.id, apply: true });
    assert.deepEqual(heldBy(holder.id), []);
  });

  it('is shown with its problem and not sent, where a type has contacts switched off', async () => {
    const { sandbox } = account();
    const { holder, other } = people();
    const off = world().types.find(({ contactAssociation }) => !contactAssociation);
    assert.ok(off);
    const [asset] = world().assetsOf(off.id);
    assert.ok(asset);
    world().editAsset(asset.id, { contactIds: [holder.id] });
    const { plan } = await run<Planned>('handOver', { from: holder.id, to: other.id });
    assert.deepEqual(
      plan.steps.filter(({ assetId }) => assetId === asset.id).map(({ problems }) => problems.map(({ code }) => code)),
      [['contactsSwitchedOff']],
    );
    sandbox.wireLog.clear();
    await run('applyPlan', { plan: plan.id });
    assert.ok(!sent(sandbox).some((line) => line.includes(`asset/${asset.id}/`)));
  });

  it('says what can’t be done, and sends no write', async () => {
    const { sandbox } = account();
    const { holder, other } = people();
    const refused: readonly (readonly [string, object, RegExp])[] = [
      ['showHoldings', { contact: 'nobody@nowhere.example' }, /HappyFox has no contact nobody@nowhere\.example/],
      ['showHoldings', { contact: 0 }, /argument is wrong: contact/],
      ['handOver', { from: holder.id }, /argument is wrong: to/],
      ['handOver', { from: holder.id, to: holder.id }, /has these assets already/],
      ['takeBack', { from: other.id, ids: heldBy(holder.id) }, /not held by that person/],
    ];
    for (const [command, argument, sentence] of refused)
      assert.match(await sentenceOf(run(command, argument)), sentence);
    const onlooker = world().staff.find(({ permissions, accountAdmin, active }) => {
      return active && !accountAdmin && !permissions.includes('manage_assets');
    });
    assert.ok(onlooker);
    await run('switchAgent', { agentId: onlooker.id });
    assertSentence(
      await sentenceOf(run('takeBack', { from: holder.id })),
      /lacks the permission “Manage Assets” in HappyFox\. Run “Switch Agent”/,
    );
    assert.deepEqual(writes(sent(sandbox)), []);
  });
});

interface Audited {
  readonly found: readonly (Asset & { readonly tag: string; readonly expected: boolean })[];
  readonly missing: readonly string[];
  readonly ambiguous: readonly unknown[];
  readonly unexpected: readonly Asset[];
}

describe('The command auditAssets', () => {
  const account = givenAccount({ account: 'demo', assets: 200 });
  const list = () => account().sandbox.world.assetsOf(laptops);
  const audit = <Answer = Audited>(argument: object) => run<Answer>('auditAssets', { typeId: laptops, ...argument });

  it('tells what was found, what is missing and what is not on the list, without a write', async () => {
    const [first, second, ...others] = list();
    assert.ok(first && second);
    const serial = String(second.values.get(60));
    const { found, missing, ambiguous, unexpected } = await audit({ tags: [first.displayId, ` ${serial} `, 'GONE-1'] });
    assert.deepEqual(
      found.map(({ id, tag, expected }) => [id, tag, expected]),
      [
        [first.id, first.displayId, true],
        [second.id, serial, true],
      ],
    );
    assert.deepEqual([missing, ambiguous], [['GONE-1'], []]);
    assert.deepEqual(
      unexpected.map(({ id }) => id).sort((one, other) => one - other),
      others.map(({ id }) => id).sort((one, other) => one - other),
    );
    assert.deepEqual(writes(sent(account().sandbox)), []);
    assert.equal(vscode.window.activeTextEditor, undefined);
  });

  it('expects what a query finds, and says of others that they were not expected', async () => {
    const [first, second] = list();
    assert.ok(first && second);
    const { found, unexpected } = await audit({ query: `id:${first.id}`, tags: [second.displayId] });
    assert.deepEqual(
      found.map(({ id, expected }) => [id, expected]),
      [[second.id, false]],
    );
    assert.deepEqual(
      unexpected.map(({ id }) => id),
      [first.id],
    );
  });

  it('stamps what was found with today, or with a value, by a plan', async () => {
    const { sandbox } = account();
    const [first, second] = list();
    assert.ok(first && second);
    const tags = [first.displayId, second.displayId];
    const { plan } = await audit<Planned>({ tags, stamp: { field: 'Last Audit' } });
    assert.match(plan.title, /^Audit: set “Last Audit” to “\d{4}-\d\d-\d\d”$/);
    assert.equal(plan.steps.length, 2);
    assert.deepEqual(writes(sent(sandbox)), []);
    const stamp = { field: 'Last Audit', value: '2026-02-03' };
    const { outcomes } = await audit<Outcomes>({ tags, stamp, apply: true });
    assert.deepEqual(
      outcomes.map(({ outcome }) => outcome),
      ['verified', 'verified'],
    );
    assert.deepEqual(
      [first, second].map(({ id }) => sandbox.world.asset(id)?.values.get(lastAudit)),
      ['2026-02-03', '2026-02-03'],
    );
  });

  it('says what can’t be done, and sends no write', async () => {
    const refused: readonly (readonly [object, RegExp])[] = [
      [{ tags: [' '] }, /There is no tag in this list/],
      [{ tags: ['x'], field: 'Wavelength' }, /No asset type has a field “Wavelength”/],
      [{ tags: ['x'], query: 'nosuchfield:1' }, /no field is called “nosuchfield”/],
      [{ tags: [list()[0]?.displayId], stamp: { field: 'Status' } }, /is no date field, so the stamp needs a value/],
      [{ tags: 'x' }, /argument is wrong: tags/],
    ];
    for (const [argument, sentence] of refused) assert.match(await sentenceOf(audit(argument)), sentence);
    assert.deepEqual(writes(sent(account().sandbox)), []);
  });
});
