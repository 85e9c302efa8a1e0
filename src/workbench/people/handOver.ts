import * as z from 'zod/mini';
import { askHandOver, handOverTitles } from './askHandOver';
import { askHolder } from './askHolder';
import { PersonWord, scriptedHandOver, TakeBackArgument, type HandOverAnswer } from './scriptedHandOver';
import { scripted } from '../asking/arguments';
import type { TargetParts } from '../asking/arguments';
import type { PlanParts } from '../plans/planParts';

const Argument = z.extend(TakeBackArgument, { to: PersonWord });

/** Hands assets over from one person to another, as a plan to review. */
export async function handOver(
  parts: TargetParts & Pick<PlanParts, 'plans'>,
  ...args: readonly unknown[]
): Promise<HandOverAnswer | undefined> {
  const given = scripted(Argument, args);
  if (given) return scriptedHandOver(parts, given);
  await askHandOver(parts, await askHolder(parts, args, handOverTitles.handOver), 'handOver');
  return undefined;
}
