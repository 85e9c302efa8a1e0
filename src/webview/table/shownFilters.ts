import type { TableState } from '../../workbench/table/tableMessages';

type Filters = TableState['view']['filters'];

/** The filters of columns that are shown: one that nobody sees must not go on hiding lines. Undefined where that is all of them. */
export function shownFilters(filters: Filters, shown: readonly string[]): Filters | undefined {
  const all = Object.entries(filters);
  const kept = all.filter(([key]) => shown.includes(key));
  return kept.length === all.length ? undefined : Object.fromEntries(kept);
}
