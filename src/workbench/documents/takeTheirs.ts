import { conflictTarget, resolveConflict } from './conflictResolution';
import type { DocumentParts } from './documentParts';

/** Resolves a conflict with their values in the fields both sides changed; my other edits stay, and are saved. */
export async function takeTheirs(parts: Pick<DocumentParts, 'conflicts'>, ...args: readonly unknown[]): Promise<void> {
  const { uri } = conflictTarget(parts, args);
  await resolveConflict(parts, uri, () => 'theirs');
}
