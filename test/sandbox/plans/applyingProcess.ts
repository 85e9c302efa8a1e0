import { argv, exit, stderr, stdout } from 'node:process';
import { applyKept, type PlanPlace } from './planRuns';

// A process that applies a plan, to be killed while it does. Its argument is the place as JSON; it says how the run ended.
const place = JSON.parse(argv[2] ?? '') as PlanPlace;
void applyKept(place).then(
  (end) => {
    stdout.write(end);
    exit(0);
  },
  (error: unknown) => {
    stderr.write(String(error));
    exit(1);
  },
);
