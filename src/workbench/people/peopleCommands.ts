import { handOver } from './handOver';
import { showHoldings } from './showHoldings';
import { takeBack } from './takeBack';

/** The commands of this room, by their ids. */
export const peopleCommands = { handOver, showHoldings, takeBack } as const;
