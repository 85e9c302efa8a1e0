import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { stateOf } from '../../assets/editableState';
import { safeText } from '../../assets/safeText';
import { groundOf } from '../../finding/ground';
import type { LinkedContact } from '../../happyfox/asset';
import { inStretches, pausing } from '../../happyfox/pause';
import { editedField, withEdit, type FieldEdit } from '../../plans/fieldEdit';
import { newPlan, planUpdates, type Plan } from '../../plans/plan';
import type { AccountSession } from '../sessions/accountSession';
import { CommandRefused } from '../words/errors';
import { completeIndex } from '../asking/completeIndex';
import { askEdit, askField } from '../asking/fieldQuestions';
import { groundText, scriptedGround, type ScriptedGround } from '../words/indexText';
import { matchesOf } from '../asking/soundQuery';
import { targetsOfRows, targetsWithAssets, type PlanTarget } from '../asking/planTargets';
import { problemText } from '../words/problemText';
import { askQuery } from '../asking/queryInput';
import { Id, pickSession, scripted, sessionFor, targetsOf, type TargetParts } from '../asking/arguments';
import type { PlanParts } from './planParts';
import type { SessionParts } from '../sessions/sessionParts';
import type { CommandRunner } from '../words/commandCalls';
import type { PlanAnswer } from './planParts';

const { t } = vscode.l10n;

const Argument = z.object({
  account: z.optional(z.string()),
  ids: z.optional(z.array(Id)),
  query: z.optional(z.string()),
  typeId: z.optional(Id),
  field: z.string(),
  value: z.optional(z.json()),
  clear: z.optional(z.literal(true)),
  apply: z.optional(z.boolean()),
});

/** What a script gets: the plan to review, or what became of each asset; and what the query was asked of, where there is one. */
type SetFieldAnswer = { readonly ground?: ScriptedGround } & PlanAnswer;

/** Sets, clears or alters one field of many assets: the selected ones, or those that a query finds. Leads to a plan, which is reviewed. */
export async function setField(
  parts: TargetParts & Pick<PlanParts, 'plans'> & CommandRunner,
  ...args: readonly unknown[]
): Promise<SetFieldAnswer | undefined> {
  const given = scripted(Argument, args);
  if (given) return setByScript(parts, given);
  const { session, targets } = await targetsByHand(parts, args);
  const definitions = [...new Set(targets.map(({ definition }) => definition))];
  const key = await askField(definitions);
  const near = peopleOf(targets);
  const { edit, people } = await askEdit(session, definitions, key, near);
  const plan = await planFor(session, targets, key, edit, [...near, ...people]);
  if (plan.steps.length === 0) throw new CommandRefused(t('Nothing would change: these assets have it already.'));
  await parts.plans.review(plan);
  return undefined;
}

async function setByScript(
  parts: Pick<PlanParts, 'plans'> & Pick<SessionParts, 'sessions'>,
  given: z.infer<typeof Argument>,
): Promise<SetFieldAnswer> {
  const { field, value, clear, apply } = given;
  if ((value === undefined) === (clear === undefined))
    throw new CommandRefused(t('The command’s argument is wrong: {0}', 'value, clear'));
  const session = sessionFor(parts, given.account);
  const targets = await scriptedTargets(session, given);
  const ground = given.query === undefined ? {} : { ground: await scriptedGroundOf(session, given.typeId) };
  refuseUnknownField(targets, field);
  const edit: FieldEdit = value === undefined ? { kind: 'clear' } : { kind: 'set', value };
  const plan = await planFor(session, targets, field, edit, peopleOf(targets));
  return { ...(await parts.plans.answer(session, plan, apply)), ...ground };
}

async function scriptedTargets(
  session: AccountSession,
  { ids, query, typeId }: z.infer<typeof Argument>,
): Promise<readonly PlanTarget[]> {
  if ((ids === undefined) === (query === undefined))
    throw new CommandRefused(t('The command’s argument is wrong: {0}', 'ids, query'));
  if (query !== undefined) return targetsOfQuery(session, query, typeId);
  return targetsWithAssets(
    session,
    [...new Set(ids)].map((assetId) => ({ assetId })),
  );
}

async function targetsByHand(parts: TargetParts & CommandRunner, args: readonly unknown[]) {
  const chosen = targetsOf(parts, args);
  const [first] = chosen;
  if (first) {
    if (chosen.some(({ session }) => session !== first.session))
      throw new CommandRefused(t('Select assets of one account at a time.'));
    return { session: first.session, targets: await targetsWithAssets(first.session, chosen) };
  }
  const session = await pickSession(parts, args, t('Set Field'));
  const index = await completeIndex(session, undefined, t('Reading the assets'));
  const query = await askQuery(
    {
      ...{ title: t('Set Field'), session },
      accept: (hits, total) => `${t('Set a field of {0} of {1} assets', hits, total)} (${groundText(groundOf(index))})`,
    },
    parts,
  );
  const targets = await targetsOfRows(session, await matchesOf(index, query, undefined));
  if (targets.length === 0) throw new CommandRefused(t('No asset matches.'));
  return { session, targets };
}

async function scriptedGroundOf({ index }: AccountSession, assetTypeId: number | undefined): Promise<ScriptedGround> {
  return scriptedGround(groundOf(await index.open(), assetTypeId === undefined ? undefined : [assetTypeId]));
}

/** Every asset that a query finds, for which all are read first. */
async function targetsOfQuery(
  session: AccountSession,
  query: string,
  assetTypeId: number | undefined,
): Promise<readonly PlanTarget[]> {
  const types = assetTypeId === undefined ? undefined : [assetTypeId];
  const index = await completeIndex(session, types, t('Reading the assets'), 'script');
  return targetsOfRows(session, await matchesOf(index, query, assetTypeId));
}

/** Where some types lack the field, their rows say so; where all do, it is a mistake in the name. */
function refuseUnknownField(targets: readonly PlanTarget[], key: string): void {
  const definitions = new Set(targets.map(({ definition }) => definition));
  const found = [...definitions].map((definition) => editedField(definition, key));
  const [first] = found;
  if (first === undefined || found.some((one) => typeof one === 'string' || !('code' in one))) return;
  if (typeof first !== 'string' && 'code' in first) throw new CommandRefused(problemText(first));
}

async function planFor(
  { accountId, account }: AccountSession,
  targets: readonly PlanTarget[],
  key: string,
  edit: FieldEdit,
  people: readonly LinkedContact[],
): Promise<Plan> {
  const steps = await inStretches(targets, pausing(), ({ asset, definition }) => {
    const { mine, problems } = withEdit(stateOf(asset, definition), definition, key, edit);
    return planUpdates([{ definition, base: asset, mine, problems, people }]);
  });
  return newPlan({ title: titleOf(safeText(key), edit, people), accountId, agent: account.agent }, steps);
}

function titleOf(key: string, edit: FieldEdit, people: readonly LinkedContact[]): string {
  switch (edit.kind) {
    case 'clear':
      return t('Clear “{0}”', key);
    case 'replace':
      return t('Replace “{1}” by “{2}” in “{0}”', key, safeText(edit.find), safeText(edit.by));
    case 'set':
      return t('Set “{0}” to “{1}”', key, wordsOf(edit.value, key, people));
    case 'add':
      return t('Add “{1}” to “{0}”', key, wordsOf(edit.value, key, people));
    case 'remove':
      return t('Remove “{1}” from “{0}”', key, wordsOf(edit.value, key, people));
  }
}

function wordsOf(
  value: Extract<FieldEdit, { kind: 'set' }>['value'],
  key: string,
  people: readonly LinkedContact[],
): string {
  const list = Array.isArray(value) ? value : [value];
  const named = list.map((one) => {
    const person = key === 'contacts' ? people.find(({ id }) => id === one) : undefined;
    return person?.name ?? person?.email ?? (typeof one === 'string' ? one : JSON.stringify(one));
  });
  return safeText(named.join(', '), 60);
}

function peopleOf(targets: readonly PlanTarget[]): readonly LinkedContact[] {
  return [
    ...new Map(targets.flatMap(({ asset }) => asset.contacts.map((person) => [person.id, person] as const))).values(),
  ];
}
