import * as vscode from 'vscode';
import { safeLabel, safeText } from '../../assets/safeText';
import { columnsOf, type Column } from '../../tables/columns';
import type { ExportFormat } from '../../tables/exportText';
import type { SpreadsheetParts } from './spreadsheetParts';
import type { SessionParts } from '../sessions/sessionParts';
import { pickSession } from '../asking/arguments';
import { pickType } from '../asking/pickType';
import { askQuery } from '../asking/queryInput';
import { askMany, askPick, back, inOrder } from '../asking/quickInput';
import type { ExportJob } from './exportJob';
import { matchesOf } from '../asking/soundQuery';
import { suggestedFile } from '../asking/saveFile';
import { wholeType } from './wholeType';
import type { CommandRunner } from '../words/commandCalls';

const { t } = vscode.l10n;

interface FormatItem extends vscode.QuickPickItem {
  readonly format: ExportFormat;
  readonly bom: boolean;
}

interface ColumnItem extends vscode.QuickPickItem {
  readonly column: Column;
}

/** Asks what to export and where to. Undefined when the user names no file; rejects with `CancellationError` when they leave before. */
export async function askExport(
  parts: Pick<SpreadsheetParts, 'spreadsheets'> & Pick<SessionParts, 'sessions'> & CommandRunner,
  args: readonly unknown[],
): Promise<ExportJob | undefined> {
  const session = await pickSession(parts, args, t('Export Assets'));
  const type = await pickType(session, args[0], t('Export Assets'));
  const { index, definition, ground } = await wholeType(session, type.id);
  const title = t('Export {0}', safeText(type.name));
  const total = index.assets.count(type.id).toLocaleString(vscode.env.language);
  const columnItems = columnsOf(definition).map((column): ColumnItem => ({ label: safeLabel(column.header), column }));
  const formatItems = formats();
  let query = '';
  let format: FormatItem | undefined;
  let columns: readonly ColumnItem[] = columnItems.filter(({ column: { key } }) =>
    parts.spreadsheets.memory.exportsColumn(session.accountId, type.id, key),
  );
  const askWhich = async () => {
    query = await askQuery(
      {
        ...{ title, session, assetTypeId: type.id, value: query },
        accept: (hits, all) => t('Export {0} of {1} assets', hits, all),
        acceptEmpty: t('Export all {0} assets', total),
      },
      parts,
    );
    return query;
  };
  const askFormat = async () => {
    const step = { title, step: 2, totalSteps: 3 };
    const answer = await askPick({ ...step, placeholder: t('In which form?'), items: formatItems, active: format });
    if (answer !== back) format = answer;
    return answer;
  };
  const askColumns = async () => {
    const answer = await askMany({
      ...{ title, step: 3, totalSteps: 3, items: columnItems, chosen: columns },
      placeholder: t('Which columns? The file can be imported again if it has the id.'),
      refuseNone: t('Choose at least one column.'),
    });
    if (answer !== back) columns = answer;
    return answer;
  };
  await inOrder([askWhich, askFormat, askColumns]);
  if (!format) return undefined;
  await parts.spreadsheets.memory.rememberExport(
    session.accountId,
    type.id,
    columnItems.filter((item) => !columns.includes(item)).map(({ column }) => column.key),
  );
  const uri = await vscode.window.showSaveDialog({
    title,
    defaultUri: suggestedFile(`${type.name}.${format.format}`),
    filters: { [format.label]: [format.format] },
  });
  if (!uri) return undefined;
  const rows = await matchesOf(index, query, type.id);
  const chosen = columns.map(({ column }) => column);
  return { session, definition, ground, rows, columns: chosen, format: format.format, bom: format.bom, uri };
}

function formats(): readonly FormatItem[] {
  return [
    { label: t('CSV'), detail: t('UTF-8, for most programs'), format: 'csv', bom: false },
    {
      label: t('CSV for Excel'),
      detail: t('UTF-8 with a byte-order mark, without which Excel garbles letters such as “é”'),
      ...{ format: 'csv', bom: true },
    },
    { label: t('JSON Lines'), detail: t('One document a line, as in the editor'), format: 'jsonl', bom: false },
    { label: t('JSON'), detail: t('All documents in one list'), format: 'json', bom: false },
  ];
}
