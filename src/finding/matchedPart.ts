import type { CustomField } from '../happyfox/customField';
import type { AssetIndex } from './index/assetIndex';
import type { IndexedAsset } from './indexedAsset';
import { fold } from '../assets/fold';

/** Where in an asset a word was found. */
export interface MatchedPart {
  readonly field: 'name' | 'display_id' | 'contact' | CustomField;
  /** The text that holds the word, as the asset has it: the whole value, the choice's label, the person's name or e-mail. */
  readonly text: string;
}

/**
 * What a list of assets should show beside the name, to say why the asset is in it: the first of the words that the name and the display id
 * do not explain, else the first that they do. Undefined where no word is found, as with `*` in words.
 * @param words folded
 */
export function matchedPart(row: IndexedAsset, words: readonly string[], index: AssetIndex): MatchedPart | undefined {
  let inName: MatchedPart | undefined;
  for (const word of words) {
    const named = namePart(row, word);
    inName ??= named;
    const part = named ? undefined : valuePart(row, word, index);
    if (part) return part;
  }
  return inName;
}

function namePart({ displayId, name }: IndexedAsset, word: string): MatchedPart | undefined {
  if (fold(name).includes(word)) return { field: 'name', text: name };
  return fold(displayId).includes(word) ? { field: 'display_id', text: displayId } : undefined;
}

function valuePart(row: IndexedAsset, word: string, index: AssetIndex): MatchedPart | undefined {
  for (const [position, reader] of index.readersOf(row).entries()) {
    for (const text of reader.texts(row.values[position] ?? null)) {
      if (fold(text).includes(word)) return { field: reader.field, text };
    }
  }
  for (const { name, email } of row.contacts) {
    const text = [name ?? '', email ?? ''].find((one) => fold(one).includes(word));
    if (text !== undefined) return { field: 'contact', text };
  }
  return undefined;
}
