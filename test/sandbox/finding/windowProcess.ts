import { systemClock } from '../../../src/happyfox/clock';
import { openIndex, type IndexPlace } from '../../../src/finding/openedIndex';
import { open } from '../client/open';

/** What a window in a process of its own is to read, and where it keeps that. */
export interface WindowTask {
  readonly url: string;
  readonly apiKey: string;
  readonly authCode: string;
  readonly place: Omit<IndexPlace, 'key'> & { readonly key: string };
  readonly types: readonly number[];
}

// Reads all assets into an index on disk, until it is killed.
const { place, types, ...account } = JSON.parse(process.argv[2] ?? '{}') as WindowTask;
const connection = open(account);
void openIndex({
  accountId: 'a.example',
  place: { ...place, key: Buffer.from(place.key, 'base64') },
  world: { today: () => '2026-01-15', uniqueFields: [] },
  openClient: () => Promise.resolve(connection.client),
  clock: systemClock,
  unwritable: (error) => {
    throw error;
  },
  unreadable: () => undefined,
}).then((index) => index.crawl.read({ assetTypeIds: types, notBefore: 0 }, new AbortController().signal));
process.once('disconnect', () => process.exit());
