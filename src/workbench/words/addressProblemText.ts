import * as vscode from 'vscode';
import type { AddressProblem } from '../../assets/accountAddress';

const { t } = vscode.l10n;

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
