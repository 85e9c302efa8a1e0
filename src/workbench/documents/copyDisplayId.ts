import * as vscode from 'vscode';
import { targetsOf, type Target } from '../asking/arguments';
import type { TargetParts } from '../asking/arguments';
import type { DocumentParts } from './documentParts';

/** Copies the display ids of the selected assets, one a line. */
export async function copyDisplayId(
  parts: TargetParts & Pick<DocumentParts, 'opened'>,
  ...args: readonly unknown[]
): Promise<void> {
  const displayIds: string[] = [];
  for (const target of targetsOf(parts, args)) displayIds.push(await displayIdOf(parts, target));
  if (displayIds.length > 0) await vscode.env.clipboard.writeText(displayIds.join('\n'));
}

async function displayIdOf(
  { opened }: Pick<DocumentParts, 'opened'>,
  { session, assetId, assetTypeId = 0 }: Target,
): Promise<string> {
  const open = opened.peek({ accountId: session.accountId, assetTypeId, assetId })?.latest.asset;
  return (session.store.loaded(assetId) ?? open ?? (await session.store.read(assetId))).displayId;
}
