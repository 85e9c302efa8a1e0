import { groundOf } from '../../finding/ground';
import { AssetTable } from '../../tables/assetTable';
import { CellEdits } from '../../tables/cellEdits';
import { EditHistory } from '../../tables/editHistory';
import type { AccountSession } from '../sessions/accountSession';
import { realTimer } from '../sessions/timer';
import type { WebviewTab } from '../webviews/webviewPanel';
import { CellCommands } from './cellCommands';
import { EditActions } from './editActions';
import { PeopleSearch } from './peopleSearch';
import { KeptColumns, shownColumn } from './tableColumns';
import { TableEdits, type MadeEdit } from './tableEdits';
import { TableLines } from './tableLines';
import type { FromTable, TableState, ToTable } from './tableMessages';
import type { TablesParts } from './tables';
import { TableTab } from './tableTab';
import { minuteAt } from '../../assets/day';

/** What a tab is to show. */
interface TableRequest extends TablesParts {
  readonly tab: WebviewTab<FromTable, ToTable>;
  readonly session: AccountSession;
  readonly state: TableState;
  /** Names the table among those of all accounts. */
  readonly key: string;
}

/** Reads the fields of the types, which are the columns, and fills the tab with what the index has. */
export async function openTableTab(request: TableRequest): Promise<TableTab> {
  const { tab, session, key, reporter } = request;
  const { typeId: assetTypeId, view } = request.state;
  const opened = await session.index.open();
  const { assets: index, world } = opened;
  const types = assetTypeId === undefined ? (await session.assetTypes()).map(({ id }) => id) : [assetTypeId];
  for (const id of types)
    if (!index.definitions.has(id)) index.setDefinition(await session.store.catalogue.definition(id));
  const words = {
    typeName: (id: number) => index.definitions.get(id)?.assetType.name ?? `#${id}`,
    staffName: session.staffName,
    moment,
  };
  const table = new AssetTable({ index, world, assetTypeId, words });
  const covers = (id: number): boolean => assetTypeId === undefined || id === assetTypeId;
  const edits = new TableEdits(session, request, covers, index);
  await edits.load();
  table.look({ ...view, group: view.group });
  await table.layOut();
  const lines = new TableLines(table, edits);
  const people = new PeopleSearch(session, index);
  const nameOf = (column: string): string =>
    table.columns.flatMap((one) => (one.key === column ? shownColumn(one).name : []))[0] ?? column;
  const exactText = lines.exactText.bind(lines);
  const cells = new CellCommands(table, lines, new CellEdits(table, exactText, people.named), people, nameOf);
  const history = new EditHistory<readonly MadeEdit[]>();
  return new TableTab({
    ...{ session, assetTypeId, tab, table, edits, lines, people },
    ...{ cells, history, actions: new EditActions(edits, cells, history) },
    total: () => (assetTypeId === undefined ? index.size : index.count(assetTypeId)),
    ground: () => groundOf(opened, assetTypeId === undefined ? undefined : [assetTypeId]),
    columns: new KeptColumns(request.memory, `table.columns/${key}`),
    review: () => request.review(session, edits),
    report: (error) => void reporter.report(error, session),
    sentence: (error) => reporter.sentence(error, session),
    timer: realTimer,
  });
}

/** A timestamp where the person is, to the minute: `2026-11-25 14:05`, which sorts and pastes well. */
function moment(timestamp: string): string {
  const date = new Date(timestamp);
  return Number.isNaN(date.getTime()) ? timestamp : minuteAt(date);
}
