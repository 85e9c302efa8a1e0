import * as vscode from 'vscode';
import type { DocumentComplaint, FieldComplaint } from '../../assets/problem';
import { problemText } from './problemText';
import type { AddressProblem } from '../../assets/accountAddress';

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

/** Why an address can't be an account's, and what to write instead. */
export function addressProblemText(problem: AddressProblem): string {
  switch (problem) {
    case 'empty':
      return t('Write the address you open HappyFox with, such as acme.happyfox.com.');
    case 'insecure':
      return t('Over http the API key could be read by others. Write https://.');
    case 'scheme':
      return t('Only https addresses work here.');
    case 'userinfo':
      return t('Leave out the user name and password; the API key is asked for next.');
    case 'query':
    case 'fragment':
      return t('Write the address alone, without anything behind “?” or “#”.');
    case 'noAccount':
      return t('This is HappyFox’s own site. Write your account’s address, such as acme.happyfox.com.');
    case 'notAnAddress':
      return t('This is not an address. Write something like acme, acme.happyfox.net or https://assets.example.com.');
  }
}
