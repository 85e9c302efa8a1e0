import type { AssetTypeDefinition } from '../assets/assetTypeDefinition';
import { kindOf } from '../assets/fieldKinds';
import type { Asset } from '../happyfox/asset';
import { AssetMatcher, shareOfDifferent } from './assetMatcher';
import type { ColumnKey } from './columns';

/** A type, all of its assets, and those that are expected to be on the list. */
export interface AuditedType {
  readonly definition: AssetTypeDefinition;
  readonly assets: readonly Asset[];
  readonly expected: ReadonlySet<number>;
  /** The column that the tags are values of; undefined where each tag may be a display id, a name, or of any field that tells assets apart. */
  readonly key: ColumnKey | undefined;
}

/** An asset with its type. */
export interface AuditedAsset {
  readonly asset: Asset;
  readonly definition: AssetTypeDefinition;
}

/** A tag that stands for one asset. */
export interface FoundTag extends AuditedAsset {
  readonly tag: string;
  /** False for an asset that is there, but none of those that were expected. */
  readonly isExpected: boolean;
}

/** What a list of tags comes to. */
export interface Audit {
  readonly found: readonly FoundTag[];
  /** Tags of which there is no asset, with what may have been meant. */
  readonly missing: readonly { readonly tag: string; readonly suggestion: string | undefined }[];
  /** Tags that several assets have. */
  readonly ambiguous: readonly { readonly tag: string; readonly assets: readonly AuditedAsset[] }[];
  /** Assets that were expected and whose tags are not on the list. */
  readonly unexpected: readonly AuditedAsset[];
  /** Tags that stood on the list more than once. */
  readonly repeated: readonly string[];
}

/** One way to find assets of a type by a tag. */
interface Way {
  readonly definition: AssetTypeDefinition;
  readonly matcher: AssetMatcher;
}

/** Holds a list of tags against the assets of some types. */
export function audit(types: readonly AuditedType[], tags: readonly string[]): Audit {
  const levels = levelsOf(types);
  const expected = new Set(types.flatMap((type) => [...type.expected]));
  const found: FoundTag[] = [];
  const missing: { tag: string; suggestion: string | undefined }[] = [];
  const ambiguous: { tag: string; assets: readonly AuditedAsset[] }[] = [];
  for (const tag of new Set(tags)) {
    const assets = find(levels, tag);
    const [only, ...others] = assets;
    if (!only) missing.push({ tag, suggestion: suggestionFor(levels, tag) });
    else if (others.length > 0) ambiguous.push({ tag, assets });
    else found.push({ tag, ...only, isExpected: expected.has(only.asset.id) });
  }
  const seen = new Set([...found, ...ambiguous.flatMap(({ assets }) => assets)].map(({ asset }) => asset.id));
  return { found, missing, ambiguous, unexpected: unseen(types, seen), repeated: repeatedIn(tags) };
}

/** Display ids come before fields that tell assets apart, and names last: the first of them that knows a tag decides. */
function levelsOf(types: readonly AuditedType[]): readonly (readonly Way[])[] {
  const ways = (keysOf: (type: AuditedType) => readonly ColumnKey[]): readonly Way[] =>
    types.flatMap((type) => {
      const { definition, assets } = type;
      return keysOf(type).map((key) => ({ definition, matcher: new AssetMatcher(assets, definition, key) }));
    });
  const named = ways(({ key }) => (key === undefined ? [] : [key]));
  const open = types.filter(({ key }) => key === undefined);
  if (open.length === 0) return [named];
  const any = (keysOf: (type: AuditedType) => readonly ColumnKey[]): readonly Way[] =>
    ways((type) => (type.key === undefined ? keysOf(type) : []));
  return [[...named, ...any(() => ['display_id'])], any(tellingFields), any(() => ['name'])];
}

/** A field tells assets apart where so many of its values differ; a few stand twice in every inventory. */
const mostlyDifferent = 0.9;

/** Fields of one line that tell assets apart, such as a serial number. */
function tellingFields({ definition, assets }: AuditedType): readonly ColumnKey[] {
  return definition.fields
    .filter((field) => ['text', 'number'].includes(kindOf(field)))
    .map(({ id }) => id)
    .filter((id) => shareOfDifferent(assets, definition, id) >= mostlyDifferent);
}

function find(levels: readonly (readonly Way[])[], tag: string): readonly AuditedAsset[] {
  for (const ways of levels) {
    const hits = ways.flatMap(({ definition, matcher }) => matcher.find(tag).map((asset) => ({ asset, definition })));
    if (hits.length > 0) return [...new Map(hits.map((hit) => [hit.asset.id, hit])).values()];
  }
  return [];
}

function suggestionFor(levels: readonly (readonly Way[])[], tag: string): string | undefined {
  for (const { matcher } of levels.flat()) {
    const suggestion = matcher.suggest(tag);
    if (suggestion !== undefined) return suggestion;
  }
  return undefined;
}

function unseen(types: readonly AuditedType[], seen: ReadonlySet<number>): readonly AuditedAsset[] {
  return types.flatMap(({ assets, expected, definition }) =>
    assets.filter(({ id }) => expected.has(id) && !seen.has(id)).map((asset) => ({ asset, definition })),
  );
}

function repeatedIn(tags: readonly string[]): readonly string[] {
  return [...Map.groupBy(tags, (tag) => tag)].filter(([, { length }]) => length > 1).map(([tag]) => tag);
}
