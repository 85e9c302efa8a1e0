import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AssetTypeDefinition } from '../../../src/assets/assetTypeDefinition';
import { accountFileName } from '../../../src/disk/fileNames';
import { blankState, stateOf, type EditableState } from '../../../src/assets/editableState';
import type { Parts } from '../../../src/happyfox/assembly';
import type { Asset } from '../../../src/happyfox/asset';
import type { ConnectionOptions } from '../../../src/happyfox/connection';
import { AssetGate } from '../../../src/plans/assetGate';
import { createAsset, type CreateOutcome } from '../../../src/plans/createAsset';
import { deleteAsset } from '../../../src/plans/deleteAsset';
import type { JournaledWrite } from '../../../src/plans/journal';
import { JournalFiles } from '../../../src/plans/journalFiles';
import { PlanFiles } from '../../../src/plans/planFiles';
import { saveAsset, type SaveOutcome } from '../../../src/plans/saveAsset';
import type { Writer } from '../../../src/plans/writer';
import { Sandbox, type Asset as WorldAsset, type Switches, type WireEntry } from '../../../src/sandbox/sandbox';
import { listen, open, user, type Opened } from '../client/open';
import { AccountClock } from './accountClock';
import { announcedIn, assertInvariants as assertAll, deedOf, type Named } from './invariants';
import { Tab } from './tab';

/** The article's asset with the most to lose: values, a contact, fields it does not list. */
export const target = 6748;
export const serialNumber = 45;
export const administrator = 1;
export const accountId = 'acme.happyfox.com';
const budget = { readsPerMinute: 400, writesPerMinute: 200 } as const;

/** How a scene differs from the usual one. */
export interface SceneOptions {
  readonly switches?: Partial<Switches>;
  /** How far the window's clock is ahead, in milliseconds. */
  readonly skew?: number;
}

/** The article's account on a sandbox, a window with a connection to it, its files, and what has been read of the account. */
export interface Scene {
  readonly sandbox: Sandbox;
  readonly clock: AccountClock;
  readonly definition: AssetTypeDefinition;
  readonly base: Asset;
  readonly journal: JournalFiles;
  readonly plans: PlanFiles;
  /** All that is on disk, and the folder of the journal in it. */
  readonly storage: string;
  readonly folder: string;
  /** Everything as it was at first. */
  readonly before: ReadonlyMap<number, WorldAsset>;
  readonly confirmed: Named[];
  readonly colleagues: Named[];
  readonly typed: string[];
  readonly tabs: Tab[];
  readonly unannounced: string[];
  readonly elsewhere: string[];
  readonly connections: Opened[];
  readonly strangers: Server[];
  /** Stops a plan. */
  readonly stop: AbortController;
  /** What the window goes through; it may be replaced by one with another route or shorter deadlines. */
  connection: Opened;
  writer: Writer;
  /** Called at each pause between two looks for an asset whose answer was lost; no real time passes. */
  onPause: (milliseconds: number) => Promise<void>;
}

/** Opens the scene; the wire log is empty then. */
export async function openScene({ switches = {}, skew = 0 }: SceneOptions = {}): Promise<Scene> {
  const sandbox = await Sandbox.start({ account: 'article', clock: 'virtual', switches });
  const clock = new AccountClock(sandbox, skew);
  const storage = mkdtempSync(join(tmpdir(), 'hf-faults-'));
  for (const name of ['budget', 'journal', 'plans']) mkdirSync(join(storage, name));
  const connection = open(sandbox, { budget, ...sharedBudget(storage) }, { clock });
  const { client } = connection;
  const [types, fields, base] = await Promise.all([
    client.listAssetTypes(user),
    client.listCustomFields(1, user),
    client.getAsset(target, user),
  ]);
  sandbox.wireLog.clear();
  connection.lines.length = 0;
  const folder = join(storage, 'journal');
  const journal = new JournalFiles(folder, () => 1_000, { now: () => clock.now() });
  const definition = { assetType: types.find(({ id }) => id === 1)!, fields };
  const scene: Scene = {
    ...{ sandbox, clock, connection, definition, base, journal, storage, folder },
    plans: new PlanFiles(join(storage, 'plans')),
    before: new Map(assetsIn(sandbox).map((asset) => [asset.id, asset])),
    ...{ confirmed: [], colleagues: [], typed: [], tabs: [], unannounced: [], elsewhere: [] },
    ...{ connections: [connection], strangers: [], stop: new AbortController() },
    onPause: (milliseconds) => {
      clock.pass(milliseconds);
      return Promise.resolve();
    },
    writer: {
      ...{ client, accountId, journal, agent: { id: administrator, name: 'George - Admin' } },
      onDoubt: () => undefined,
      wait: (milliseconds) => scene.onPause(milliseconds),
      // The journal is in the order of its times.
      now: () => {
        clock.pass(1);
        return clock.now();
      },
      monotonic: () => clock.monotonic(),
      newest: () => 0,
      gate: new AssetGate(join(storage, 'gate')),
    },
  };
  watchWrites(scene);
  return scene;
}

function sharedBudget(storage: string): Pick<ConnectionOptions, 'budgetFolder'> {
  return { budgetFolder: join(storage, 'budget') };
}

/** Another connection of the same window, or of another one: all share the budget. */
export function connectAgain(
  scene: Scene,
  options: Partial<ConnectionOptions> & { readonly url?: string } = {},
  parts: Partial<Parts> = {},
): Opened {
  const { sandbox, storage, clock } = scene;
  const { url = sandbox.url, ...rest } = options;
  const { apiKey, authCode } = sandbox;
  const connection = open(
    { url, apiKey, authCode },
    { budget, ...sharedBudget(storage), ...rest },
    { clock, ...parts },
  );
  scene.connections.push(connection);
  return connection;
}

/** From now on the window goes this way. */
export function reconnect(
  scene: Scene,
  ...how: Parameters<typeof connectAgain> extends [Scene, ...infer R] ? R : never
): void {
  scene.connection = connectAgain(scene, ...how);
  scene.writer = { ...scene.writer, client: scene.connection.client };
}

/** A window that was killed while it wrote has left half a line in this window's journal. */
export async function journalAgain({ journal, folder, clock }: Scene): Promise<void> {
  await journal.read(accountId);
  const account = join(folder, accountFileName(accountId));
  mkdirSync(account, { recursive: true });
  writeFileSync(join(account, '1-torn.jsonl'), `{"begin":{"id":"torn","time":${clock.now()},"acc`);
}

/** An origin that is not the account's; what it is sent counts as seen elsewhere. */
export async function stranger(scene: Scene): Promise<string> {
  const server = createServer((request, response) => {
    scene.elsewhere.push(`${request.method} ${request.url} ${JSON.stringify(request.headers)}`);
    response.end('{}');
  });
  scene.strangers.push(server);
  return `http://127.0.0.1:${await listen(server)}`;
}

export async function closeScene({ sandbox, connections, strangers, storage }: Scene): Promise<void> {
  await Promise.all(connections.map((connection) => connection.dispose()));
  for (const server of strangers) server.close();
  await sandbox.stop();
  rmSync(storage, { recursive: true, force: true });
}

/** Holds each write against the journal as it arrives, before it is carried out. */
function watchWrites({ sandbox, folder, unannounced }: Scene): void {
  const arrived: string[] = [];
  const watch = (): void => {
    void sandbox.nextRequest(isWrite).then(
      (entry) => {
        watch();
        const deed = deedOf(entry)!;
        arrived.push(deed);
        const [sent, announced] = [arrived, announcedIn(folder)].map((all) => all.filter((one) => one === deed).length);
        if (announced! < sent!) unannounced.push(`${entry.method} ${entry.path}`);
      },
      () => undefined,
    );
  };
  watch();
}

function isWrite({ method }: WireEntry): boolean {
  return method !== 'GET';
}

/** Everything the account holds, by id. */
export function assetsIn({ world }: Sandbox): readonly WorldAsset[] {
  return world.types.flatMap(({ id }) => world.assetsOf(id));
}

/**
 * The invariants, and that the journal says what is true of the last write to each asset.
 * @param late a write was carried out after it had been looked up, or nobody can read the journal: then that is not held against the account
 */
export async function assertInvariants(scene: Scene, { late = false } = {}): Promise<void> {
  const { sandbox } = scene;
  const now = new Map(assetsIn(sandbox).map((asset) => [asset.id, asset]));
  assertAll({
    ...scene,
    ...{ now, budget, wire: sandbox.wireLog.entries },
    secrets: [sandbox.apiKey, sandbox.authCode],
  });
  if (late) return;
  const last = new Map((await written(scene)).map((write) => [write.entry.assetId ?? write.entry.name, write]));
  for (const write of last.values()) assertTrue(scene, write, now);
}

/** Whether an entry of the journal says what has happened. */
function assertTrue({ before }: Scene, { entry, result }: JournaledWrite, now: ReadonlyMap<number, WorldAsset>): void {
  assert.ok(result, 'a write that ended has a result');
  const { operation, assetId, name } = entry;
  const meant = entry.intent?.customFields.find(({ id }) => id === serialNumber)?.value ?? null;
  const is = now.get(assetId ?? result.after?.id ?? 0);
  if (result.state === 'verified') {
    if (operation === 'delete') assert.equal(is, undefined);
    else assert.equal(is?.values.get(serialNumber) ?? null, meant);
  } else if (result.state === 'failed') {
    if (operation === 'create') assert.ok(![...now.values()].some((asset) => asset.name === name));
    else if (operation === 'delete') assert.ok(is, 'it is still there');
    else assert.equal(is?.values.get(serialNumber), before.get(assetId ?? 0)?.values.get(serialNumber));
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

/** Another agent changes the asset's serial number. */
export function theyEdit({ sandbox, colleagues }: Scene, serial: string, assetId = target): void {
  colleagues.push({ operation: 'update', assetId, parts: new Map([[serialNumber, serial]]) });
  sandbox.world.editAsset(assetId, { values: { [serialNumber]: serial } });
}

/** Another agent deletes the asset. */
export function theyDelete({ sandbox, colleagues }: Scene, assetId = target): void {
  colleagues.push({ operation: 'delete', assetId });
  sandbox.world.deleteAsset(assetId);
}

/** The state of an asset with this serial number. */
export function withSerial(
  { definition }: Pick<Scene, 'definition'>,
  asset: Asset,
  serial: string | null,
): EditableState {
  const before = stateOf(asset, definition);
  return { ...before, fields: new Map([...before.fields, [serialNumber, { kind: 'value', value: serial }]]) };
}

/** Saves the asset in question with this serial number. */
export function save(scene: Scene, serial: string | null): Promise<SaveOutcome> {
  const { writer, definition, base, confirmed } = scene;
  confirmed.push({ operation: 'update', assetId: target, parts: new Map([[serialNumber, serial]]) });
  return saveAsset(writer, { definition, base, mine: withSerial(scene, base, serial) });
}

/** Opens the asset in question in a tab, types this serial number, and saves it. */
export function typeAndSave(scene: Scene, serial: string): Promise<SaveOutcome> {
  const tab = new Tab(scene.base, scene.definition);
  scene.tabs.push(tab);
  tab.type('Serial Number', serial);
  scene.typed.push(serial);
  scene.confirmed.push({ operation: 'update', assetId: target, parts: new Map([[serialNumber, serial]]) });
  return tab.save(scene.writer);
}

/** Creates an asset named “Spare”. */
export function create(
  { writer, definition, confirmed }: Scene,
  rest: Partial<EditableState> = {},
): Promise<CreateOutcome> {
  const mine: EditableState = { ...blankState(definition), name: 'Spare', displayId: '0007', ...rest };
  confirmed.push({ operation: 'create', name: mine.name });
  return createAsset(writer, { definition, mine, known: [] });
}

/** How a deletion ended. */
interface Removed {
  readonly id: number;
  readonly outcome: 'deleted' | 'alreadyGone' | 'failed';
  readonly error?: unknown;
}

/** Deletes these assets. */
export async function remove(
  { writer, confirmed }: Scene,
  ids: readonly number[] = [target],
): Promise<readonly Removed[]> {
  const outcomes: Removed[] = [];
  for (const id of ids) {
    confirmed.push({ operation: 'delete', assetId: id });
    const failed = (error: unknown): Removed => ({ id, outcome: 'failed', error });
    outcomes.push(await deleteAsset(writer, { id }).then((outcome) => ({ id, outcome }), failed));
  }
  return outcomes;
}
