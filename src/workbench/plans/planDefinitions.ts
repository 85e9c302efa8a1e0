import type { AssetTypeDefinition } from '../../assets/assetTypeDefinition';
import type { Plan } from '../../plans/plan';
import type { AccountSession } from '../sessions/accountSession';

/** The fields of every type that a plan is about, by the type's id. */
export async function definitionsOf(
  { index }: AccountSession,
  { steps }: Plan,
): Promise<ReadonlyMap<number, AssetTypeDefinition>> {
  const types = [...new Set(steps.map(({ assetTypeId }) => assetTypeId))];
  return new Map(await Promise.all(types.map(async (id) => [id, await index.definition(id)] as const)));
}
