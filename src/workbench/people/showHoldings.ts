import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { groundOf } from '../../finding/ground';
import { holdingsOf } from '../../finding/holders';
import { completeIndex } from '../asking/completeIndex';
import { scriptedGround, type ScriptedGround } from '../words/indexText';
import { askHolder, personNamed } from './askHolder';
import { matchesOf, scriptedAsset, type ScriptedAsset } from '../asking/soundQuery';
import { showHoldingsPick } from './holdingsPick';
import { PersonWord } from './handOver';
import { scripted, sessionFor } from '../asking/arguments';
import type { TargetParts } from '../asking/arguments';
import type { PlanParts } from '../plans/planParts';
import type { CommandRunner } from '../words/commandCalls';

const { t } = vscode.l10n;

const Argument = z.object({ account: z.optional(z.string()), contact: PersonWord });

/** Lists everything that a person holds, in all types. */
export async function showHoldings(
  parts: TargetParts & CommandRunner & Pick<PlanParts, 'plans'>,
  ...args: readonly unknown[]
): Promise<{ readonly assets: readonly ScriptedAsset[]; readonly ground: ScriptedGround } | undefined> {
  const given = scripted(Argument, args);
  if (!given) {
    await showHoldingsPick(parts, await askHolder(parts, args, t('What a Person Holds')));
    return undefined;
  }
  const session = sessionFor(parts, given.account);
  const index = await completeIndex(session, undefined, t('Reading the assets'), 'script');
  const rows = await matchesOf(index, '', undefined);
  const person = await personNamed(session, rows, given.contact);
  const assets = (await holdingsOf(rows, person.id)).map((row) => scriptedAsset(session, row));
  return { assets, ground: scriptedGround(groundOf(index)) };
}
