import assert from 'node:assert/strict';
import { OpenedIndex, type OpenIndexOptions } from '../../../../src/finding/openedIndex';
import type { FakeAccount } from './fakeAccount';

/** An index of an account, in memory where `more` says no place. */
export function indexOver(
  account: FakeAccount,
  more: Pick<OpenIndexOptions, 'clock'> & Partial<OpenIndexOptions>,
): OpenedIndex {
  return new OpenedIndex({
    ...{ accountId: 'a.example', place: undefined, world: { today: () => '2026-01-15', uniqueFields: [] } },
    openClient: () =>
      Promise.resolve({ listAssets: (request) => account.fetchPage(request, new AbortController().signal) }),
    unwritable: (error) => assert.fail(String(error)),
    unreadable: (reason) => assert.fail(reason),
    ...more,
  });
}
