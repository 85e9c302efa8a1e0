import { argv, stdout } from 'node:process';
import { codeOf } from '../../../src/disk/absence';
import { FileLock } from '../../../src/disk/fileLock';

// A process that may write nothing into files: it tries to take a lock, says how that ended, and stays until its standard input ends.
void new FileLock(argv[2] ?? '').tryTake().then(
  (held) => stdout.write(held ? 'taken' : 'not taken'),
  (error: unknown) => stdout.write(codeOf(error) ?? String(error)),
);
process.stdin.resume();
