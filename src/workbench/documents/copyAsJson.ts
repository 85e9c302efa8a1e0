import * as vscode from 'vscode';
import { renderedAsset } from '../screen/renderedAsset';
import { targetsOf } from '../asking/arguments';
import type { TargetParts } from '../asking/arguments';

/** Copies the selected assets in the form of their documents: one object, or a list of several. */
export async function copyAsJson(parts: TargetParts, ...args: readonly unknown[]): Promise<void> {
  const texts: string[] = [];
  for (const target of targetsOf(parts, args)) {
    const { session, assetId } = target;
    const asset = session.store.loaded(assetId) ?? (await session.store.read(assetId));
    const assetTypeId = target.assetTypeId ?? asset.assetType?.id;
    if (assetTypeId !== undefined) texts.push((await renderedAsset(session, assetTypeId, asset)).text.trimEnd());
  }
  const [only, ...others] = texts;
  if (only === undefined) return;
  await vscode.env.clipboard.writeText(others.length === 0 ? `${only}\n` : `[\n${texts.join(',\n')}\n]\n`);
}
