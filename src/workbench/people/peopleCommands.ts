import { handOver, takeBack } from './handOver';
import { showHoldings } from './showHoldings';

/** The commands of this room, by their ids. */
export const peopleCommands = { handOver, showHoldings, takeBack } as const;
