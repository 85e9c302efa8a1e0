import * as vscode from 'vscode';
import { type ColumnKey, isReadOnly } from '../../tables/columns';
import type { CsvTable } from '../../tables/csvTable';
import { datesIn, guessColumns, mapColumn, fieldOfColumn } from '../../tables/mapping';
import { askPick, back, type Step } from '../asking/quickInput';
import type { ImportSubject } from './importSubject';
import { mappingItems, type ColumnDecision, dateOrderText } from './mappingItems';
import type { ColumnsMapped } from './scriptedMapping';
import type { KeptMapping } from './spreadsheetMemory';
import { safeLabel, safeText } from '../../assets/safeText';
import { dayIn, type ColumnDates, type DateOrder } from '../../tables/dateOrder';
import { isEditable } from '../../assets/fieldKinds';

const { t } = vscode.l10n;

/** What each column holds; those that hold nothing of the type are left out on purpose. */
export type MappingAnswer = ColumnsMapped & { readonly decisions: readonly ColumnDecision[] };

/** The mapping to begin with: that of the last file of this shape, else what the headers say or are most like. */
export async function startingMapping(
  { definition, names }: ImportSubject,
  table: CsvTable,
  kept: KeptMapping | undefined,
): Promise<MappingAnswer> {
  const known = new Map(kept?.columns.map((column) => [column.index, column]));
  const decisions: ColumnDecision[] = [];
  for (const { source, kind, column } of guessColumns(table, names)) {
    const before = known.get(source.index);
    const key = kept ? names.columns.find((one) => one.key === before?.key)?.key : column?.key;
    const dates =
      before?.dates ?? (key === undefined ? undefined : (await mapColumn(table, definition, source.index, key)).dates);
    decisions.push({ source, key, dates, isGuess: !kept && kind === 'like' });
  }
  return answerOf(decisions);
}

/** Shows what each column holds, to be put right column by column. Asks for the order of dates that can be read in two ways. */
export async function askMapping(
  subject: ImportSubject,
  table: CsvTable,
  start: MappingAnswer,
  step: Step,
): Promise<MappingAnswer | typeof back> {
  let decisions = start.decisions;
  let active: number | undefined;
  for (;;) {
    const items = mappingItems(subject, table, decisions);
    const placeholder = t('Which column holds what? Choose one to change it.');
    const at = items.find(({ index }) => index === active);
    const answer = await askPick({ ...step, placeholder, items, active: at });
    if (answer === back) return back;
    active = answer.index;
    const decided =
      active === undefined
        ? await settleDates(subject, table, decisions, step)
        : await decideColumn(subject, table, decisions, active, step);
    if (decided === back) continue;
    if (active === undefined) return answerOf(decided);
    decisions = decided;
  }
}

async function decideColumn(
  subject: ImportSubject,
  table: CsvTable,
  decisions: readonly ColumnDecision[],
  index: number,
  step: Step,
): Promise<readonly ColumnDecision[] | typeof back> {
  const decision = decisions.find(({ source }) => source.index === index);
  if (!decision) return back;
  const taken = new Map(
    decisions.flatMap(({ key, source }) => (key === undefined ? [] : [[key, source.name] as const])),
  );
  const answer = await askField(subject, decision, taken, step.title);
  if (answer === back) return back;
  const chosen = await decided(subject, table, decision, answer.key);
  return decisions.map((one) => {
    if (one === decision) return chosen;
    // A field has one column: the other gives way.
    return answer.key !== undefined && one.key === answer.key ? { ...one, key: undefined, isGuess: false } : one;
  });
}

async function decided(
  { definition }: ImportSubject,
  table: CsvTable,
  { source }: ColumnDecision,
  key: ColumnKey | undefined,
): Promise<ColumnDecision> {
  const dates = key === undefined ? undefined : (await mapColumn(table, definition, source.index, key)).dates;
  return { source, key, dates, isGuess: false };
}

async function settleDates(
  { definition }: ImportSubject,
  table: CsvTable,
  decisions: readonly ColumnDecision[],
  step: Step,
): Promise<readonly ColumnDecision[] | typeof back> {
  const settled: ColumnDecision[] = [];
  for (const decision of decisions) {
    const { key, dates, source } = decision;
    const found = key === undefined ? undefined : await datesIn(table, definition, source.index, key);
    if (!found || dates !== undefined) {
      settled.push(decision);
      continue;
    }
    const order = await askDates(source.name, found, step.title);
    if (order === back) return back;
    settled.push({ ...decision, dates: order });
  }
  return settled;
}

function answerOf(decisions: readonly ColumnDecision[]): MappingAnswer {
  return {
    decisions,
    mapping: decisions.flatMap(({ source, key, dates }) =>
      key === undefined ? [] : [{ index: source.index, key, dates }],
    ),
    ignored: new Set(decisions.flatMap(({ source, key }) => (key === undefined ? [source.index] : []))),
  };
}

interface OrderItem extends vscode.QuickPickItem {
  readonly order: DateOrder;
}

/** Asks in which order a column writes its dates, showing what an example would mean. */
async function askDates(
  column: string,
  { orders, example = '' }: ColumnDates,
  title: string,
): Promise<DateOrder | typeof back> {
  const items = orders.map((order): OrderItem => ({
    label: `${safeLabel(example)} → ${dayIn(example, order) ?? ''}`,
    description: dateOrderText(order),
    order,
  }));
  const placeholder = t('Which day is meant in “{0}”?', safeText(column));
  const answer = await askPick({ title, step: 2, totalSteps: 1, placeholder, items });
  return typeof answer === 'symbol' ? answer : answer.order;
}

interface FieldItem extends vscode.QuickPickItem {
  readonly key: ColumnKey | undefined;
}

/** Asks what a column holds; of a field that another column has, that other gives way. */
function askField(
  { names, definition }: ImportSubject,
  { source, key }: ColumnDecision,
  taken: ReadonlyMap<ColumnKey, string>,
  title: string,
): Promise<FieldItem | typeof back> {
  const none: FieldItem = {
    label: t('Do not import this column'),
    iconPath: new vscode.ThemeIcon('circle-slash'),
    key: undefined,
  };
  const fields = names.columns
    .filter((column) => !isReadOnly(column.key) || column.key === 'id' || column.key === 'asset_type')
    .map((column): FieldItem => {
      const field = fieldOfColumn(definition, column.key);
      const other = taken.get(column.key);
      return {
        label: safeLabel(column.header),
        description: field ? safeLabel(field.type) : t('of every asset'),
        ...(other !== undefined && column.key !== key && { detail: t('now “{0}”', safeText(other)) }),
        ...(field && !isEditable(field) && { detail: t('can’t be changed here') }),
        key: column.key,
      };
    });
  const items = [none, ...fields];
  return askPick({
    ...{ title, step: 2, totalSteps: 1, items, active: items.find((item) => item.key === key) },
    placeholder: t('What does “{0}” hold?', safeText(source.name)),
  });
}
