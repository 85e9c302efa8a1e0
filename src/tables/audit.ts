import type { AssetTypeDefinition } from '../assets/assetTypeDefinition';
import { kindOf } from '../assets/fieldKinds';
import type { Asset } from '../happyfox/asset';
import { inStretches, pausing, type Pause } from '../happyfox/pause';
import { AssetMatcher, shareOfDifferent } from './assetMatcher';
import type { ColumnKey } from './columns';

/** A type, all of its assets, and the ids of those that are expected to be on the list; ids of other types’ assets may be among them. */
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
interface FoundTag extends AuditedAsset {
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

/** Holds a list of tags against the assets of some types. In stretches; throws what `pause` throws. */
export async function audit(
  types: readonly AuditedType[],
  tags: readonly string[],
  pause: Pause = pausing(),
): Promise<Audit> {
  const levels = await levelsOf(types, pause);
  const found: FoundTag[] = [];
  const unknown: string[] = [];
  const ambiguous: { tag: string; assets: readonly AuditedAsset[] }[] = [];
  for (const tag of new Set(tags)) {
    await pause();
    const assets = find(levels, tag);
    const [only, ...others] = assets;
    if (!only) unknown.push(tag);
    else if (others.length > 0) ambiguous.push({ tag, assets });
    else found.push({ tag, ...only, isExpected: types.some(({ expected }) => expected.has(only.asset.id)) });
  }
  const missing = await withSuggestions(levels, unknown, pause);
  const seen = new Set([...found, ...ambiguous.flatMap(({ assets }) => assets)].map(({ asset }) => asset.id));
  return { found, missing, ambiguous, unexpected: await unseen(types, seen, pause), repeated: repeatedIn(tags) };
}

/** Display ids come before fields that tell assets apart, and names last: the first of them that knows a tag decides. */
async function levelsOf(types: readonly AuditedType[], pause: Pause): Promise<readonly (readonly Way[])[]> {
  const ways = async (level: readonly AuditedType[], keysOf: KeysOf): Promise<readonly Way[]> => {
    const made: Way[] = [];
    for (const type of level) {
      const { definition, assets } = type;
      for (const key of await keysOf(type))
        made.push({ definition, matcher: await AssetMatcher.of(assets, definition, key, pause) });
    }
    return made;
  };
  const named = await ways(types, ({ key }) => (key === undefined ? [] : [key]));
  const open = types.filter(({ key }) => key === undefined);
  if (open.length === 0) return [named];
  return [
    [...named, ...(await ways(open, () => ['display_id']))],
    await ways(open, (type) => tellingFields(type, pause)),
    await ways(open, () => ['name']),
  ];
}

type KeysOf = (type: AuditedType) => readonly ColumnKey[] | Promise<readonly ColumnKey[]>;

/** A field tells assets apart where so many of its values differ; a few stand twice in every inventory. */
const mostlyDifferent = 0.9;

/** Fields of one line that tell assets apart, such as a serial number. */
async function tellingFields({ definition, assets }: AuditedType, pause: Pause): Promise<readonly ColumnKey[]> {
  const telling: ColumnKey[] = [];
  for (const field of definition.fields) {
    if (kindOf(field).identifies !== 'likely') continue;
    const share = await shareOfDifferent(assets, definition, field.id, pause);
    if (share >= mostlyDifferent) telling.push(field.id);
  }
  return telling;
}

function find(levels: readonly (readonly Way[])[], tag: string): readonly AuditedAsset[] {
  for (const ways of levels) {
    const hits = ways.flatMap(({ definition, matcher }) => matcher.find(tag).map((asset) => ({ asset, definition })));
    if (hits.length > 0) return [...new Map(hits.map((hit) => [hit.asset.id, hit])).values()];
  }
  return [];
}

/** Tags that nobody has, with what the first way that knows something like them suggests. */
async function withSuggestions(
  levels: readonly (readonly Way[])[],
  tags: readonly string[],
  pause: Pause,
): Promise<Audit['missing']> {
  const suggestions = new Map<string, string>();
  for (const { matcher } of tags.length === 0 ? [] : levels.flat()) {
    const suggest = await matcher.suggester(pause);
    for (const tag of tags) {
      await pause();
      const suggestion = suggestions.get(tag) ?? suggest(tag);
      if (suggestion !== undefined) suggestions.set(tag, suggestion);
    }
  }
  return tags.map((tag) => ({ tag, suggestion: suggestions.get(tag) }));
}

async function unseen(
  types: readonly AuditedType[],
  seen: ReadonlySet<number>,
  pause: Pause,
): Promise<readonly AuditedAsset[]> {
  const lists: (readonly AuditedAsset[])[] = [];
  for (const { assets, expected, definition } of types) {
    const isUnseen = ({ id }: Asset): boolean => expected.has(id) && !seen.has(id);
    lists.push(await inStretches(assets, pause, (asset) => (isUnseen(asset) ? [{ asset, definition }] : [])));
  }
  return lists.flat();
}

function repeatedIn(tags: readonly string[]): readonly string[] {
  return [...Map.groupBy(tags, (tag) => tag)].filter(([, { length }]) => length > 1).map(([tag]) => tag);
}
