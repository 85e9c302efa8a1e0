import * as vscode from 'vscode';
import { safeText } from '../../assets/safeText';
import { toAsset } from '../../finding/indexedAsset';
import type { OpenedIndex } from '../../finding/openedIndex';
import { inStretches, pausing } from '../../happyfox/pause';
import { audit, type Audit, type AuditedType } from '../../tables/audit';
import { ColumnNames } from '../../tables/columnNames';
import { columnsOf } from '../../tables/columns';
import type { AccountSession } from '../sessions/accountSession';
import { CommandRefused } from '../words/errors';
import { matchesOf } from '../asking/soundQuery';

const { t } = vscode.l10n;

/** What is audited. */
interface AuditQuestion {
  readonly session: AccountSession;
  /** Has all assets of the account. */
  readonly index: OpenedIndex;
  /** The type whose assets are expected; those of all types where it is left out. */
  readonly typeId: number | undefined;
  /** What they have in common beside that; empty for nothing. */
  readonly query: string;
  readonly tags: readonly string[];
  /** The field that the tags are values of, by its name. */
  readonly field: string | undefined;
}

/** Holds tags against the expected assets. Tags of assets that are elsewhere are found there. Throws `CommandRefused` where no type has the field. */
export async function runAudit(question: AuditQuestion): Promise<Audit> {
  const { session, index, query, typeId, field, tags } = question;
  if (tags.length === 0) throw new CommandRefused(t('There is no tag in this list.'));
  const expected = new Set((await matchesOf(index, query, typeId)).map(({ id }) => id));
  const types: AuditedType[] = [];
  for (const { id } of await session.assetTypes()) {
    const definition = await session.index.definition(id);
    const key = field === undefined ? undefined : new ColumnNames(columnsOf(definition)).named(field)?.key;
    if (field !== undefined && key === undefined) continue;
    const { rows } = await index.filter('', id);
    const assets = await inStretches(rows, pausing(), (row) => [toAsset(row)]);
    types.push({ definition, assets, key, expected });
  }
  if (types.length === 0) throw new CommandRefused(t('No asset type has a field “{0}”.', safeText(field ?? '')));
  return audit(types, tags);
}
