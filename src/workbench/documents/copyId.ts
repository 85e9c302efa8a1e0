import * as vscode from 'vscode';
import { targetsOf } from '../asking/arguments';
import type { TargetParts } from '../asking/arguments';

/** Copies the ids of the selected assets, one a line. */
export async function copyId(parts: TargetParts, ...args: readonly unknown[]): Promise<void> {
  const ids = targetsOf(parts, args).map(({ assetId }) => String(assetId));
  if (ids.length > 0) await vscode.env.clipboard.writeText(ids.join('\n'));
}
