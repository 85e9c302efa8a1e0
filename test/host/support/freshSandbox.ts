import { Sandbox, type SandboxOptions } from '../../../src/sandbox/sandbox';

// Each test file is a bundle of its own, so that a variable would be one for each of them.
const shared = globalThis as { sandboxAddresses?: Set<string> };
const addresses = (shared.sandboxAddresses ??= new Set());

/**
 * Starts a sandbox at an address that none has had in this run: the system gives ports out again, and what the window keeps of an address outlives its
 * account, such as that it is locked out.
 */
export async function freshSandbox(options: SandboxOptions): Promise<Sandbox> {
  for (;;) {
    const sandbox = await Sandbox.start(options);
    if (!addresses.has(sandbox.url)) {
      addresses.add(sandbox.url);
      return sandbox;
    }
    await sandbox.stop();
  }
}
