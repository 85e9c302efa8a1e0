import type { Asset } from '../../happyfox/asset';
import type { AssetType } from '../../happyfox/assetType';
import type { AssetGroup } from '../../finding/grouping';
import type { AccountSession } from '../sessions/accountSession';
import type { SavedFilter } from './treeMemory';

/** Whether a command was handed a node of our tree. */
export function isNode(argument: unknown): argument is Node {
  return typeof argument === 'object' && argument !== null && 'kind' in argument && 'session' in argument;
}

/** An account, shown while there are several. */
export interface AccountNode {
  readonly kind: 'account';
  readonly id: string;
  readonly session: AccountSession;
}

/** A filter that somebody has kept, above the types. */
export interface SavedFilterNode {
  readonly kind: 'savedFilter';
  readonly id: string;
  readonly session: AccountSession;
  readonly parent: AccountNode | undefined;
  filter: SavedFilter;
  /** How many assets it finds; undefined before they have been counted. */
  hits: number | undefined;
}

/** A type of asset, with its total. */
export interface AssetTypeNode {
  readonly kind: 'assetType';
  readonly id: string;
  readonly session: AccountSession;
  assetType: AssetType;
  /** How many assets a filter leaves; undefined where there is none, and before they have been counted. */
  hits: number | undefined;
}

/** Assets of a type that have a value in common. */
export interface GroupNode {
  readonly kind: 'group';
  readonly id: string;
  readonly session: AccountSession;
  readonly parent: AssetTypeNode;
  group: AssetGroup;
}

/** What has assets below it. */
export type Container = AssetTypeNode | SavedFilterNode | GroupNode;

/** One asset. `asset` is what was last read of it. */
export interface AssetNode {
  readonly kind: 'asset';
  readonly id: string;
  readonly session: AccountSession;
  readonly parent: Container;
  readonly assetType: { readonly id: number; readonly name: string };
  asset: Asset;
}

/** The way to the next page. */
export interface LoadMoreNode {
  readonly kind: 'loadMore';
  readonly id: string;
  readonly session: AccountSession;
  readonly parent: AssetTypeNode;
}

/** The way to more of what is known already; the list is cut, for VS Code draws all rows that it is given. */
export interface ShowMoreNode {
  readonly kind: 'showMore';
  readonly id: string;
  readonly session: AccountSession;
  readonly parent: Container;
  shown: number;
  total: number;
}

/** Something that could not be had, why, and a retry. `parent` is what is asked again; absent for a whole account. */
export interface ErrorNode {
  readonly kind: 'error';
  readonly id: string;
  readonly session: AccountSession;
  readonly parent: AccountNode | Container | undefined;
  error: unknown;
}

/** A sentence where there is nothing to list. */
export interface NoteNode {
  readonly kind: 'note';
  readonly id: string;
  readonly session: AccountSession;
  readonly parent: AccountNode | Container | undefined;
  readonly note: 'noTypes' | 'noAssets' | 'unreadable' | 'noHits';
  count: number;
}

/** Says that not all assets are known yet, so that some may be missing here, and offers to read them. */
export interface PartialNode {
  readonly kind: 'partial';
  readonly id: string;
  readonly session: AccountSession;
  readonly parent: AccountNode | Container | undefined;
  /** All types where it is undefined. */
  readonly assetTypeId: number | undefined;
  loaded: number;
  /** Undefined where nobody knows yet. */
  total: number | undefined;
  /** Read twice, and the pages still did not add up: reading again may help or not. */
  isInconsistent: boolean;
}

/** What the assets view shows. VS Code finds an element by identity, so each lives as long as its id is on screen. */
export type Node =
  AccountNode | AssetNode | Container | LoadMoreNode | ShowMoreNode | ErrorNode | NoteNode | PartialNode;
