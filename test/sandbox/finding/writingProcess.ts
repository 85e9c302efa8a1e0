import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { blankState, stateOf } from '../../../src/assets/editableState';
import { SharedOrder } from '../../../src/disk/sharedOrder';
import { openIndex } from '../../../src/finding/openedIndex';
import { systemClock } from '../../../src/happyfox/clock';
import { AssetGate } from '../../../src/plans/assetGate';
import { createAsset } from '../../../src/plans/createAsset';
import { deleteAsset } from '../../../src/plans/deleteAsset';
import type { Journal, Operation } from '../../../src/plans/journal';
import { JournalFiles } from '../../../src/plans/journalFiles';
import { OrderedJournal } from '../../../src/plans/orderedJournal';
import { saveAsset } from '../../../src/plans/saveAsset';
import type { Writer } from '../../../src/plans/writer';
import { open, user } from '../client/open';
import type { WindowTask } from './windowProcess';

/** What a window in a process of its own is to write, and where it stops, to be killed there. */
export interface WritingTask extends WindowTask {
  /** Of the journal and the locks. */
  readonly folder: string;
  readonly writesFile: string;
  readonly operation: Operation;
  /** `answered`: the answer is there, and nothing tells of it yet; `told`: the windows' order does; `journaled`: the journal does as well. */
  readonly halt: 'answered' | 'told' | 'journaled' | 'never';
}

const accountId = 'a.example';

/** Never resolves; tells whoever forked the process that it may be killed now. */
function stop(): Promise<never> {
  process.send?.('halted');
  return new Promise(() => undefined);
}

/** A journal that stops where it is told to. */
function halting(journal: Journal, at: () => boolean, after: () => boolean): Journal {
  return {
    begin: (entry) => journal.begin(entry),
    end: async (entry, result) => {
      if (at()) return stop();
      await journal.end(entry, result);
      if (after()) return stop();
    },
    lost: (account, assetId) => journal.lost(account, assetId),
  };
}

/** Carries out one write, as a window does whose index is on disk and open. */
async function main({ folder, writesFile, place, operation, halt, ...account }: WritingTask): Promise<void> {
  const { client } = open(account);
  const order = new SharedOrder({ path: writesFile });
  await openIndex({
    ...{ accountId, order, clock: systemClock },
    place: { ...place, key: Buffer.from(place.key, 'base64') },
    world: { today: () => '2026-01-15', uniqueFields: [] },
    openClient: () => Promise.resolve(client),
    unwritable: () => undefined,
    unreadable: () => undefined,
  });
  const files = halting(
    new JournalFiles(join(folder, 'journal'), () => 1_000),
    () => halt === 'told',
    () => halt === 'journaled',
  );
  const ordered = new OrderedJournal(files, order, () => undefined);
  const journal = halting(
    ordered,
    () => halt === 'answered',
    () => false,
  );
  const writer: Writer = {
    ...{ client, accountId, agent: { id: 1, name: 'George - Admin' }, journal },
    ...{ now: systemClock.now, monotonic: systemClock.monotonic, newest: () => 0, onDoubt: () => undefined },
    wait: (milliseconds) => setTimeout(milliseconds),
    gate: new AssetGate(join(folder, 'locks')),
  };
  const [types, fields] = await Promise.all([client.listAssetTypes(user), client.listCustomFields(1, user)]);
  const assetType = types.find(({ id }) => id === 1);
  if (!assetType) throw new Error('The account has no type 1');
  const definition = { assetType, fields };
  const base = await client.getAsset(6748, user);
  if (operation === 'update')
    await saveAsset(writer, { definition, base, mine: { ...stateOf(base, definition), name: 'Written' } });
  else if (operation === 'delete') await deleteAsset(writer, { id: base.id, assetTypeId: 1 });
  else {
    const mine = { ...blankState(definition), name: 'Written', displayId: 'written-1' };
    await createAsset(writer, { definition, mine, known: [] });
  }
}

void main(JSON.parse(process.argv[2] ?? '{}') as WritingTask);
process.once('disconnect', () => process.exit());
