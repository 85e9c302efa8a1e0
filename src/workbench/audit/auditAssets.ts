import * as vscode from 'vscode';
import * as z from 'zod/mini';
import type { AuditedAsset } from '../../tables/audit';
import { auditWizard } from './auditWizard';
import { runAudit } from './auditRun';
import { stampPlan } from './auditStamp';
import { groundOf } from '../../finding/ground';
import { completeIndex } from '../asking/completeIndex';
import { scriptedGround, type ScriptedGround } from '../words/indexText';
import type { AccountSession } from '../sessions/accountSession';
import type { ScriptedAsset } from '../asking/soundQuery';
import { Id, scripted, sessionFor } from '../asking/arguments';
import type { PlanParts } from '../plans/planParts';
import type { SessionParts } from '../sessions/sessionParts';
import type { CommandRunner } from '../words/commandCalls';
import type { PlanAnswer } from '../plans/planParts';

const { t } = vscode.l10n;

const Argument = z.object({
  account: z.optional(z.string()),
  typeId: z.optional(Id),
  query: z.optional(z.string()),
  tags: z.array(z.string()),
  /** What the tags are: `id`, `display_id`, `name` or a field. Left out, whatever tells assets apart. */
  field: z.optional(z.string()),
  stamp: z.optional(z.object({ field: z.string(), value: z.optional(z.json()) })),
  apply: z.optional(z.boolean()),
});

/** What a script gets; with a stamp also the answer for the plan that sets it. */
type AuditAnswer = Partial<PlanAnswer> & {
  readonly found: readonly (ScriptedAsset & { readonly tag: string; readonly expected: boolean })[];
  /** Tags of which there is no asset. */
  readonly missing: readonly string[];
  /** Tags that several assets have, with their ids. */
  readonly ambiguous: readonly { readonly tag: string; readonly ids: readonly number[] }[];
  /** Assets that were expected and are not on the list. */
  readonly unexpected: readonly ScriptedAsset[];
  readonly ground: ScriptedGround;
};

/** Holds a list of tags against the assets of a type or a query: what was found, what is missing, and what is not on the list. */
export async function auditAssets(
  parts: Pick<PlanParts, 'plans'> & Pick<SessionParts, 'sessions'> & CommandRunner,
  ...args: readonly unknown[]
): Promise<AuditAnswer | undefined> {
  const given = scripted(Argument, args);
  if (!given) {
    await auditWizard(parts, args);
    return undefined;
  }
  const session = sessionFor(parts, given.account);
  const index = await completeIndex(session, undefined, t('Reading the assets'), 'script');
  const { query = '', tags, typeId, field, stamp } = given;
  const cleaned = tags.map((tag) => tag.trim()).filter(Boolean);
  const result = await runAudit({ session, index, query, typeId, field, tags: cleaned });
  return {
    found: result.found.map((one) => ({ ...forScript(session, one), tag: one.tag, expected: one.isExpected })),
    missing: result.missing.map(({ tag }) => tag),
    ambiguous: result.ambiguous.map(({ tag, assets }) => ({ tag, ids: assets.map(({ asset }) => asset.id) })),
    unexpected: result.unexpected.map((one) => forScript(session, one)),
    ground: scriptedGround(groundOf(index)),
    ...(stamp && (await parts.plans.answer(session, await stampPlan(session, result.found, stamp), given.apply))),
  };
}

function forScript({ accountId }: AccountSession, { asset, definition }: AuditedAsset): ScriptedAsset {
  const { id, displayId, name } = asset;
  return { account: accountId, id, display_id: displayId, name, asset_type: definition.assetType.name };
}
