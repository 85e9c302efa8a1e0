import * as vscode from 'vscode';
import { safeText } from '../../assets/safeText';
import type { IndexedAsset } from '../../finding/indexedAsset';
import { holdersIn } from '../../finding/holders';
import type { LinkedContact } from '../../happyfox/asset';
import { isGone } from '../../happyfox/errors';
import type { AccountSession } from '../sessions/accountSession';
import { CommandRefused } from '../words/errors';

const { t } = vscode.l10n;

/** The person whom a script names by id or e-mail: one who holds an asset, else HappyFox is asked. Throws `CommandRefused` where there is none. */
export async function personNamed(
  session: AccountSession,
  rows: Iterable<IndexedAsset>,
  word: number | string,
): Promise<LinkedContact> {
  const folded = typeof word === 'string' ? word.trim().toLowerCase() : undefined;
  const holder = (await holdersIn(rows)).find(({ person: { id, email } }) =>
    folded === undefined ? id === word : email?.toLowerCase() === folded,
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
