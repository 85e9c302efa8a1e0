import * as vscode from 'vscode';
import type { DocumentComplaint, Expected, FieldComplaint } from '../../assets/problem';
import { safeText } from '../../assets/safeText';
import { quoted, withSuggestion } from './queryProblemText';

const { t } = vscode.l10n;

/** What is wrong with an asset at one place, as a sentence. */
export function problemText(problem: FieldComplaint | DocumentComplaint): string {
  switch (problem.code) {
    case 'syntax':
      return t('This is not valid JSON ({0}). Correct it and save again.', syntaxText(problem.detail.error));
    case 'notAnObject':
      return t('An asset is a JSON object: { … }.');
    case 'duplicateKey':
      return t('“{0}” is given twice. Remove one.', safeText(problem.detail.key));
    case 'unknownKey':
      return withSuggestion(t('An asset has no “{0}”.', safeText(problem.detail.key)), problem.detail.suggestion);
    case 'readOnlyKeyChanged':
      return t(
        '“{0}” is set by HappyFox and can’t be changed here. Put the old value back.',
        safeText(problem.detail.key),
      );
    case 'unknownField':
      return withSuggestion(
        t('This type has no custom field “{0}”.', safeText(problem.detail.key)),
        problem.detail.suggestion,
      );
    case 'ambiguousField':
      return t('Several fields are called so. Write one of {0}.', quoted(problem.detail.candidates));
    case 'tooLong':
      return t('At most {0} characters are allowed; this has {1}.', problem.detail.limit, problem.detail.actual);
    case 'required':
      return t('“{0}” is required.', problem.detail.key);
    case 'contactWithoutId':
      return t('Give the contact’s “id”, an e-mail address or a phone number.');
    case 'contactNotEditable':
      return t('A contact’s {0} is changed in HappyFox, not here. Put the old value back.', problem.detail.key);
    case 'contactsSwitchedOff':
      return t('Contacts are switched off for this asset type in HappyFox. Remove them here.');
    default:
      return fieldText(problem);
  }
}

function fieldText(complaint: FieldComplaint): string {
  switch (complaint.code) {
    case 'wrongType':
      return expectedText(complaint.detail.expected);
    case 'notAnInteger':
      return t('Write a whole number, or one with at most two decimal places.');
    case 'notText':
      return t('This holds the character {0}, which is no text. Remove it.', complaint.detail.character);
    case 'impossibleDate':
      return t('“{0}” is not a day of the calendar. Write YYYY-MM-DD.', safeText(complaint.detail.value));
    case 'unknownChoice':
      return withSuggestion(
        t('“{0}” is not one of the choices.', safeText(complaint.detail.key)),
        complaint.detail.suggestion,
      );
    case 'ambiguousChoice':
      return t('Several choices are called so. Write one of {0}.', quoted(complaint.detail.candidates));
    case 'readOnlyChoice':
      return t('“{0}” can’t be set from here, since HappyFox gives no id for it.', safeText(complaint.detail.key));
    case 'readOnlyField':
      return t('Fields of this kind can’t be changed here. Put the old value back.');
  }
}

function expectedText(expected: Expected): string {
  switch (expected) {
    case 'text':
      return t('Write a text in quotes, or null for none.');
    case 'number':
      return t('Write a number without quotes, or null for none.');
    case 'date':
      return t('Write a date as "YYYY-MM-DD", or null for none.');
    case 'choice':
      return t('Write the label of one choice in quotes, or null for none.');
    case 'choices':
      return t('Write a list of choices, such as ["A", "B"], or [] for none.');
    case 'object':
      return t('Write an object: { … }.');
    case 'list':
      return t('Write a list: [ … ].');
    case 'contact':
      return t('Write a contact as { "id": 123 }.');
  }
}

/** What is wrong with a text that is not JSON, in a few words; `code` is the parser's name for it. */
function syntaxText(code: string): string {
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
