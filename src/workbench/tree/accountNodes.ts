import type { AssetType } from '../../happyfox/assetType';
import type { AccountSession } from '../sessions/accountSession';
import type { NodePool } from './nodePool';
import type { AccountNode, AssetTypeNode, Container, SavedFilterNode } from '../screen/nodes';
import type { Sessions } from '../sessions/sessions';
import type { SavedFilter } from '../screen/treeMemory';

/** The nodes above the assets: accounts, their saved filters and types. */
export class AccountNodes {
  constructor(
    private readonly sessions: Sessions,
    private readonly nodes: NodePool,
  ) {}

  /** The node of an account; undefined while it is the only one, whose parts are the roots then. */
  shown(session: AccountSession): AccountNode | undefined {
    return this.sessions.all.length > 1 ? this.account(session) : undefined;
  }

  account(session: AccountSession): AccountNode {
    return this.nodes.make({ kind: 'account', id: session.accountId, session });
  }

  type(session: AccountSession, assetType: AssetType): AssetTypeNode {
    const hits = this.knownType(session, assetType.id)?.hits;
    return this.nodes.make({ kind: 'assetType', id: typeId(session, assetType.id), session, assetType, hits });
  }

  filter(session: AccountSession, filter: SavedFilter): SavedFilterNode {
    const id = filterId(session, filter.id);
    const known = this.nodes.find(id);
    const hits = known?.kind === 'savedFilter' && known.filter.query === filter.query ? known.hits : undefined;
    return this.nodes.make({ kind: 'savedFilter', id, session, parent: this.shown(session), filter, hits });
  }

  /** The node of a type; undefined before the type has been on screen. */
  knownType(session: AccountSession, assetTypeId: number): AssetTypeNode | undefined {
    const node = this.nodes.find(typeId(session, assetTypeId));
    return node?.kind === 'assetType' ? node : undefined;
  }

  /** The node of a type, filter or group by its own id; undefined when it is not on screen. */
  containerById(id: string): Container | undefined {
    const node = this.nodes.find(id);
    return node?.kind === 'assetType' || node?.kind === 'savedFilter' || node?.kind === 'group' ? node : undefined;
  }

  /** An account's types and filters that have been on screen and show what the index has. */
  counted(session: AccountSession, filters: readonly SavedFilter[]): readonly (AssetTypeNode | SavedFilterNode)[] {
    const types = session.account.assetTypes.flatMap(({ id }) => this.knownType(session, id) ?? []);
    return [...filters.map((filter) => this.filter(session, filter)), ...types];
  }
}

function typeId(session: AccountSession, assetTypeId: number): string {
  return `${session.accountId}/${assetTypeId}`;
}

function filterId(session: AccountSession, id: string): string {
  return `${session.accountId}/filter:${id}`;
}
