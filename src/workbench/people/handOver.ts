import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { groundOf } from '../../finding/ground';
import { holdingsOf } from '../../finding/holders';
import { CommandRefused } from '../words/errors';
import { Id, sessionFor, scripted, type TargetParts } from '../asking/arguments';
import type { PlanParts, PlanAnswer } from '../plans/planParts';
import type { SessionParts } from '../sessions/sessionParts';
import { completeIndex } from '../asking/completeIndex';
import { scriptedGround, type ScriptedGround } from '../words/indexText';
import { matchesOf } from '../asking/soundQuery';
import { targetsOfRows, targetsWithAssets } from '../asking/planTargets';
import { holderPlan } from './holderPlan';
import { refuseOnlookers } from './mayWrite';
import { personNamed, askHolder } from './askHolder';
import { askHandOver, handOverTitles } from './askHandOver';

const { t } = vscode.l10n;

/** A person by id or e-mail. */
export const PersonWord = z.union([Id, z.string().check(z.minLength(1))]);

/** What a script says to take assets back. */
const TakeBackArgument = z.object({
  account: z.optional(z.string()),
  from: PersonWord,
  /** Everything they hold, where it is left out. */
  ids: z.optional(z.array(Id)),
  apply: z.optional(z.boolean()),
});

/** What a script gets: the plan to review, or what became of each asset. */
type HandOverAnswer = { readonly ground: ScriptedGround } & PlanAnswer;

/** Takes assets from a person for a script, and gives them to another where one is named. */
async function scriptedHandOver(
  parts: Pick<PlanParts, 'plans'> & Pick<SessionParts, 'sessions'>,
  { account, from, ids, apply, to }: z.infer<typeof TakeBackArgument> & { readonly to?: number | string },
): Promise<HandOverAnswer> {
  const session = sessionFor(parts, account);
  await refuseOnlookers(session);
  const index = await completeIndex(session, undefined, t('Reading the assets'), 'script');
  const ground = scriptedGround(groundOf(index));
  const all = await matchesOf(index, '', undefined);
  const giver = await personNamed(session, all, from);
  const taker = to === undefined ? undefined : await personNamed(session, all, to);
  const targets =
    ids === undefined
      ? await targetsOfRows(session, await holdingsOf(all, giver.id))
      : await targetsWithAssets(
          session,
          [...new Set(ids)].map((assetId) => ({ assetId })),
        );
  const strangers = targets.filter(({ asset }) => !asset.contacts.some(({ id }) => id === giver.id));
  if (strangers.length > 0) {
    const named = strangers.map(({ asset }) => asset.id).join(', ');
    throw new CommandRefused(t('These assets are not held by that person: {0}.', named));
  }
  const plan = await holderPlan(session, targets, { from: giver, to: taker });
  return { ...(await parts.plans.answer(session, plan, apply)), ground };
}

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
