import { stride, type Steps } from '../finding/steps';
import type { ChangeKey } from '../assets/changes';
import type { IndexedAsset } from '../finding/indexedAsset';
import type { LinkedContact } from '../happyfox/asset';
import type { JsonValue } from '../happyfox/json';
import type { AssetTable } from './assetTable';
import { placeBlock, textsFor, type CellArea, type CellTextFor, type PasteArea } from './cellArea';
import type { CellReader } from './cellReader';
import { documentValue, type FindPerson } from './cellValue';
import { fromClipboard } from './clipboardText';

/** What somebody does to cells, and which version of the columns they see. */
export type CellEdit = { readonly version: number } & (
  | ({ readonly kind: 'edit' } & CellTextFor & { readonly text: string })
  | { readonly kind: 'clear'; readonly areas: readonly CellArea[] }
  /** Each area is to say what one asset says in its columns. */
  | { readonly kind: 'fill'; readonly areas: readonly (CellArea & { readonly from: number })[] }
  | { readonly kind: 'paste'; readonly areas: readonly PasteArea[]; readonly text: string }
);

/** A value to put into the document of an asset. */
export interface WantedEdit {
  readonly assetId: number;
  readonly key: ChangeKey;
  /** In the document's form. */
  readonly value: JsonValue;
}

/** The edits that are wanted, and of how many cells there can be none: the asset or the column is gone, or can't be edited. */
export interface Wanted {
  readonly edits: readonly WantedEdit[];
  readonly assets: number;
  readonly skipped: number;
}

/** Turns what people do to cells into edits of assets. */
export class CellEdits {
  /** @param exactText what a cell says, people by their ids */
  constructor(
    private readonly table: Pick<AssetTable, 'row' | 'cell'>,
    private readonly exactText: (row: IndexedAsset, reader: CellReader) => string,
    private readonly findPerson: FindPerson,
  ) {}

  /**
   * The edits of assets that an edit of cells comes to, one for each cell: an asset has several lines where it is in several groups, and the last that
   * is said of it counts. Yields now and then; see `withPauses`.
   */
  *wanted(edit: CellEdit): Steps<Wanted> {
    const edits = new Map<string, WantedEdit>();
    const assets = new Set<number>();
    let skipped = 0;
    for (const cell of this.cells(edit)) {
      const wanted = this.editOf(cell, edit.version);
      if (wanted) edits.set(`${wanted.assetId} ${wanted.key}`, wanted);
      else skipped += 1;
      if (wanted) assets.add(wanted.assetId);
      if ((edits.size + skipped) % stride === 0) yield;
    }
    return { edits: [...edits.values()], assets: assets.size, skipped };
  }

  private *cells(edit: CellEdit): Generator<CellTextFor> {
    switch (edit.kind) {
      case 'edit':
        yield edit;
        return;
      case 'clear':
        for (const area of edit.areas) yield* textsFor(area, () => '');
        return;
      case 'fill':
        for (const area of edit.areas) yield* this.filled(area, edit.version);
        return;
      case 'paste': {
        const block = fromClipboard(edit.text);
        for (const area of edit.areas) yield* placeBlock(block, area);
      }
    }
  }

  private *filled({ from, ...area }: CellArea & { readonly from: number }, version: number): Generator<CellTextFor> {
    const row = this.table.row(from);
    if (!row) return;
    // What that asset has no field for, it can't say anything of: its blank cell is no value.
    const texts = new Map(
      area.columns.flatMap((key) => {
        const cell = this.table.cell(row, key, version);
        return cell ? [[key, this.exactText(row, cell.reader)] as const] : [];
      }),
    );
    yield* textsFor(area, (key) => texts.get(key));
  }

  private editOf({ asset, column, text }: CellTextFor, version: number): WantedEdit | undefined {
    const row = this.table.row(asset);
    const cell = row && this.table.cell(row, column, version);
    if (!cell || text === undefined) return undefined;
    const value = documentValue(
      cell.reader,
      row.assetTypeId,
      text,
      (word) => linked(row, word) ?? this.findPerson(word),
    );
    return value === undefined ? undefined : { assetId: row.id, key: cell.of, value };
  }
}

/** The person whom the asset links already by that name: of several namesakes of the account that one is meant. */
function linked({ contacts }: IndexedAsset, word: string): LinkedContact | undefined {
  const named = contacts.filter(({ id, name, email }) => [name, email, `#${id}`].includes(word));
  return named.length === 1 ? named[0] : undefined;
}
