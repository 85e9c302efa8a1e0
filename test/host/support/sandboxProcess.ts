import type { SandboxOptions } from '../../../src/sandbox/sandbox';
import { Sandbox } from '../../../src/sandbox/sandbox';

// Runs a sandbox in a process of its own, so that its memory is not that of the extension host. Takes its options as the first
// argument, sends its address and credentials to whoever forked it, and ends with them.
void Sandbox.start(JSON.parse(process.argv[2] ?? '{}') as SandboxOptions).then(({ url, apiKey, authCode }) => {
  process.send?.({ url, apiKey, authCode });
});
process.once('disconnect', () => process.exit());
