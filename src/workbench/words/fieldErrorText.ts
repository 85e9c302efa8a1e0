import * as vscode from 'vscode';
import { safeText } from '../../assets/safeText';
import type { Failure, FieldError } from '../../happyfox/errors';

const { t } = vscode.l10n;

/** Names a custom field by its id; undefined for one not known. */
export type FieldName = (id: string) => string | undefined;

const mostNamed = 3;

/** The server's complaints of a 400 (article §3, “Example failure response”), each with the field it is about. */
export function fieldErrorText({ fieldErrors = [], serverMessage }: Failure, fieldName: FieldName | undefined): string {
  const named = fieldErrors.slice(0, mostNamed).map((error) => oneError(error, fieldName));
  if (named.length === 0) {
    return serverMessage
      ? t('HappyFox refused this: “{0}” Correct it and try again.', safeText(serverMessage))
      : t('HappyFox refused this without saying why. Check the values and try again.');
  }
  const more = fieldErrors.length - named.length;
  const list = named.join(' · ');
  return more > 0
    ? t('HappyFox refused this: {0}, and {1} more. Correct it and try again.', list, more)
    : t('HappyFox refused this: {0} Correct it and try again.', list);
}

function oneError({ path, message }: FieldError, fieldName: FieldName | undefined): string {
  const [key, id] = path;
  const name = key === 'custom_fields' && id !== undefined ? (fieldName?.(id) ?? `#${id}`) : key;
  return name === undefined ? safeText(message) : t('{0}: “{1}”', safeText(name), safeText(message));
}
