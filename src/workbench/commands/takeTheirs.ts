import { conflictTarget, resolveConflict } from '../conflictResolution';
import type { Parts } from './parts';

/** Resolves a conflict with their values in the fields both sides changed; my other edits stay, and are saved. */
export async function takeTheirs(parts: Parts, ...args: readonly unknown[]): Promise<void> {
  const { ref } = conflictTarget(parts, args);
  await resolveConflict(parts, ref, () => 'theirs');
}
