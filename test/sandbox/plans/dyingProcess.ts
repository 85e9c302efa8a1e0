import { appendFileSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '../../../src/happyfox/clock';
import { AssetGate } from '../../../src/plans/assetGate';
import { blankState, stateOf } from '../../../src/assets/editableState';
import { createAsset } from '../../../src/plans/createAsset';
import { deleteAsset } from '../../../src/plans/deleteAsset';
import type { Journal, Operation } from '../../../src/plans/journal';
import { JournalFiles } from '../../../src/plans/journalFiles';
import { saveAsset } from '../../../src/plans/saveAsset';
import type { Writer } from '../../../src/plans/writer';
import { open, user } from '../client/open';

/** At which line of the journal the process stops, to be killed there. `torn`: its first line is on disk by half. */
export type Halt = 'beforeBegin' | 'torn' | 'begun' | 'beforeEnd' | 'ended' | 'never';

/** What the process is to do, as its first argument. */
export interface Order {
  readonly url: string;
  readonly apiKey: string;
  readonly authCode: string;
  readonly folder: string;
  readonly operation: Operation;
  readonly halt: Halt;
}

const accountId = 'acme.happyfox.com';
const agent = { id: 1, name: 'George - Admin' };

/** Never resolves; tells whoever forked the process that it may be killed now. */
function stop(): Promise<never> {
  process.send?.('halted');
  return new Promise(() => undefined);
}

/** A journal on disk that stops where it is told to. */
function halting(journal: JournalFiles, folder: string, halt: Halt): Journal {
  return {
    async begin(entry) {
      if (halt === 'beforeBegin') return stop();
      await journal.begin(entry);
      if (halt === 'torn') {
        tear(folder, JSON.stringify({ begin: { ...entry, id: 'torn' } }));
        return stop();
      }
      if (halt === 'begun') return stop();
    },
    async end(entry, result) {
      if (halt === 'beforeEnd') return stop();
      await journal.end(entry, result);
      if (halt === 'ended') return stop();
    },
    lost: (account, assetId) => journal.lost(account, assetId),
  };
}

/** Half a line, as a disk has it when the power fails between two blocks. */
function tear(folder: string, line: string): void {
  const [account = ''] = readdirSync(folder);
  const path = join(folder, account);
  mkdirSync(path, { recursive: true });
  const [file = 'x.jsonl'] = readdirSync(path);
  appendFileSync(join(path, file), line.slice(0, line.length / 2));
}

/** Carries out one write, as a window does. */
async function main({ url, apiKey, authCode, folder, operation, halt }: Order): Promise<void> {
  const { client } = open({ url, apiKey, authCode });
  const journal = halting(new JournalFiles(folder, () => 1_000), folder, halt);
  const writer: Writer = {
    ...{ client, accountId, agent, journal },
    onDoubt: () => undefined,
    wait: () => Promise.resolve(),
    now: Date.now,
    monotonic: systemClock.monotonic,
    newest: () => 0,
    gate: new AssetGate(join(folder, 'locks')),
  };
  const [types, fields, base] = await Promise.all([
    client.listAssetTypes(user),
    client.listCustomFields(1, user),
    client.getAsset(6748, user),
  ]);
  const assetType = types.find(({ id }) => id === 1);
  if (!assetType) throw new Error('The account has no type 1');
  const definition = { assetType, fields };
  if (operation === 'update') {
    const before = stateOf(base, definition);
    const value = { kind: 'value', value: 'NEW' } as const;
    await saveAsset(writer, {
      definition,
      base,
      mine: { ...before, fields: new Map([...before.fields, [45, value]]) },
    });
  } else if (operation === 'create') {
    const mine = { ...blankState(definition), name: 'Spare', displayId: '0007' };
    await createAsset(writer, { definition, mine, known: [] });
  } else {
    await deleteAsset(writer, { id: 6748 });
  }
}

const [, , order] = process.argv;
if (order !== undefined) void main(JSON.parse(order) as Order);
