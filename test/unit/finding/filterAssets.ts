import { filtering, type Filtered } from '../../../src/finding/filter';
import { atOnce } from '../../../src/finding/steps';

/** Filters in one go. */
export function filterAssets(...request: Parameters<typeof filtering>): Filtered {
  return atOnce(filtering(...request));
}
