// npm start [-- --assets 5000] [--port N] [--no-browser] [--screenshot FILE [--exit]]
// A real VS Code with this extension and its demo account, until Ctrl+C.
import { parseArgs } from 'node:util';
import { SetupError } from './setup/run.mjs';
import { orExplain, setUp } from './setup/setUp.mjs';

/** A whole number from a switch, in its bounds. */
function number(text, name, [from, to]) {
  if (text === undefined) return undefined;
  if (/^\d+$/.test(text) && Number(text) >= from && Number(text) <= to) return Number(text);
  throw new SetupError(`--${name} takes a whole number from ${from} to ${to}, not "${text}".`);
}

await setUp();
await orExplain(async () => {
  const { values } = parseArgs({
    options: {
      assets: { type: 'string' },
      port: { type: 'string' },
      'no-browser': { type: 'boolean', default: false },
      headless: { type: 'boolean', default: false },
      screenshot: { type: 'string' },
      exit: { type: 'boolean', default: false },
    },
  });
  const { startDemo } = await import('./demo/start.mjs');
  await startDemo({
    assets: number(values.assets, 'assets', [1, 100_000]),
    port: number(values.port, 'port', [0, 65_535]),
    browser: !values['no-browser'] && !values.headless && !values.screenshot,
    screenshot: values.screenshot,
    exit: values.exit,
  });
});
process.exit();
