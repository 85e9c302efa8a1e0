import { execFileSync } from 'node:child_process';
import { kill } from 'node:process';

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

/** All processes that descend from one, itself included. */
function family(root: number): readonly Process[] {
  const all = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 })
    .split('\n')
    .flatMap((line): Process[] => {
      const [, pid, parent, command] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
      return command === undefined ? [] : [{ pid: Number(pid), parent: Number(parent), command }];
    });
  const found = new Set([root]);
  for (let before = 0; before < found.size;) {
    before = found.size;
    for (const { pid, parent } of all) if (found.has(parent)) found.add(pid);
  }
  return all.filter(({ pid }) => found.has(pid));
}

/** Kills the extension host of the VS Code below this process at once, as a crash does. @throws Error when there is not one */
export function killExtensionHost(launcher: number): void {
  const hosts = family(launcher).filter(({ command }) => /--type=extensionHost\b/.test(command));
  const [host, ...others] = hosts;
  if (!host || others.length > 0) throw new Error(`${hosts.length} extension hosts are running`);
  kill(host.pid, 'SIGKILL');
}
