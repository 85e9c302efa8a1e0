import { createHash } from 'node:crypto';
import type { Step } from './plan';

/** What a step would do. */
type Deed = Pick<Step, 'operation' | 'assetTypeId' | 'assetId' | 'base' | 'intent' | 'newContacts'>;

/** A fingerprint of what a step would do, whatever order its keys are in. */
export function hashOf({ operation, assetTypeId, assetId, base, intent, newContacts = [] }: Deed): string {
  const deed = [operation, assetTypeId, assetId, base, intent, newContacts];
  return createHash('sha256').update(JSON.stringify(deed, sortedKeys)).digest('hex').slice(0, 32);
}

/** Whether a step is the one that was made: a file may have been damaged or edited. */
export function isIntact(step: Step): boolean {
  return hashOf(step) === step.hash;
}

function sortedKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
}
