import { shorten, visibleLine } from './safeText';

/** Names one asset of one account; all ids are HappyFox's backend ids. */
export interface AssetRef {
  readonly accountId: string;
  readonly assetTypeId: number;
  readonly assetId: number;
}

/** Names a draft of an asset that does not exist yet. */
export interface DraftRef {
  readonly accountId: string;
  readonly assetTypeId: number;
  /** Letters, digits and single hyphens, e.g. a UUID. */
  readonly draftId: string;
  /** The asset whose values the draft starts with. */
  readonly copyOf?: number;
}

/** What a document's path stands for. */
type DocumentRef =
  { readonly kind: 'asset'; readonly ref: AssetRef } | { readonly kind: 'draft'; readonly ref: DraftRef };

const draftIdForm = /^[0-9A-Za-z]+(-[0-9A-Za-z]+)*$/;

/** The decoded path of an asset's URI. The name is for the tab alone. */
export function assetPath({ accountId, assetTypeId, assetId }: AssetRef, name: string): string {
  return `/${accountSegment(accountId)}/${assetTypeId}/${assetId}/${safeFileName(name)}.json`;
}

/**
 * The decoded path of a draft's URI.
 * @throws RangeError for a draft id that could not be read back
 */
export function draftPath({ accountId, assetTypeId, draftId, copyOf }: DraftRef, label: string): string {
  if (!draftIdForm.test(draftId) || draftId.includes('-copy-of-')) throw new RangeError(`Not a draft id: ${draftId}`);
  const source = copyOf === undefined ? '' : `-copy-of-${copyOf}`;
  return `/${accountSegment(accountId)}/${assetTypeId}/draft/${draftId}${source}/${safeFileName(label)}.json`;
}

/**
 * The path of the JSON Schema of a type's documents. It has no character that a URI escapes: VS Code's JSON support remembers a
 * schema by the URI unescaped, and hears of changes by the URI escaped, so that it would miss those of any other.
 */
export function schemaPath(accountId: string, assetTypeId: number): string {
  return `/${schemaSegment(accountId)}/${assetTypeId}.json`;
}

/** Reads a path made by `assetPath` or `draftPath`; undefined for any other. */
export function parseDocumentPath(path: string): DocumentRef | undefined {
  const [root, account, type, ...rest] = path.split('/');
  const accountId = parseAccount(account);
  const assetTypeId = parseId(type);
  if (root !== '' || accountId === undefined || assetTypeId === undefined || rest.at(-1) === '') return undefined;
  if (rest.length === 2) {
    const assetId = parseId(rest[0]);
    return assetId === undefined ? undefined : { kind: 'asset', ref: { accountId, assetTypeId, assetId } };
  }
  if (rest.length !== 3 || rest[0] !== 'draft') return undefined;
  const [draftId = '', source, ...more] = (rest[1] ?? '').split('-copy-of-');
  if (!draftIdForm.test(draftId) || more.length > 0) return undefined;
  if (source === undefined) return { kind: 'draft', ref: { accountId, assetTypeId, draftId } };
  const copyOf = parseId(source);
  return copyOf === undefined ? undefined : { kind: 'draft', ref: { accountId, assetTypeId, draftId, copyOf } };
}

/** Reads a path made by `schemaPath`; undefined for any other. */
export function parseSchemaPath(path: string): { accountId: string; assetTypeId: number } | undefined {
  const [root, account, file, ...rest] = path.split('/');
  const accountId = parseSchemaSegment(account);
  const assetTypeId = file?.endsWith('.json') === true ? parseId(file.slice(0, -'.json'.length)) : undefined;
  if (root !== '' || rest.length > 0 || accountId === undefined || assetTypeId === undefined) return undefined;
  return { accountId, assetTypeId };
}

/**
 * Remote text as a file name of at most 80 code points, without extension: nothing that parts paths, hides, or changes direction.
 * Brackets become their wide forms: VS Code quotes file names in messages of its own, where `[…](command:…)` is a link. So do
 * `%`, `?` and `#`, since paths are decoded once too often in more than one place.
 */
export function safeFileName(name: string): string {
  const visible = visibleLine(name)
    .replace(/[/\\]/g, '-')
    .replaceAll('[', '［')
    .replaceAll(']', '］')
    .replaceAll('%', '％')
    .replaceAll('?', '？')
    .replaceAll('#', '＃')
    .replace(/^[.\s]+/, '');
  return shorten(visible, 80).replace(/[.\s]+$/, '') || 'asset';
}

function parseId(text: string | undefined): number | undefined {
  const id = /^[1-9]\d{0,15}$/.test(text ?? '') ? Number(text) : NaN;
  return Number.isSafeInteger(id) ? id : undefined;
}

/** An account id as one segment of a path. The colon before a port is left as it is, for people read it in breadcrumbs. */
export function accountSegment(accountId: string): string {
  return encodeURIComponent(accountId).replaceAll('%3A', ':');
}

/** An account id with `~` for the `%` of an escape, and with everything escaped that is not sure to stay as it is. */
function schemaSegment(accountId: string): string {
  return encodeURIComponent(accountId)
    .replace(/[!'()*~]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%', '~');
}

function parseSchemaSegment(segment: string | undefined): string | undefined {
  if (segment === undefined || !/^([\w.-]|~[0-9A-F]{2})+$/.test(segment) || /^\.+$/.test(segment)) return undefined;
  return decoded(segment.replaceAll('~', '%'), (accountId) => schemaSegment(accountId) === segment);
}

function parseAccount(segment: string | undefined): string | undefined {
  if (segment === undefined || !/^([\w.!~*'():-]|%[0-9A-F]{2})+$/.test(segment) || /^\.+$/.test(segment))
    return undefined;
  return decoded(segment, (accountId) => accountSegment(accountId) === segment);
}

/** One account has one spelling: what does not encode back to itself is refused. */
function decoded(segment: string, isSpelledSo: (accountId: string) => boolean): string | undefined {
  try {
    const accountId = decodeURIComponent(segment);
    return isSpelledSo(accountId) ? accountId : undefined;
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}
