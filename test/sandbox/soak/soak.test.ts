import { randomInt } from 'node:crypto';
import { env } from 'node:process';
import { describe, it } from 'mocha';
import { soak } from './soak';

const seed = Number(env.HAPPYFOX_SEED ?? randomInt(1 << 30));

describe('The soak', () => {
  it(`holds every invariant over some offices, seed ${seed}`, async () => {
    await soak({ seed, minutes: 0.4, steps: 40, shrinkMinutes: 2, log: () => undefined });
  }).timeout(240_000);
});
