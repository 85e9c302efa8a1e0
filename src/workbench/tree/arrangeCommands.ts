import * as vscode from 'vscode';
import * as z from 'zod/mini';
import type { GroupKey } from '../../finding/grouping';
import { fieldOf } from '../words/arrangementText';
import { CommandRefused } from '../words/errors';
import { fieldChoices, fieldKey } from '../asking/fieldChoices';
import { pickType } from '../asking/pickType';
import { askPick } from '../asking/quickInput';
import { Id, pickSession, scripted, sessionFor } from '../asking/arguments';
import type { TreeParts } from './treeParts';
import type { SessionParts } from '../sessions/sessionParts';
import type { Sorting } from '../../finding/arrangement';
import type { SortKey } from '../../finding/sorting';

const { t } = vscode.l10n;

const GroupByArgument = z.object({
  account: z.optional(z.string()),
  typeId: Id,
  by: z.optional(z.nullable(z.string())),
});

/** Groups a type's assets in the sidebar by a field or by contact, or no longer. */
export async function groupBy(
  parts: Pick<TreeParts, 'memory'> & Pick<SessionParts, 'sessions'>,
  ...args: readonly unknown[]
): Promise<void> {
  const { memory } = parts;
  const given = scripted(GroupByArgument, args);
  const session = given ? sessionFor(parts, given.account) : await pickSession(parts, args, t('Group Assets'));
  const typeId = given?.typeId ?? (await pickType(session, args[0], t('Group Assets'))).id;
  const { types } = await memory.of(session.accountId);
  const { fields } = await session.index.definition(typeId);
  if (given) {
    const by = given.by ? await fieldKey(given.by, fields) : undefined;
    if (by && by.kind !== 'contact' && by.kind !== 'field')
      throw new CommandRefused(t('Assets can be grouped by a field or by “contact”, but not by “{0}”.', fieldOf(by)));
    await memory.setView(session.accountId, typeId, { ...types[typeId], groupBy: by });
    return;
  }
  const now = types[typeId]?.groupBy;
  const keys: readonly (GroupKey | undefined)[] = [undefined, { kind: 'contact' }, ...fieldChoices(fields, 'grouping')];
  const items = keys.map((by) => ({
    label: by ? fieldOf(by) : t('No groups'),
    iconPath: new vscode.ThemeIcon(by === undefined ? 'list-flat' : by.kind === 'contact' ? 'person' : 'tag'),
    description: by && isSame(by, now) ? t('now') : '',
    by,
  }));
  const active = items.find(({ by }) => by && isSame(by, now));
  const placeholder = t('By what?');
  const picked = await askPick({ title: t('Group Assets'), step: 1, totalSteps: 1, placeholder, items, active });
  if (typeof picked === 'symbol') return;
  await memory.setView(session.accountId, typeId, { ...types[typeId], groupBy: picked.by });
}

function isSame<Key extends GroupKey | SortKey>(by: Key, now: Key | undefined): boolean {
  return by.kind === now?.kind && fieldOf(by) === fieldOf(now);
}

const SortByArgument = z.object({
  account: z.optional(z.string()),
  typeId: Id,
  by: z.optional(z.nullable(z.string())),
  direction: z.optional(z.enum(['ascending', 'descending'])),
});

/** Sorts a type's assets in the sidebar by name, display id or a field, either way, or no longer. */
export async function sortBy(
  parts: Pick<TreeParts, 'memory'> & Pick<SessionParts, 'sessions'>,
  ...args: readonly unknown[]
): Promise<void> {
  const { memory } = parts;
  const given = scripted(SortByArgument, args);
  const session = given ? sessionFor(parts, given.account) : await pickSession(parts, args, t('Sort Assets'));
  const typeId = given?.typeId ?? (await pickType(session, args[0], t('Sort Assets'))).id;
  const { types } = await memory.of(session.accountId);
  const { fields } = await session.index.definition(typeId);
  if (given) {
    const by = given.by ? await fieldKey(given.by, fields) : undefined;
    if (by?.kind === 'contact') throw new CommandRefused(t('Assets can’t be sorted by contact.'));
    const sortBy = by && { by, direction: given.direction ?? 'ascending' };
    await memory.setView(session.accountId, typeId, { ...types[typeId], sortBy });
    return;
  }
  const now = types[typeId]?.sortBy;
  const keys: readonly SortKey[] = [{ kind: 'name' }, { kind: 'displayId' }, ...fieldChoices(fields, 'sorting')];
  const items = [itemOf(undefined, now), ...keys.map((by) => itemOf({ by, direction: directionAfter(by, now) }, now))];
  const active = items.find(({ isNow }) => isNow);
  const placeholder = t('By what? What it is sorted by already is turned round.');
  const picked = await askPick({ title: t('Sort Assets'), step: 1, totalSteps: 1, placeholder, items, active });
  if (typeof picked === 'symbol') return;
  await memory.setView(session.accountId, typeId, { ...types[typeId], sortBy: picked.sortBy });
}

/** Choosing again what it is sorted by turns it round. */
function directionAfter(by: SortKey, now: Sorting | undefined): Sorting['direction'] {
  return isSame(by, now?.by) && now?.direction === 'ascending' ? 'descending' : 'ascending';
}

function itemOf(sortBy: Sorting | undefined, now: Sorting | undefined) {
  const isNow = sortBy ? isSame(sortBy.by, now?.by) : now === undefined;
  const turned =
    sortBy?.direction === 'descending'
      ? t('now ascending; turns to descending')
      : t('now descending; turns to ascending');
  return {
    label: sortBy ? fieldOf(sortBy.by) : t('As HappyFox lists them'),
    iconPath: new vscode.ThemeIcon(
      sortBy?.direction === 'descending' ? 'arrow-down' : sortBy ? 'arrow-up' : 'list-flat',
    ),
    description: isNow && sortBy ? turned : '',
    sortBy,
    isNow,
  };
}
