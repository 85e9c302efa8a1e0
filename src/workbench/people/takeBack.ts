import { askHandOver, handOverTitles } from './askHandOver';
import { askHolder } from './askHolder';
import { scriptedHandOver, TakeBackArgument, type HandOverAnswer } from './scriptedHandOver';
import { scripted } from '../asking/arguments';
import type { TargetParts } from '../asking/arguments';
import type { PlanParts } from '../plans/planParts';

/** Takes assets back from the person who has them, as a plan to review. */
export async function takeBack(
  parts: TargetParts & Pick<PlanParts, 'plans'>,
  ...args: readonly unknown[]
): Promise<HandOverAnswer | undefined> {
  const given = scripted(TakeBackArgument, args);
  if (given) return scriptedHandOver(parts, given);
  await askHandOver(parts, await askHolder(parts, args, handOverTitles.takeBack), 'takeBack');
  return undefined;
}
