import { applyPlan } from './applyPlan';
import { deleteAsset } from './deleteAsset';
import { discardPlan } from './discardPlan';
import { openPlan } from './openPlan';
import { setField } from './setField';
import { undoPlan } from './undoPlan';

/** The commands of this room, by their ids. */
export const planCommands = { applyPlan, deleteAsset, discardPlan, openPlan, setField, undoPlan } as const;
