import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { stateOf } from '../../../src/assets/editableState';
import { systemClock } from '../../../src/happyfox/clock';
import { AssetGate } from '../../../src/plans/assetGate';
import { JournalFiles } from '../../../src/plans/journalFiles';
import { saveAsset } from '../../../src/plans/saveAsset';
import { open, user } from '../client/open';

/** What the process is to do, as its first argument. */
export interface SavingOrder {
  readonly url: string;
  readonly apiKey: string;
  readonly authCode: string;
  /** The storage that it shares with the other. */
  readonly folder: string;
  /** The text field that it counts up. */
  readonly field: number;
  readonly saves: number;
}

/** Saves one asset again and again, each time with the next number in a field, as a window does. */
async function main({ folder, field, saves, ...account }: SavingOrder): Promise<void> {
  const { client, dispose } = open(account);
  const journal = new JournalFiles(join(folder, 'journal'), () => 1_000);
  const [types, fields] = await Promise.all([client.listAssetTypes(user), client.listCustomFields(1, user)]);
  const assetType = types.find(({ id }) => id === 1);
  if (!assetType) throw new Error('The account has no type 1');
  const definition = { assetType, fields };
  let base = await client.getAsset(6748, user);
  for (let count = 1; count <= saves; count += 1) {
    const before = stateOf(base, definition);
    const value = { kind: 'value', value: `count ${count}` } as const;
    const mine = { ...before, fields: new Map([...before.fields, [field, value]]) };
    const writer = {
      ...{ client, accountId: 'acme.happyfox.com', agent: { id: 1, name: 'George - Admin' }, journal },
      onDoubt: () => undefined,
      wait: (milliseconds: number) => setTimeout(milliseconds),
      now: systemClock.now,
      monotonic: systemClock.monotonic,
      newest: () => 0,
      gate: new AssetGate(join(folder, 'locks')),
    };
    const saved = await saveAsset(writer, { definition, base, mine });
    if (saved.kind === 'saved') base = saved.asset;
  }
  await dispose();
}

void main(JSON.parse(process.argv[2] ?? '') as SavingOrder);
