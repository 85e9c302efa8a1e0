import { argv, exit, stdout } from 'node:process';
import { soak } from './soak';

// `npm run soak`: minutes and seed as its arguments.
const [, , minutes = '1', seed = '1', steps = '60', shrinkMinutes = '10'] = argv;
const log = (line: string): void => void stdout.write(`${line}\n`);
soak({
  seed: Number(seed),
  minutes: Number(minutes),
  steps: Number(steps),
  shrinkMinutes: Number(shrinkMinutes),
  log,
}).then(
  ({ runs, steps: taken, kills, faults }) => {
    log(`${runs} offices, ${taken} steps, ${kills} kills, ${faults} faults: every invariant held`);
    exit(0);
  },
  (error: unknown) => {
    log(error instanceof Error ? error.message : String(error));
    exit(1);
  },
);
