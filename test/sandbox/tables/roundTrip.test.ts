import { after, before, describe, it } from 'mocha';
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { noText } from '../../../src/assets/plainText';
import { systemClock } from '../../../src/happyfox/clock';
import { AssetGate } from '../../../src/plans/assetGate';
import type { AssetTypeDefinition } from '../../../src/assets/assetTypeDefinition';
import type { Asset } from '../../../src/happyfox/asset';
import { applyPlan } from '../../../src/plans/applyPlan';
import { JournalFiles } from '../../../src/plans/journalFiles';
import { newPlan, type Step } from '../../../src/plans/plan';
import { PlanFiles } from '../../../src/plans/planFiles';
import type { Writer } from '../../../src/plans/writer';
import { Sandbox } from '../../../src/sandbox/sandbox';
import { assertNothingToDo, exported, imported, importedDocuments } from '../../unit/tables/files';
import { open, user, type Opened } from '../client/open';

/** Every kind of field, fields of one name, choices of one label, and hostile names everywhere. */
const legacy = 9;
const laptops = 3;
const agent = { id: 1, name: 'George - Admin' };

describe('tables over HTTP', () => {
  let sandbox: Sandbox;
  let connection: Opened;
  let folder = '';
  before(async () => {
    sandbox = await Sandbox.start({ assets: 300, clock: 'virtual', switches: { rateLimit: false } });
    connection = open(sandbox);
    folder = mkdtempSync(join(tmpdir(), 'hf-tables-'));
  });
  after(async () => {
    await connection.dispose();
    await sandbox.stop();
    rmSync(folder, { recursive: true });
  });

  async function read(typeId: number): Promise<{ definition: AssetTypeDefinition; assets: readonly Asset[] }> {
    const { client } = connection;
    const assetType = (await client.listAssetTypes(user)).find(({ id }) => id === typeId);
    assert.ok(assetType);
    const fields = await client.listCustomFields(typeId, user);
    const assets: Asset[] = [];
    for (let page = 1, more = true; more; page += 1) {
      const { items } = await client.listAssets({ assetTypeId: typeId, page, size: 50 }, user);
      assets.push(...items);
      more = items.length === 50;
    }
    return { definition: { assetType, fields }, assets };
  }

  /** Applies steps as a plan, and returns what became of each. */
  async function apply(steps: readonly Step[], definition: AssetTypeDefinition): Promise<readonly string[]> {
    const plan = newPlan({ title: 'Import', accountId: 'acme', agent }, steps);
    const files = new PlanFiles(join(folder, 'plans'));
    const journal = new JournalFiles(join(folder, 'journal'), () => 5_000);
    const writer: Writer = {
      ...{ client: connection.client, accountId: 'acme', journal, agent, now: Date.now },
      monotonic: systemClock.monotonic,
      newest: () => 0,
      gate: new AssetGate(join(folder, 'locks')),
      onDoubt: () => undefined,
      wait: () => Promise.resolve(),
    };
    await files.save(plan);
    const record = await files.begin(plan);
    const outcomes = new Map<string, string>();
    const run = applyPlan({
      ...{ plan, record, signal: new AbortController().signal },
      writer: () => Promise.resolve(writer),
      definition: () => Promise.resolve(definition),
      journal: () => journal.read('acme'),
    });
    for await (const event of run) if (event.kind === 'step') outcomes.set(event.step.id, event.result.outcome);
    await record.release();
    return steps.map(({ id }) => outcomes.get(id) ?? 'never tried');
  }

  for (const typeId of [legacy, laptops]) {
    it(`come out and in again without a step: type ${typeId}`, async () => {
      const { definition, assets } = await read(typeId);
      assert.ok(assets.length > 5);
      const options = { definition, assets, match: 'id', mode: 'update' } as const;
      assertNothingToDo(await imported(await exported(definition, assets), options));
      const documents = (await exported(definition, assets, 'jsonl')).toString();
      assertNothingToDo(await importedDocuments(documents, options));
    });
  }

  it('create assets as hostile as those they come from, and come to nothing the second time', async () => {
    const { definition, assets } = await read(legacy);
    // What HappyFox has may be no text; a new asset's name may not.
    const texts = assets.filter(({ name }) => noText(name) === undefined);
    assert.equal(texts.length, assets.length - 1);
    const copies = texts.map((asset, index) => ({ ...asset, displayId: `copy-${index}`, id: 900_000 + index }));
    const file = (await exported(definition, copies)).toString();
    const options = { definition, assets, match: 'display_id', mode: 'create' } as const;
    const { steps, problems } = await imported(file, options);
    assert.deepEqual(problems, []);
    assert.equal(steps.length, copies.length);
    const outcomes = await apply(steps, definition);
    assert.deepEqual([...new Set(outcomes)], ['verified']);
    const now = await read(legacy);
    assert.equal(now.assets.length, assets.length + copies.length);
    const again = await imported(file, { ...options, assets: now.assets, mode: 'both' });
    assertNothingToDo(again);
  });

  it('import a thousand rows over lost answers, each at most once and no other, and the rest the second time', async () => {
    const { definition, assets } = await read(laptops);
    const before = new Map(sandbox.world.assetsOf(laptops).map((asset) => [asset.id, asset]));
    const lines = Array.from({ length: 1_000 }, (_, index) => `BULK-${index},Bulk ${index},SN-${index}`);
    const file = `display_id,name,Serial Number\n${lines.join('\n')}\n`;
    const options = { definition, assets, match: 'display_id', mode: 'both' } as const;
    const { steps } = await imported(file, options);
    assert.equal(steps.length, 1_000);
    sandbox.faults.add({ kind: 'reset', when: 'after', method: 'POST', times: 3 });
    sandbox.faults.add({ kind: 'reset', when: 'before', method: 'POST', times: 2 });
    const outcomes = await apply(steps, definition);
    // Nobody can tell a request that was lost on its way from one that is still to come about, so it is not repeated.
    assert.deepEqual(Map.groupBy(outcomes, (outcome) => outcome).get('unknown')?.length, 2);
    assert.equal(outcomes.filter((outcome) => outcome === 'verified').length, 998);
    const displayIds = () =>
      sandbox.world.assetsOf(laptops).flatMap(({ id, displayId }) => (before.has(id) ? [] : [displayId]));
    assert.equal(new Set(displayIds()).size, 998);
    assert.equal(displayIds().length, 998);
    const rest = await imported(file, { ...options, assets: (await read(laptops)).assets });
    assert.deepEqual([...new Set(await apply(rest.steps, definition))], ['verified']);
    assert.deepEqual(displayIds().sort(), lines.map((line) => line.split(',')[0]).sort());
    for (const [id, asset] of before) assert.deepEqual(sandbox.world.asset(id), asset);
    assertNothingToDo(await imported(file, { ...options, assets: (await read(laptops)).assets }));
  }).timeout(180_000);
});
