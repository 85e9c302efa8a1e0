import { env } from 'node:process';
import { describe, it } from 'mocha';
import { soak } from './soak';

// The same offices every time: new ones are for those who look for something, and can look into what they find.
const seed = Number(env.HAPPYFOX_SEED ?? 1);

describe('The soak', () => {
  it(`holds every invariant over some offices, seed ${seed}`, async () => {
    await soak({ seed, minutes: 0.4, steps: 40, shrinkMinutes: 2, log: () => undefined });
  }).timeout(240_000);
});
