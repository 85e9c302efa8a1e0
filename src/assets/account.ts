import type { AssetType } from '../happyfox/assetType';

/** One HappyFox account as this extension remembers it. Its API key and auth code are not here: they live in SecretStorage alone. */
export interface Account {
  /** The address without its scheme, host in lower case, e.g. `acme.happyfox.com` or `127.0.0.1:41234`. */
  readonly id: string;
  /** The address, e.g. `https://acme.happyfox.com`. */
  readonly baseUrl: string;
  readonly label: string;
  /** The staff member whose id signs every write. */
  readonly agent: Agent;
  /** Names of the account's staff by id, as last read, so that a document can name its authors without a request. */
  readonly staffNames: Readonly<Record<string, string>>;
  /** The account's asset types, as last read, so that a restored tab needs no request for them. */
  readonly assetTypes: readonly AssetType[];
  /** Set on the demo account alone: how many assets its sandbox was started with; null is the sandbox's own default. */
  readonly demo?: { readonly assets: number | null } | undefined;
  /** What a person has decided about reading it in the background; not set while they have not. */
  readonly reading?: ReadingChoice | undefined;
}

/** A decision about reading an account in the background. */
export type ReadingChoice =
  /** However many assets there are. */
  | 'read'
  /** Only when something is to be found. */
  | 'onDemand'
  /** Not now; until they say so. */
  | 'paused';

/** A staff member, as far as writes need one. */
export interface Agent {
  readonly id: number;
  readonly name: string;
}
