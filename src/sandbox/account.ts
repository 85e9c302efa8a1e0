import type { SandboxClock } from './clock';
import type { Switches } from './switches';
import type { World } from './world/world';

/** What a request is answered from. */
export interface Account {
  readonly world: World;
  readonly switches: Switches;
  readonly clock: SandboxClock;
}

/** A request that got through: known path, known caller. */
export interface Call {
  readonly query: URLSearchParams;
  /** Parsed; undefined when there was none. */
  readonly body: unknown;
  /** The part of the path that names the item; an empty string for collections. */
  readonly key: string;
}
