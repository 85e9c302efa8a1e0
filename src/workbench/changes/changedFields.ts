import * as vscode from 'vscode';
import { changesBetween } from '../../assets/changes';
import { stateOf } from '../../assets/editableState';
import { safeLabel } from '../../assets/safeText';
import type { CustomField } from '../../happyfox/customField';
import type { JournalEntry } from '../../plans/journal';
import type { WriteNode } from '../screen/changeNodes';

const { t } = vscode.l10n;

/** Knows which fields writes have changed, as far as that is known without a request. It looks at each write once for what is known of its type's fields. */
export class ChangedFields {
  private readonly known = new WeakMap<
    JournalEntry,
    { readonly fields: readonly CustomField[]; readonly text: string }
  >();

  /** What a write did, in a word, or the fields an update changed. */
  readonly of = ({ write: { entry }, session }: WriteNode): string => {
    const { before, intent, assetTypeId, operation } = entry;
    if (operation === 'create') return t('created');
    if (operation === 'delete') return t('deleted');
    const fields = session.store.catalogue.knownFields(assetTypeId);
    const assetType = session.account.assetTypes.find(({ id }) => id === assetTypeId);
    if (!before || !intent || !fields || !assetType) return '';
    const known = this.known.get(entry);
    if (known?.fields === fields) return known.text;
    const definition = { assetType, fields };
    const changes = changesBetween(stateOf(before, definition), stateOf(intent, definition), definition);
    const text = changes.map(({ label }) => safeLabel(label)).join(', ');
    this.known.set(entry, { fields, text });
    return text;
  };
}
