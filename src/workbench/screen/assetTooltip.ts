import * as vscode from 'vscode';
import { safeLabel } from '../../assets/safeText';
import type { Asset, FieldValue } from '../../happyfox/asset';

const { t } = vscode.l10n;
const longestValue = 120;

/** Lists an asset's fields, contacts and authors. A plain string: nothing in a name can become a link, an icon or HTML. */
export function assetTooltip(asset: Asset, staffName: (id: number) => string | undefined): string {
  const lines = [
    safeLabel(asset.name),
    t('Display ID: {0}', safeLabel(asset.displayId)),
    t('ID: {0}', String(asset.id)),
  ];
  for (const field of asset.customFields) {
    const value = shown(field);
    if (value !== undefined) lines.push(`${safeLabel(field.name)}: ${value}`);
  }
  if (asset.contacts.length > 0) {
    const people = asset.contacts.map(({ name, email, id }) => safeLabel(name ?? email ?? `#${id}`));
    lines.push(t('Contacts: {0}', people.join(', ')));
  }
  const touched = (id: number): string => safeLabel(staffName(id) ?? `#${id}`);
  if (typeof asset.createdBy === 'number') lines.push(t('Created by: {0}', touched(asset.createdBy)));
  if (typeof asset.updatedBy === 'number') lines.push(t('Last changed by: {0}', touched(asset.updatedBy)));
  return lines.join('\n');
}

/** Values that need no look at the field's choices, whose labels a list of assets does not bring. */
function shown({ type, value }: FieldValue): string | undefined {
  const plain = /^(text|textarea|number|date)$/.test(type);
  if (!plain || value === null || value === '' || typeof value === 'object') return undefined;
  return safeLabel(String(value), longestValue);
}
