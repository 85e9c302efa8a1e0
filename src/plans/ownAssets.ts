import type { LinkedContact } from '../happyfox/asset';
import type { Step } from './plan';
import { isDone, type StepResult } from './stepResult';
import { personKey } from '../assets/person';

/** What a plan's steps have made so far: kept as they end, since each create of the plan asks for it. */
export class OwnAssets {
  /** The assets that they have created or changed. */
  readonly ids = new Set<number>();
  /** The people linked with those, by `personKey`. */
  readonly people = new Map<string, LinkedContact>();
  private readonly byDisplayId = new Map<string, number[]>();
  private highest = 0;

  constructor(results: Iterable<StepResult> = []) {
    for (const result of results) this.note(result);
  }

  /** The highest of `ids`; 0 where there is none. */
  get newest(): number {
    return this.highest;
  }

  /** Takes in how a step ended. */
  note(result: StepResult): void {
    const { assetId, after } = result;
    for (const contact of after?.contacts ?? [])
      if (contact.email !== null) this.people.set(personKey({ email: contact.email }), contact);
    if (!isDone(result) || assetId === null || this.ids.has(assetId)) return;
    this.ids.add(assetId);
    this.highest = Math.max(this.highest, assetId);
    if (!after) return;
    const alike = this.byDisplayId.get(after.displayId);
    if (alike) alike.push(assetId);
    else this.byDisplayId.set(after.displayId, [assetId]);
  }

  /** Those that could be taken for what a step is to create, by their display id. */
  like({ intent }: Pick<Step, 'intent'>): readonly number[] {
    return [...((intent && this.byDisplayId.get(intent.displayId)) ?? [])];
  }
}
