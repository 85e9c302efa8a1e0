import type { FromTable, ToTable } from '../../workbench/table/tableMessages';

/** What the page and its host talk in. */
export interface TableTalk {
  readonly fromPage: FromTable;
  readonly toPage: ToTable;
}
