import * as vscode from 'vscode';
import { fieldKeys, fieldLookup } from '../../assets/assetTypeDefinition';
import { safeLabel } from '../../assets/safeText';
import { kindOf } from '../../assets/fieldKinds';
import type { CustomField } from '../../happyfox/customField';
import type { GroupKey } from '../../finding/grouping';
import type { SortKey } from '../../finding/sorting';
import { CommandRefused } from '../words/errors';

const { t } = vscode.l10n;

/** A field as assets are grouped or sorted by it. */
interface FieldKey {
  readonly kind: 'field';
  readonly name: string;
}

/** The fields that a person is offered, those of one name with their ids behind. */
export function fieldChoices(fields: readonly CustomField[], purpose: 'grouping' | 'sorting'): readonly FieldKey[] {
  const fit = fields.filter((field) => purpose === 'sorting' || kindOf(field).isGroupable);
  const keys = fieldKeys(fields);
  return fit.map(({ id, name }) => ({ kind: 'field', name: keys.get(id) ?? name }));
}

const builtIn: ReadonlyMap<string, GroupKey | SortKey> = new Map<string, GroupKey | SortKey>([
  ['contact', { kind: 'contact' }],
  ['name', { kind: 'name' }],
  ['display_id', { kind: 'displayId' }],
]);

/**
 * What a script means by `by`: `name`, `display_id` or `contact`, or a field by its name, `Name (#45)` or `#45`; in quotation marks, a field that is called like one of those.
 * Throws `CommandRefused` where the type has no such field.
 */
export async function fieldKey(by: string, fields: readonly CustomField[]): Promise<GroupKey | SortKey> {
  const own = builtIn.get(by);
  if (own) return own;
  const { foldName } = await import('../../assets/fold');
  const word = by.replace(/^"(.*)"$/s, '$1');
  const match = fieldLookup({ fields })(word);
  if (match.kind === 'found') return { kind: 'field', name: fieldKeys(fields).get(match.item.id) ?? match.item.name };
  const field = fields.find(({ name }) => foldName(name) === foldName(word));
  if (!field) throw new CommandRefused(t('This type has no field “{0}”.', safeLabel(by)));
  return { kind: 'field', name: field.name };
}
