import type { AssetTypeDefinition } from '../assets/assetTypeDefinition';
import { read } from '../assets/fieldKinds';
import type { Asset } from '../happyfox/asset';
import type { Pause } from '../happyfox/pause';
import { CellText } from './cellText';
import type { ColumnKey } from './columns';
import { keyForm } from '../assets/sameText';
import { foldWord } from '../assets/fold';

/** Finds assets by one of their values. `AssetMatcher.of` makes one. */
export class AssetMatcher {
  private readonly byText = new Map<string, Asset[]>();
  private readonly byDisplayId = new Map<string, Asset>();

  /** One of many assets, made in stretches of a few milliseconds. Throws what `pause` throws. */
  static async of(
    assets: Iterable<Asset>,
    definition: AssetTypeDefinition,
    key: ColumnKey,
    pause: Pause,
  ): Promise<AssetMatcher> {
    const matcher = new AssetMatcher();
    const textOf = valueReader(definition, key);
    for (const asset of assets) {
      await pause();
      matcher.add(asset, textOf);
    }
    return matcher;
  }

  /** The assets that have this value; none for a blank one. */
  find(text: string): readonly Asset[] {
    const wanted = keyForm(text);
    return wanted === '' ? [] : (this.byText.get(wanted) ?? []);
  }

  /** Whether no two assets have the same value, and some have one, so that it can say which asset is meant. */
  get isUnique(): boolean {
    const blank = this.byText.has('') ? 1 : 0;
    for (const [text, assets] of this.byText) if (text !== '' && assets.length > 1) return false;
    return this.byText.size > blank;
  }

  /**
   * Makes what tells the value that may have been meant by another: the same but for case, or for zeros in front, which spreadsheets drop. In stretches;
   * throws what `pause` throws.
   */
  async suggester(pause: Pause): Promise<(text: string) => string | undefined> {
    const alike = new Map<string, string>();
    for (const known of this.byText.keys()) {
      await pause();
      if (known !== '') alike.set(looseForm(known), known);
    }
    return (text) => alike.get(looseForm(text));
  }

  /** An asset that has this display id. */
  withDisplayId(displayId: string): Asset | undefined {
    return this.byDisplayId.get(keyForm(displayId));
  }

  private add(asset: Asset, textOf: (asset: Asset) => string): void {
    const text = keyForm(textOf(asset));
    const known = this.byText.get(text);
    if (known) known.push(asset);
    else this.byText.set(text, [asset]);
    this.byDisplayId.set(keyForm(asset.displayId), asset);
  }
}

/**
 * Which share of a column's values differ from each other: 1 where all do, 0 where there is none. In stretches; throws what `pause` throws.
 */
export async function shareOfDifferent(
  assets: Iterable<Asset>,
  definition: AssetTypeDefinition,
  key: ColumnKey,
  pause: Pause,
): Promise<number> {
  const textOf = valueReader(definition, key);
  const seen = new Set<string>();
  let filled = 0;
  for (const asset of assets) {
    await pause();
    const text = keyForm(textOf(asset));
    if (text === '') continue;
    filled += 1;
    seen.add(text);
  }
  return filled === 0 ? 0 : seen.size / filled;
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
