import { isDue, type Plan } from './plan';

/** More deletions than this are confirmed by their number. */
const mostDeletions = 25;
/** So is a greater share of a type's assets, from so many deletions on: one of five is no purge. */
const greatestShare = 0.1;
const fewestForShare = 3;

/** Thrown where a plan deletes many assets, and their number was not confirmed. */
export class DeletionsUnconfirmed extends Error {
  override readonly name = 'DeletionsUnconfirmed';

  constructor(readonly count: number) {
    super(`${count} deletions need a confirmation that names their number`);
  }
}

/** How many deletions have to be confirmed by their number; undefined where they are few. `totals` are the assets there are by type. */
export function deletionsToConfirm(plan: Plan, totals: ReadonlyMap<number, number>): number | undefined {
  const types = plan.steps.filter((step) => step.operation === 'delete' && isDue(step)).map((step) => step.assetTypeId);
  const most = [...Map.groupBy(types, (type) => type)].some(([type, { length }]) => {
    const total = totals.get(type);
    return total !== undefined && length >= fewestForShare && length > total * greatestShare;
  });
  return types.length > mostDeletions || most ? types.length : undefined;
}
