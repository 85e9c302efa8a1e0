import fs from 'node:fs';
import promises from 'node:fs/promises';

/** What goes wrong with files. */
export interface DiskFault {
  /** A part of the path of the files that it meets. */
  readonly at: string;
  readonly verb: 'read' | 'write';
  readonly code: 'EIO' | 'EACCES' | 'EMFILE' | 'ENOSPC';
  /** Half of what was to be written is there all the same. */
  readonly half?: true;
  /** How many times. */
  readonly times: number;
}

let faults: { readonly fault: DiskFault; left: number }[] = [];
let hits = 0;

/** From now on this goes wrong, too. */
export function spoilDisk(fault: DiskFault): void {
  faults.push({ fault, left: fault.times });
}

/** Nothing goes wrong any more. How often something has, in all. */
export function healDisk(): number {
  faults = [];
  return hits;
}

function met(path: unknown, verb: DiskFault['verb']): DiskFault | undefined {
  const found = faults.find(({ fault, left }) => left > 0 && fault.verb === verb && String(path).includes(fault.at));
  if (!found) return undefined;
  found.left -= 1;
  hits += 1;
  return found.fault;
}

function errorOf({ code }: DiskFault, path: unknown): Error {
  return Object.assign(new Error(`${code}: injected, '${String(path)}'`), { code });
}

type Anything = (...all: readonly unknown[]) => unknown;
type Patched = Record<string, Anything>;

/** Puts a fault in front of functions of Node's file system, which all of the code under test gets from there. */
function patch(owner: object, names: readonly string[], verb: DiskFault['verb'], isSync: boolean): void {
  const functions = owner as Patched;
  for (const name of names) {
    const real = functions[name]!.bind(owner);
    functions[name] = (path, ...rest) => {
      const fault = met(path, verb);
      if (!fault) return real(path, ...rest);
      const [data] = rest;
      if (fault.half && typeof data === 'string')
        fs.writeFileSync(String(path), data.slice(0, data.length / 2), { flag: 'a' });
      if (isSync) throw errorOf(fault, path);
      return Promise.reject(errorOf(fault, path));
    };
  }
}

/** A file that is open for writing may fail when something is written to it. */
function patchOpen(): void {
  const functions = promises as unknown as Patched;
  const real = promises.open.bind(promises);
  functions.open = async (path, flags = 'r', ...rest) => {
    const reads = String(flags) === 'r';
    const early = met(path, 'read');
    if (reads && early) throw errorOf(early, path);
    const handle = await real(path as string, flags as string, ...(rest as [number?]));
    if (reads) return handle;
    for (const name of ['appendFile', 'writeFile', 'write'] as const) {
      const write = (handle[name] as Anything).bind(handle);
      (handle as unknown as Patched)[name] = async (data, ...more) => {
        const fault = met(path, 'write');
        if (!fault) return write(data, ...more);
        if (fault.half && typeof data === 'string') await write(data.slice(0, data.length / 2));
        throw errorOf(fault, path);
      };
    }
    return handle;
  };
}

patch(promises, ['readFile', 'readdir'], 'read', false);
patch(promises, ['writeFile', 'appendFile', 'mkdir', 'rename'], 'write', false);
patch(fs, ['readFileSync'], 'read', true);
patch(fs, ['appendFileSync', 'renameSync'], 'write', true);
patchOpen();
