// Runs the suite that it is sent, and sends back its tally. Ends when whoever started it does.
import { SetupError } from '../setup/run.mjs';
import { suites } from './plan.mjs';

for (const event of ['disconnect', 'SIGINT', 'SIGTERM', 'SIGHUP']) process.once(event, () => process.exit(130));
process.once('message', async ({ name, options }) => {
  try {
    const tally = await suites[name].run(options);
    process.send(tally, () => process.exit());
  } catch (error) {
    console.error(error instanceof SetupError ? error.message : error);
    process.exit(1);
  }
});
