import { describe, it } from 'mocha';
import assert from 'node:assert/strict';
import { renameFile } from '../../../src/disk/renameFile';

/** A file system that fails so often with a code. */
class Failing {
  attempts = 0;
  waited = 0;

  constructor(
    private readonly code: string,
    private readonly times: number,
  ) {}

  readonly rename = (): Promise<void> => {
    this.attempts += 1;
    if (this.attempts > this.times) return Promise.resolve();
    return Promise.reject(Object.assign(new Error(this.code), { code: this.code }));
  };

  readonly wait = (milliseconds: number): Promise<void> => {
    this.waited += milliseconds;
    return Promise.resolve();
  };
}

describe('renaming a file', () => {
  for (const code of ['EPERM', 'EACCES', 'EBUSY']) {
    it(`is tried again while somebody has it open: ${code}`, async () => {
      const system = new Failing(code, 3);
      await renameFile('a', 'b', system);
      assert.deepEqual([system.attempts, system.waited < 100], [4, true]);
    });

    it(`gives up after about a second of ${code}`, async () => {
      const system = new Failing(code, Infinity);
      await assert.rejects(renameFile('a', 'b', system), { code });
      assert.ok(system.waited > 800 && system.waited < 1_500, `${system.waited} ms`);
    });
  }

  it('fails at once for any other reason', async () => {
    for (const code of ['ENOENT', 'ENOSPC', 'EROFS', 'EISDIR']) {
      const system = new Failing(code, Infinity);
      await assert.rejects(renameFile('a', 'b', system), { code });
      assert.deepEqual([system.attempts, system.waited], [1, 0]);
    }
  });
});
