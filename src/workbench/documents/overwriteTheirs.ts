import { conflictTarget, resolveConflict } from './conflictResolution';
import type { Parts } from '../parts';

/** Resolves a conflict with my values in the fields both sides changed; what others changed besides stays. Then saves. */
export async function overwriteTheirs(parts: Parts, ...args: readonly unknown[]): Promise<void> {
  const { uri } = conflictTarget(parts, args);
  await resolveConflict(parts, uri, () => 'mine');
}
