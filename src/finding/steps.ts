import type { Pause } from '../happyfox/pause';
import type { AssetIndex } from './index/assetIndex';

/** Work that can be interrupted wherever it yields. */
export type Steps<Result> = Generator<undefined, Result>;

/** How many assets are looked at between two looks at the clock: a millisecond's, at most. */
export const stride = 128;

/** Does work in one go. */
export function atOnce<Result>(steps: Steps<Result>): Result {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** Does work in stretches of a few milliseconds, in between which others get their turn. Throws what `pause` throws. */
export async function withPauses<Result>(steps: Steps<Result>, pause: Pause): Promise<Result> {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    await pause();
  }
}

/**
 * Does work over the slots of an index in stretches of a few milliseconds, in between which others get their turn. Throws what `pause` throws.
 *
 * @param begin called again where the work has to begin afresh
 */
export async function overSlots<Result>(
  index: Pick<AssetIndex, 'slotCount'>,
  begin: () => Steps<Result>,
  pause: Pause,
): Promise<Result> {
  for (;;) {
    const steps = begin();
    const slots = index.slotCount;
    // Assets that come meanwhile are behind those looked at already; where others have moved up, only a fresh start sees each once.
    while (index.slotCount >= slots) {
      const step = steps.next();
      if (step.done === true) return step.value;
      await pause();
    }
  }
}
