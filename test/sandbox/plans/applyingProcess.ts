import { chmodSync } from 'node:fs';
import { argv, exit, stderr, stdout } from 'node:process';
import { applyKept, type PlanPlace } from './planRuns';

// A process that applies a plan, to be killed while it does. Its argument is the place as JSON, and a file that nobody may read once the plan
// was; it says how the run ended.
const [, , json = '', withheld] = argv;
const place = JSON.parse(json) as PlanPlace;
const withhold = (): void => {
  if (withheld !== undefined) chmodSync(withheld, 0o200);
};
void applyKept(place, withhold).then(
  (end) => {
    stdout.write(end);
    exit(0);
  },
  (error: unknown) => {
    stderr.write(String(error));
    exit(1);
  },
);
