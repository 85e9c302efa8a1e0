import './vscode';
import { OfficeWindow } from './officeWindow';
import type { Asked, Kept, Place } from './talk';

// A window in a process of its own. Its argument is where it works and what it brings back; it does what it is asked, one at a time or not.
const { place, kept } = JSON.parse(process.argv[2] ?? '{}') as { place: Place; kept: readonly Kept[] };

const window = new OfficeWindow(place, (message) => process.send?.({ tell: message }));
const begun = window.start(kept);

process.on('message', ({ id, what, with: argument }: Asked) => {
  const operations = window as unknown as Record<string, (argument: unknown) => unknown>;
  const work = async (): Promise<unknown> => {
    await begun;
    return operations[what]!(argument);
  };
  work().then(
    (value) => process.send?.({ id, ended: { ok: true, value } }),
    (error: unknown) => process.send?.({ id, ended: window.wordFor(error) }),
  );
});
process.on('unhandledRejection', (error) => {
  process.send?.({ fatal: error instanceof Error ? (error.stack ?? error.message) : String(error) });
});
process.once('disconnect', () => process.exit());
