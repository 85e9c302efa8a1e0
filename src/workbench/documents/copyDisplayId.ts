import * as vscode from 'vscode';
import { targetsOf, type Target } from '../asking/arguments';
import type { Parts } from '../parts';

/** Copies the display ids of the selected assets, one a line. */
export async function copyDisplayId(parts: Parts, ...args: readonly unknown[]): Promise<void> {
  const displayIds: string[] = [];
  for (const target of targetsOf(parts, args)) displayIds.push(await displayIdOf(parts, target));
  if (displayIds.length > 0) await vscode.env.clipboard.writeText(displayIds.join('\n'));
}

async function displayIdOf({ opened }: Parts, { session, assetId, assetTypeId = 0 }: Target): Promise<string> {
  const open = opened.peek({ accountId: session.accountId, assetTypeId, assetId })?.latest.asset;
  return (session.store.loaded(assetId) ?? open ?? (await session.store.read(assetId))).displayId;
}
