import * as vscode from 'vscode';
import { safeLabel, safeText } from '../../assets/safeText';
import { dayIn, type ColumnDates, type DateOrder } from '../../tables/dateOrder';
import { askPick, type back } from '../asking/quickInput';

const { t } = vscode.l10n;

interface OrderItem extends vscode.QuickPickItem {
  readonly order: DateOrder;
}

/** How the dates of a column are written, in a few words. */
export function dateOrderText(order: DateOrder): string {
  switch (order) {
    case 'ymd':
      return t('year first');
    case 'dmy':
      return t('day first');
    case 'mdy':
      return t('month first');
    case 'serial':
      return t('days as a spreadsheet counts them');
  }
}

/** Asks in which order a column writes its dates, showing what an example would mean. */
export async function askDates(
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
