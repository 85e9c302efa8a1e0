import { closest } from '../assets/closest';
import type { Column, ColumnKey } from './columns';
import { foldName } from '../assets/fold';

/** What a file's header may mean: surely this column, perhaps this one, or nothing known. */
interface NamedColumn {
  readonly kind: 'same' | 'like';
  readonly column: Column;
}

/** Words that other programs and people have for what every asset has. They suggest, and decide nothing. */
const otherWords: ReadonlyMap<string, ColumnKey> = new Map<string, ColumnKey>([
  ['assetid', 'display_id'],
  ['assettag', 'display_id'],
  ['tag', 'display_id'],
  ['inventorynumber', 'display_id'],
  ['assetnumber', 'display_id'],
  ['inventarnummer', 'display_id'],
  ['assetname', 'name'],
  ['bezeichnung', 'name'],
  ['owner', 'contacts'],
  ['user', 'contacts'],
  ['contact', 'contacts'],
  ['assignedto', 'contacts'],
  ['besitzer', 'contacts'],
  ['kontakte', 'contacts'],
  ['happyfoxid', 'id'],
]);

/** Finds columns of a type by the words of a file's header. */
export class ColumnNames {
  private readonly byHeader: ReadonlyMap<string, Column>;
  private readonly byFolded: ReadonlyMap<string, readonly Column[]>;
  private readonly byKey: ReadonlyMap<ColumnKey, Column>;

  constructor(readonly columns: readonly Column[]) {
    this.byHeader = new Map(columns.map((column) => [column.header, column]));
    this.byFolded = Map.groupBy(columns, ({ header }) => foldName(header));
    this.byKey = new Map(columns.map((column) => [column.key, column]));
  }

  /** The column with this key, if the type has it. */
  get(key: ColumnKey): Column | undefined {
    return this.byKey.get(key);
  }

  /** The column that a word surely means: its header, the same but for case, blanks and signs, or its id as `45`, `#45` or behind a name. */
  named(word: string): Column | undefined {
    const exact = this.byHeader.get(word) ?? this.byHeader.get(word.trim());
    if (exact) return exact;
    const [like, ...others] = this.byFolded.get(foldName(word)) ?? [];
    if (like && others.length === 0 && foldName(word) !== '') return like;
    return this.byKey.get(Number(/(?:^|\(#|^#)([1-9]\d{0,15})\)?$/.exec(word.trim())?.[1]));
  }

  /** The column that a word means, or that it is most like. */
  find(word: string): NamedColumn | undefined {
    const same = this.named(word);
    if (same) return { kind: 'same', column: same };
    const column = this.like(foldName(word));
    return column && { kind: 'like', column };
  }

  private like(folded: string): Column | undefined {
    if (folded === '') return undefined;
    const known = otherWords.get(folded);
    if (known !== undefined) return this.byKey.get(known);
    const headers = [...this.byFolded.keys()].filter((header) => header !== '');
    const near = closest(folded, headers) ?? headers.find((header) => isRelated(header, folded));
    const [column] = (near === undefined ? undefined : this.byFolded.get(near)) ?? [];
    return column;
  }
}

/** `serialno` and `serialnumber`, `purchasedate` and `date`. */
function isRelated(one: string, other: string): boolean {
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  if (short.length < 4) return false;
  if (long.includes(short)) return true;
  let alike = 0;
  while (alike < short.length && short[alike] === long[alike]) alike += 1;
  return alike > 4 && alike * 3 >= short.length * 2;
}
