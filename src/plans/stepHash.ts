import { hash } from 'node:crypto';
import type { Step } from './plan';

/** What a step would do. */
type Deed = Pick<Step, 'operation' | 'assetTypeId' | 'assetId' | 'base' | 'intent' | 'newContacts'>;

/** A fingerprint of what a step would do, whatever order its keys are in. */
export function hashOf({ operation, assetTypeId, assetId, base, intent, newContacts = [] }: Deed): string {
  const deed = [operation, assetTypeId, assetId, base, intent, newContacts];
  return hash('sha256', JSON.stringify(ordered(deed))).slice(0, 32);
}

/** Whether a step is the one that was made: a file may have been damaged or edited. */
export function isIntact(step: Step): boolean {
  return hashOf(step) === step.hash;
}

/** The same, with the keys of each object in order. Made as a whole, for a replacer, which is asked for each value, takes twice as long. */
function ordered(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(ordered);
  const known: Readonly<Record<string, unknown>> = { ...value };
  const made: Record<string, unknown> = {};
  for (const key of Object.keys(known).sort()) {
    const item = ordered(known[key]);
    if (key === '__proto__') Object.defineProperty(made, key, { value: item, enumerable: true });
    else made[key] = item;
  }
  return made;
}
