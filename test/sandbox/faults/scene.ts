import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AssetTypeDefinition } from '../../../src/assets/assetTypeDefinition';
import { blankState, stateOf, type EditableState } from '../../../src/assets/editableState';
import type { Asset } from '../../../src/happyfox/asset';
import { createAsset, type CreateOutcome } from '../../../src/plans/createAsset';
import { deleteAssets, type DeleteOutcome } from '../../../src/plans/deleteAssets';
import type { JournaledWrite } from '../../../src/plans/journal';
import { JournalFiles } from '../../../src/plans/journalFiles';
import { saveAsset, type SaveOutcome } from '../../../src/plans/saveAsset';
import type { Writer } from '../../../src/plans/writer';
import { Sandbox, type Asset as WorldAsset, type Switches, type WireEntry } from '../../../src/sandbox/sandbox';
import { open, user, type Opened } from '../client/open';

/** The article's asset with the most to lose: values, a contact, fields it does not list. */
export const target = 6748;
const serialNumber = 45;
const administrator = 1;
const accountId = 'acme.happyfox.com';

/** The article's account on a sandbox, a connection to it, a journal on disk, and what has been read of it. */
export interface Scene {
  readonly sandbox: Sandbox;
  readonly connection: Opened;
  readonly definition: AssetTypeDefinition;
  readonly base: Asset;
  readonly writer: Writer;
  readonly journal: JournalFiles;
  /** The folder of the journal. */
  readonly folder: string;
  /** Everything as it was at first. */
  readonly before: ReadonlyMap<number, WorldAsset>;
  /** How many assets were to be created. */
  readonly asked: { creates: number };
  /** Each write that arrived before there was a line for it in the journal. */
  readonly unannounced: string[];
  /** Called at each pause between two looks for an asset whose answer was lost; no real time passes. */
  onPause: (milliseconds: number) => Promise<void>;
}

/** Opens the scene; the wire log is empty then. An answer that does not come is given up after a quarter of a second. */
export async function openScene(switches: Partial<Switches> = {}): Promise<Scene> {
  const sandbox = await Sandbox.start({ account: 'article', clock: 'virtual', switches });
  const connection = open(sandbox, {}, { deadlines: { headers: 250 } });
  const { client } = connection;
  const [types, fields, base] = await Promise.all([
    client.listAssetTypes(user),
    client.listCustomFields(1, user),
    client.getAsset(target, user),
  ]);
  sandbox.wireLog.clear();
  const assetType = types.find(({ id }) => id === 1)!;
  const folder = mkdtempSync(join(tmpdir(), 'hf-plans-'));
  const journal = new JournalFiles(folder, () => 1_000);
  const scene: Scene = {
    ...{ sandbox, connection, definition: { assetType, fields }, base, journal, folder },
    before: new Map(assetsIn(sandbox).map((asset) => [asset.id, asset])),
    asked: { creates: 0 },
    unannounced: [],
    onPause: () => Promise.resolve(),
    writer: {
      ...{ client, accountId, journal, agent: { id: administrator, name: 'George - Admin' } },
      onDoubt: () => undefined,
      wait: (milliseconds) => scene.onPause(milliseconds),
      now: Date.now,
    },
  };
  watchWrites(scene);
  return scene;
}

export async function closeScene({ sandbox, connection, folder }: Scene): Promise<void> {
  await connection.dispose();
  await sandbox.stop();
  rmSync(folder, { recursive: true, force: true });
}

/** Holds each write against the journal as it arrives, before it is carried out. */
function watchWrites(scene: Scene): void {
  let arrived = 0;
  const watch = (): void => {
    void scene.sandbox.nextRequest(isWrite).then(
      ({ method, path }) => {
        watch();
        arrived += 1;
        const begun = linesOn(scene.folder).filter((line) => line.startsWith('{"begin":')).length;
        if (begun < arrived) scene.unannounced.push(`${method} ${path}`);
      },
      () => undefined,
    );
  };
  watch();
}

function isWrite({ method }: WireEntry): boolean {
  return method !== 'GET';
}

function linesOn(folder: string): readonly string[] {
  return journalText(folder)
    .split('\n')
    .filter((line) => line !== '');
}

function journalText(folder: string): string {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.jsonl'))
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('');
}

function assetsIn({ world }: Sandbox): readonly WorldAsset[] {
  return world.types.flatMap(({ id }) => world.assetsOf(id));
}

/**
 * What must hold whatever went wrong: nothing has changed but what was named, no more was created than was asked for, each write had its
 * line in the journal before it was sent, the journal says what is true of the last write to each, and nothing on disk holds a credential.
 */
export async function assertInvariants(scene: Scene, { late = false } = {}): Promise<void> {
  const { sandbox, before, asked, unannounced, folder } = scene;
  const writes = await written(scene);
  const last = new Map(writes.map((write) => [write.entry.assetId ?? write.entry.id, write]));
  const touched = new Set(writes.map(({ entry }) => entry.assetId));
  const now = new Map(assetsIn(sandbox).map((asset) => [asset.id, asset]));
  for (const [id, asset] of before) if (!touched.has(id)) assert.deepEqual(now.get(id), asset, `asset ${id}`);
  const created = [...now.keys()].filter((id) => !before.has(id));
  assert.ok(created.length <= asked.creates, `${created.length} were created, ${asked.creates} asked for`);
  assert.deepEqual(unannounced, []);
  if (!late) for (const write of last.values()) assertTrue(scene, write, now);
  const text = journalText(folder);
  for (const secret of [sandbox.apiKey, sandbox.authCode]) assert.ok(!text.includes(secret), 'no credentials on disk');
}

/** Whether an entry of the journal says what has happened, and still has what the user typed. */
function assertTrue({ base }: Scene, { entry, result }: JournaledWrite, now: ReadonlyMap<number, WorldAsset>): void {
  assert.ok(result, 'a write that ended has a result');
  const meant = entry.intent?.customFields.find(({ id }) => id === serialNumber)?.value ?? null;
  const world = now.get(entry.assetId ?? result.after?.id ?? 0);
  const was = base.customFields.find(({ id }) => id === serialNumber)?.value;
  if (result.state === 'verified') {
    if (entry.operation === 'delete') assert.equal(world, undefined);
    else assert.equal(world?.values.get(serialNumber) ?? null, meant);
  } else if (result.state === 'failed') {
    if (entry.operation === 'create') assert.ok(![...now.values()].some(({ name }) => name === entry.name));
    else if (entry.operation === 'delete') assert.ok(world, 'it is still there');
    else assert.equal(world?.values.get(serialNumber), was);
  }
}

/** The writes in the journal, oldest first. */
export async function written({ journal }: Scene): Promise<readonly JournaledWrite[]> {
  return (await journal.read(accountId)).toReversed();
}

/** How each write ended, such as `update verified`, oldest first. */
export async function results(scene: Scene): Promise<readonly string[]> {
  return (await written(scene)).map(({ entry, result }) => `${entry.operation} ${result?.state ?? 'under way'}`);
}

/** The names of new assets. */
export function createdIn({ sandbox, before }: Scene): readonly string[] {
  return assetsIn(sandbox).flatMap(({ id, name }) => (before.has(id) ? [] : [name]));
}

/** The serial number the account has for the asset in question; undefined when that is gone. */
export function serialIn({ world }: Sandbox): unknown {
  return world.asset(target)?.values.get(serialNumber);
}

/** The requests so far, such as `PUT asset/6748/`. */
export function wire({ sandbox }: Scene): readonly string[] {
  return sandbox.wireLog.entries.map(({ method, path }) => `${method} ${path.replace('/api/1.1/json/', '')}`);
}

/** Saves the asset in question with this serial number. */
export function save({ writer, definition, base }: Scene, serial: string | null): Promise<SaveOutcome> {
  const before = stateOf(base, definition);
  const mine: EditableState = {
    ...before,
    fields: new Map([...before.fields, [serialNumber, { kind: 'value', value: serial }]]),
  };
  return saveAsset(writer, { definition, base, mine });
}

/** Creates an asset named “Spare”. */
export function create(
  { writer, definition, asked }: Scene,
  rest: Partial<EditableState> = {},
): Promise<CreateOutcome> {
  asked.creates += 1;
  const mine: EditableState = { ...blankState(definition), name: 'Spare', displayId: '0007', ...rest };
  return createAsset(writer, { definition, mine, known: [] });
}

/** Deletes these assets. */
export async function remove({ writer }: Scene, ids: readonly number[] = [target]): Promise<readonly DeleteOutcome[]> {
  const { signal } = new AbortController();
  const outcomes: DeleteOutcome[] = [];
  for await (const outcome of deleteAssets(writer, { assets: ids.map((id) => ({ id })), signal }))
    outcomes.push(outcome);
  return outcomes;
}
