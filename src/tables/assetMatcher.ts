import type { AssetTypeDefinition } from '../assets/assetTypeDefinition';
import { read } from '../assets/fieldKinds';
import type { Asset } from '../happyfox/asset';
import { CellText } from './cellText';
import type { ColumnKey } from './columns';
import { foldWord } from './foldWord';

/** Finds assets by one of their values. */
export class AssetMatcher {
  private readonly byText: ReadonlyMap<string, readonly Asset[]>;
  private readonly byDisplayId: ReadonlyMap<string, Asset>;
  private alike: ReadonlyMap<string, string> | undefined;

  constructor(assets: Iterable<Asset>, definition: AssetTypeDefinition, key: ColumnKey) {
    const all = [...assets];
    const textOf = valueReader(definition, key);
    this.byText = Map.groupBy(all, (asset) => matchForm(textOf(asset)));
    this.byDisplayId = new Map(all.map((asset) => [asset.displayId, asset]));
  }

  /** The assets that have this value; none for a blank one. */
  find(text: string): readonly Asset[] {
    const wanted = matchForm(text);
    return wanted === '' ? [] : (this.byText.get(wanted) ?? []);
  }

  /** The value that may have been meant: the same but for case, or for zeros in front, which spreadsheets drop. */
  suggest(text: string): string | undefined {
    this.alike ??= new Map(
      [...this.byText.keys()].filter((known) => known !== '').map((known) => [looseForm(known), known]),
    );
    return this.alike.get(looseForm(text));
  }

  /** The asset that has a display id. */
  withDisplayId(displayId: string): Asset | undefined {
    return this.byDisplayId.get(displayId);
  }
}

/** Whether no two assets have the same value in a column, so that it can say which asset is meant. */
export function isUnique(assets: Iterable<Asset>, definition: AssetTypeDefinition, key: ColumnKey): boolean {
  return shareOfDifferent(assets, definition, key) === 1;
}

/** Which share of a column's values differ from each other: 1 where all do, 0 where there is none. */
export function shareOfDifferent(assets: Iterable<Asset>, definition: AssetTypeDefinition, key: ColumnKey): number {
  const textOf = valueReader(definition, key);
  const seen = new Set<string>();
  let filled = 0;
  for (const asset of assets) {
    const text = matchForm(textOf(asset));
    if (text === '') continue;
    filled += 1;
    seen.add(text);
  }
  return filled === 0 ? 0 : seen.size / filled;
}

/** Blanks around it say nothing about which asset is meant. */
function matchForm(text: string): string {
  return text.replace(/\r\n?/g, '\n').toWellFormed().trim();
}

function looseForm(text: string): string {
  return foldWord(text).replace(/^0+(?=.)/, '');
}

function valueReader({ fields }: AssetTypeDefinition, key: ColumnKey): (asset: Asset) => string {
  if (key === 'id') return ({ id }) => String(id);
  if (key === 'name') return ({ name }) => name;
  const field = fields.find(({ id }) => id === key);
  if (!field) return ({ displayId }) => displayId;
  const cells = new CellText(field);
  return ({ customFields }) => {
    const value = customFields.find(({ id }) => id === key)?.value ?? null;
    return cells.show(read(field, value));
  };
}
