import { conflictTarget, resolveConflict } from './conflictResolution';
import type { DocumentParts } from './documentParts';

/** Resolves a conflict with my values in the fields both sides changed; what others changed besides stays. Then saves. */
export async function overwriteTheirs(
  parts: Pick<DocumentParts, 'conflicts'>,
  ...args: readonly unknown[]
): Promise<void> {
  const { uri } = conflictTarget(parts, args);
  await resolveConflict(parts, uri, () => 'mine');
}
