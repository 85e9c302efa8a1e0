import type { AssetTypeDefinition } from '../assets/assetTypeDefinition';
import type { Asset } from '../happyfox/asset';
import type { TableComplaint } from './importProblem';
import { foldWord } from '../assets/fold';

/** What is wrong with a row that says which type its asset is of. A type may have been renamed since the asset was read. */
export function typeComplaint(
  word: string,
  { assetType }: AssetTypeDefinition,
  base: Asset | undefined,
): TableComplaint | undefined {
  const names = [assetType.name, base?.assetType?.name ?? ''].map((name) => foldWord(name.toWellFormed()));
  const told = foldWord(word.toWellFormed());
  if (told === '' || names.includes(told) || told === String(assetType.id)) return undefined;
  return { code: 'otherType', detail: { value: word, type: assetType.name } };
}
