import * as vscode from 'vscode';
import { safeText } from '../../assets/safeText';
import type { DocumentComplaint, FieldComplaint } from '../../assets/problem';
import type { DamageComplaint, FileComplaint, ImportComplaint, MatchComplaint } from '../../tables/importProblem';
import { cellProblemText } from '../words/cellProblemText';
import { problemText } from '../words/problemText';
import { quoted, withSuggestion } from '../words/queryProblemText';

const { t } = vscode.l10n;

/** What is wrong with a file, a row or a column of it, as a sentence. Its values stand in cells, or in JSON. */
export function importProblemText(complaint: ImportComplaint, inCells: boolean): string {
  switch (complaint.code) {
    case 'unclosedQuote':
      return t('A quotation mark is opened here and never closed, so nothing from here on could be read.');
    case 'extraCells':
      return t(
        'This row has {0} cells, but the header only {1}. A quotation mark may be missing.',
        complaint.detail.cells,
        complaint.detail.columns,
      );
    case 'unusedColumn':
      return withSuggestion(
        t('The column “{0}” is not imported: no field is called so.', safeText(complaint.detail.header)),
        complaint.detail.suggestion,
      );
    case 'columnTwice':
      return t('Two columns are for “{0}”. Import one of them.', safeText(complaint.detail.header));
    case 'unsettledDates':
      return t(
        'The dates of “{0}” can be read in two ways, such as {1}. Say whether the day or the month comes first.',
        safeText(complaint.detail.header),
        safeText(complaint.detail.example),
      );
    default:
      return matchText(complaint, inCells);
  }
}

function matchText(complaint: Exclude<ImportComplaint, FileComplaint>, inCells: boolean): string {
  switch (complaint.code) {
    case 'noMatchValue':
      return t('This row does not say which asset it is about: “{0}” is blank.', safeText(complaint.detail.header));
    case 'notFound':
      return withSuggestion(
        t('There is no asset “{0}”.', safeText(complaint.detail.value)),
        complaint.detail.suggestion,
      );
    case 'ambiguousMatch':
      return t(
        'Several assets have “{0}”: {1}. Match rows by id instead.',
        safeText(complaint.detail.value),
        quoted(complaint.detail.candidates),
      );
    case 'displayIdTaken':
      return t(
        'The display ID “{0}” belongs to another asset (#{1}).',
        safeText(complaint.detail.value),
        complaint.detail.id,
      );
    case 'sameAsset':
      return t('Row {0} is about the same asset. Keep one of them.', complaint.detail.rows.slice(0, 5).join(', '));
    case 'existsAlready':
      return t('This asset exists already (#{0}), so it is not created.', complaint.detail.id);
    case 'otherType':
      return t(
        'This row is about an asset of the type “{0}”, and the import about “{1}”.',
        safeText(complaint.detail.value),
        safeText(complaint.detail.type),
      );
    default:
      return personText(complaint, inCells);
  }
}

function personText(complaint: Exclude<ImportComplaint, FileComplaint | MatchComplaint>, inCells: boolean): string {
  switch (complaint.code) {
    case 'stranger':
      return complaint.detail.canCreate
        ? t('{0} does not exist in HappyFox.', safeText(complaint.detail.word))
        : t('Nobody is called “{0}”. Write an e-mail address.', safeText(complaint.detail.word));
    case 'ambiguousPerson':
      return t(
        'Several people are called “{0}”: {1}. Write the e-mail address.',
        safeText(complaint.detail.word),
        quoted(complaint.detail.candidates),
      );
    case 'otherPerson':
      return t(
        'The id in “{0}” is of {1}. Remove the id, or correct the e-mail address.',
        safeText(complaint.detail.word),
        safeText(complaint.detail.person),
      );
    default:
      return valueText(complaint, inCells);
  }
}

/** A blank cell leaves what is there. */
function valueText(complaint: DamageComplaint | FieldComplaint | DocumentComplaint, inCells: boolean): string {
  switch (complaint.code) {
    case 'readOnlyKeyChanged':
      return t('“{0}” was not in HappyFox’s answer, so it can’t be changed.', complaint.detail.key);
    case 'readOnlyField':
      return inCells ? t('Fields of this kind can’t be changed here. Leave the cell blank.') : problemText(complaint);
    case 'scientific':
    case 'lostZeros':
    case 'lostDigits':
      return damageText(complaint);
    default:
      return inCells ? cellProblemText(complaint) : problemText(complaint);
  }
}

function damageText(complaint: DamageComplaint): string {
  const value = safeText(complaint.detail.value);
  switch (complaint.code) {
    case 'scientific':
      return t('“{0}” looks like a number that a spreadsheet has shortened. Check it.', value);
    case 'lostZeros':
      return t(
        '“{0}” was “{1}”: a spreadsheet may have dropped the zeros in front. Check it.',
        value,
        safeText(complaint.detail.was),
      );
    case 'lostDigits':
      return t('“{0}” was “{1}”: a spreadsheet may have rounded it. Check it.', value, safeText(complaint.detail.was));
  }
}
