import * as vscode from 'vscode';
import { holdersIn } from '../../finding/holders';
import type { OpenedIndex } from '../../finding/openedIndex';
import type { LinkedContact } from '../../happyfox/asset';
import type { AccountSession } from '../sessions/accountSession';
import { pickSession, targetsOf, type Target, type TargetParts } from '../asking/arguments';
import { completeIndex } from '../asking/completeIndex';
import { matchesOf } from '../asking/soundQuery';
import { askPerson } from '../asking/personQuestion';
import { CommandRefused } from '../words/errors';
import { safeText } from '../../assets/safeText';
import type { IndexedAsset } from '../../finding/indexedAsset';
import { isGone } from '../../happyfox/errors';
import { emailKey } from '../../assets/person';

const { t } = vscode.l10n;

/** A person, and all that is known of the account that they are in. */
export interface AskedHolder {
  readonly session: AccountSession;
  readonly index: OpenedIndex;
  readonly person: LinkedContact;
  /** The assets that the command was called on; empty for the palette. */
  readonly targets: readonly Target[];
}

/**
 * Asks whose assets are meant: the one who has the selected assets, one of several who have them, else anybody. Reads first what is missing of the
 * account. Rejects with `CancellationError` when the user leaves.
 */
export async function askHolder(parts: TargetParts, args: readonly unknown[], title: string): Promise<AskedHolder> {
  const targets = targetsOf(parts, args);
  const [first] = targets;
  if (targets.some(({ session }) => session !== first?.session))
    throw new CommandRefused(t('Select assets of one account at a time.'));
  const session = first?.session ?? (await pickSession(parts, args, title));
  const index = await completeIndex(session, undefined, t('Reading the assets'));
  const ids = new Set(targets.map(({ assetId }) => assetId));
  const rows = await matchesOf(index, '', undefined);
  const selected = [...ids].flatMap((id) => index.assets.get(id) ?? []);
  const near = (await holdersIn(ids.size === 0 ? rows : selected)).map(({ person }) => person);
  const [only, ...others] = near;
  if (ids.size > 0 && only && others.length === 0) return { session, index, person: only, targets };
  // Nobody has what is selected: anybody may be meant.
  const offered = near.length > 0 ? near : (await holdersIn(rows)).map(({ person }) => person);
  const placeholder = t('Who? Type a name or an e-mail.');
  return { session, index, person: await askPerson(session, { title, placeholder, near: offered }), targets };
}

/** The person whom a script names by id or e-mail: one who holds an asset, else HappyFox is asked. Throws `CommandRefused` where there is none. */
export async function personNamed(
  session: AccountSession,
  rows: Iterable<IndexedAsset>,
  word: number | string,
): Promise<LinkedContact> {
  const folded = typeof word === 'string' ? emailKey(word) : undefined;
  const holder = (await holdersIn(rows)).find(({ person: { id, email } }) =>
    folded === undefined ? id === word : email !== null && emailKey(email) === folded,
  );
  if (holder) return holder.person;
  const client = await session.store.client();
  try {
    const { id, name, email } = await client.getContact(folded ?? word, { priority: 'user' });
    return { id, name, email };
  } catch (error) {
    if (!isGone(error)) throw error;
    throw new CommandRefused(t('HappyFox has no contact {0}.', safeText(String(word))), { cause: error });
  }
}
