import * as vscode from 'vscode';
import type { SchemaWords } from '../../assets/documentSchema';
import type { FieldKindName } from '../../assets/fieldKinds';

const { t } = vscode.l10n;

const kindText: Readonly<Record<FieldKindName, () => string>> = {
  text: () => t('Text'),
  textarea: () => t('Text of several lines'),
  number: () => t('Number'),
  date: () => t('Date, YYYY-MM-DD'),
  dropdown: () => t('One of the choices'),
  multipleOptions: () => t('A list of choices'),
  unknown: () => t('Read-only: a kind of field that can’t be written from here'),
};

/** The sentences of the schema of asset documents. */
export function schemaWords(): SchemaWords {
  return {
    schema: t('Gives completion and hovers for this asset type. Leave it as it is.'),
    displayId: t('The id people see in HappyFox.'),
    name: t('The asset’s name, 200 characters at most.'),
    contacts: t(
      'The people this asset is linked to. Type a part of a name or e-mail address to find them; [] links nobody.',
    ),
    contactsSwitchedOff: t('Contacts are switched off for this asset type in HappyFox.'),
    contactId: t('The person’s id in HappyFox.'),
    contactName: t('Read-only: changed in HappyFox.'),
    contactEmail: t('Read-only: changed in HappyFox.'),
    contactPhone: t('The phone number of somebody who is not in HappyFox yet, such as "+1 555 0100".'),
    contactSnippet: t('Link a contact'),
    customFields: t('The custom fields of this type. null or [] clears a field; one that is left out stays as it is.'),
    field: (kind, id) => t('{0} · custom field #{1}', kindText[kind](), id),
    readOnly: () => t('Read-only: set by HappyFox.'),
    choice: (id) => t('Choice #{0}', id),
    clear: t('No value: clears the field.'),
    today: t('Today'),
  };
}
