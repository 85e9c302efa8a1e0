import type { AssetTypeDefinition } from '../assets/assetTypeDefinition';
import { contactsAllowed } from '../assets/editableState';
import { columnsOf, isReadOnly, type Column } from './columns';
import { csvLines } from './csvWriter';
import { guard } from './guard';
import { fieldOfColumn } from './mapping';
import { isEditable } from '../assets/fieldKinds';

/** All that a new asset of a type may be given. */
export function templateColumns(definition: AssetTypeDefinition): readonly Column[] {
  return columnsOf(definition).filter(({ key }) => {
    if (isReadOnly(key) || (key === 'contacts' && !contactsAllowed(definition))) return false;
    const field = fieldOfColumn(definition, key);
    return !field || isEditable(field);
  });
}

/** A CSV file of a type without any asset: a header for all that a new asset may be given. Filled in, it is imported as it is. */
export function templateText(definition: AssetTypeDefinition): string {
  const columns = templateColumns(definition);
  // The mark makes spreadsheets write the file back in UTF-8.
  return `\uFEFF${csvLines([columns.map(({ header }) => guard(header))])}`;
}
