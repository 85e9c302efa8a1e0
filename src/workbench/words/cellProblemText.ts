import * as vscode from 'vscode';
import type { DocumentComplaint, FieldComplaint } from '../../assets/problem';
import { problemText } from './problemText';

const { t } = vscode.l10n;

/**
 * What is wrong with a value that stands in a cell or an input, as a sentence. Neither holds JSON, so what would be said of quotes and
 * brackets is said otherwise than for a document.
 */
export function cellProblemText(complaint: FieldComplaint | DocumentComplaint): string {
  switch (complaint.code) {
    case 'wrongType':
      switch (complaint.detail.expected) {
        case 'number':
          return t('Write a number, such as 12 or 3.50.');
        case 'date':
          return t('Write a date as YYYY-MM-DD.');
        case 'contact':
          return t('There is no such person.');
        default:
          return t('This value does not fit the field.');
      }
    case 'contactWithoutId':
      return t(
        'Nobody of this name, or more than one, is known. Choose the person from the list, or write an e-mail address.',
      );
    case 'required':
      return complaint.detail.key === 'name' ? t('An asset needs a name.') : t('An asset needs a display ID.');
    case 'syntax':
      return t('The asset’s document has an edit that is not valid JSON. Correct it there.');
    default:
      return problemText(complaint);
  }
}
