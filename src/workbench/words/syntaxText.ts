import * as vscode from 'vscode';

const { t } = vscode.l10n;

/** What is wrong with a text that is not JSON, in a few words; `code` is the parser's name for it. */
export function syntaxText(code: string): string {
  switch (code) {
    case 'CommaExpected':
      return t('a comma is missing');
    case 'ColonExpected':
      return t('a colon is missing');
    case 'ValueExpected':
      return t('a value is missing');
    case 'PropertyNameExpected':
      return t('a name in double quotes is missing, or a comma is one too many');
    case 'CloseBraceExpected':
      return t('a closing brace is missing');
    case 'CloseBracketExpected':
      return t('a closing bracket is missing');
    case 'EndOfFileExpected':
      return t('something stands behind its end');
    case 'UnexpectedEndOfString':
      return t('a text is not closed by a double quote');
    case 'InvalidCommentToken':
    case 'UnexpectedEndOfComment':
      return t('JSON has no comments');
    case 'InvalidNumberFormat':
    case 'UnexpectedEndOfNumber':
      return t('a number is malformed');
    case 'InvalidEscapeCharacter':
    case 'InvalidUnicode':
    case 'UnexpectedEndOfUnicode':
      return t('a backslash starts no escape that JSON knows');
    case 'InvalidCharacter':
      return t('a text holds a tab or another control character');
    case 'TooDeep':
      return t('it is nested too deeply');
    default:
      return t('a word or sign is not JSON’s');
  }
}
