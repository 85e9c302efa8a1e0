import type * as vscode from 'vscode';
import type { ColumnKey } from '../../tables/columns';
import type { DateOrder } from '../../tables/dateOrder';
import { anyOf, listOf, number, objectOf, oneOf, orNull, text, type Form } from '../../disk/form';

/** What somebody decided for files of one shape: what each column holds, null for what is not imported, and how rows find their assets. */
export interface KeptMapping {
  readonly shape: string;
  readonly columns: readonly {
    readonly index: number;
    readonly key: string | number | null;
    readonly dates?: DateOrder | undefined;
  }[];
  readonly match?: string | number | undefined;
  readonly mode?: 'create' | 'update' | 'both' | undefined;
}

const isKey = anyOf(text, number);
const areKeys = listOf(isKey);
const isMapping: Form<KeptMapping> = objectOf(
  {
    shape: text,
    columns: listOf(objectOf({ index: number, key: orNull(isKey) }, { dates: oneOf('ymd', 'dmy', 'mdy', 'serial') })),
  },
  { match: isKey, mode: oneOf('create', 'update', 'both') },
);

const mappingsKey = 'tables.mappings';
const columnsKey = 'tables.exportColumns';
const mostMappings = 50;

/** What people have chosen when they exported and imported: no need to choose it again. */
export class SpreadsheetMemory {
  constructor(private readonly state: vscode.Memento) {}

  /** What was decided for files of a shape. */
  mapping(shape: string): KeptMapping | undefined {
    return this.mappings().find((one) => one.shape === shape);
  }

  /** Keeps what was decided, the oldest decision giving way. */
  async rememberMapping(mapping: KeptMapping): Promise<void> {
    const others = this.mappings().filter(({ shape }) => shape !== mapping.shape);
    await this.state.update(mappingsKey, [mapping, ...others].slice(0, mostMappings));
  }

  /** Whether a column was exported the last time; what was not there then is. */
  exportsColumn(accountId: string, assetTypeId: number, key: ColumnKey): boolean {
    return !this.leftOut(accountId, assetTypeId).includes(key);
  }

  /** Keeps which columns were left out. */
  async rememberExport(accountId: string, assetTypeId: number, leftOut: readonly ColumnKey[]): Promise<void> {
    await this.state.update(`${columnsKey}.${accountId}.${assetTypeId}`, leftOut);
  }

  private leftOut(accountId: string, assetTypeId: number): readonly (string | number)[] {
    const kept = this.state.get(`${columnsKey}.${accountId}.${assetTypeId}`);
    return areKeys(kept) ? kept : [];
  }

  private mappings(): readonly KeptMapping[] {
    const kept: unknown = this.state.get(mappingsKey);
    return Array.isArray(kept) ? kept.filter(isMapping) : [];
  }
}
