import type * as vscode from 'vscode';
import * as z from 'zod/mini';
import type { ColumnKey } from '../../tables/columns';
import type { DateOrder } from '../../tables/dateOrder';

const Key = z.union([z.string(), z.number()]);

const Mapping = z.object({
  shape: z.string(),
  columns: z.array(
    z.object({ index: z.number(), key: z.nullable(Key), dates: z.optional(z.enum(['ymd', 'dmy', 'mdy', 'serial'])) }),
  ),
  match: z.optional(Key),
  mode: z.optional(z.enum(['create', 'update', 'both'])),
});

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
    const kept = z.array(Key).safeParse(this.state.get(`${columnsKey}.${accountId}.${assetTypeId}`));
    return kept.success ? kept.data : [];
  }

  private mappings(): readonly KeptMapping[] {
    const kept: unknown = this.state.get(mappingsKey);
    if (!Array.isArray(kept)) return [];
    return kept.flatMap((one) => {
      const parsed = Mapping.safeParse(one);
      return parsed.success ? [parsed.data] : [];
    });
  }
}
