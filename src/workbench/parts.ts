import type { ChangesParts } from './changes/changesParts';
import type { DocumentParts } from './documents/documentParts';
import type { PlanParts } from './plans/planParts';
import type { ReadingParts } from './reading/readingParts';
import type { SessionParts } from './sessions/sessionParts';
import type { SpreadsheetParts } from './spreadsheets/spreadsheetParts';
import type { TableParts } from './table/tableParts';
import type { TreeParts } from './tree/treeParts';

/** What all rooms give. Nothing takes it whole: each command names what it needs of it. */
export type Parts = SessionParts &
  ReadingParts &
  DocumentParts &
  PlanParts &
  TreeParts &
  TableParts &
  SpreadsheetParts &
  ChangesParts;
