import { askHandOver, handOverTitles } from '../people/askHandOver';
import { askHolder } from '../people/askHolder';
import { scriptedHandOver, TakeBackArgument, type HandOverAnswer } from '../people/scriptedHandOver';
import { scripted } from './arguments';
import type { Parts } from './parts';

/** Takes assets back from the person who has them, as a plan to review. */
export async function takeBack(parts: Parts, ...args: readonly unknown[]): Promise<HandOverAnswer | undefined> {
  const given = scripted(TakeBackArgument, args);
  if (given) return scriptedHandOver(parts, given);
  await askHandOver(parts, await askHolder(parts, args, handOverTitles.takeBack), 'takeBack');
  return undefined;
}
